import { raw } from 'hono/html';

/** How an alert's mail looks: 600 pixels wide at most, in light and dark, with the reader's own fonts. */
export const ALERT_STYLE = raw(`<style>
body { margin: 0; padding: 0; background: #eef1f4; color: #1c2733; -webkit-text-size-adjust: 100%; }
.page { background: #eef1f4; padding: 24px 12px; }
.card { width: 100%; max-width: 600px; background: #ffffff; border: 1px solid #d9e0e6; border-radius: 8px; border-collapse: separate; text-align: start; }
td { font: 16px/1.5 -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
.watch { padding: 12px 24px; border-bottom: 1px solid #d9e0e6; font-size: 14px; color: #51606e; }
.watch strong { color: #0b5cad; }
.body { padding: 20px 24px 8px; }
h1 { margin: 0 0 6px; font-size: 22px; line-height: 1.3; overflow-wrap: anywhere; }
.byline { margin: 0 0 18px; font-size: 14px; color: #51606e; }
blockquote { margin: 0 0 20px; padding: 2px 0; padding-inline-start: 16px; border-inline-start: 3px solid #0b5cad; overflow-wrap: anywhere; }
mark { background: #ffe58a; color: #1c2733; padding: 0 2px; border-radius: 2px; }
p { margin: 0 0 16px; overflow-wrap: anywhere; }
a { color: #0b5cad; }
.button { display: inline-block; padding: 9px 16px; border-radius: 6px; background: #0b5cad; color: #ffffff; text-decoration: none; font-weight: 600; }
.why { padding: 16px 24px 4px; border-top: 1px solid #d9e0e6; font-size: 13px; color: #51606e; }
.why p { margin: 0 0 10px; }
.query { font-family: ui-monospace, Menlo, Consolas, monospace; }
@media (prefers-color-scheme: dark) {
body, .page { background: #12171c; color: #e3e9ee; }
.card { background: #1b2229; border-color: #303b45; }
.watch, .why { border-color: #303b45; color: #a3b1bd; }
.byline { color: #a3b1bd; }
.watch strong, a { color: #7db8f5; }
blockquote { border-color: #7db8f5; }
mark { background: #6b5710; color: #fff6d6; }
.button { background: #1f6fc0; color: #ffffff; }
}
</style>`);
