import { html } from 'hono/html';
import type { Instant } from '../article/article.ts';
import type { Span } from '../tagging/tags.ts';
import type { Watch } from '../watch/watch.ts';
import { oneLine } from './one-line.ts';
import { type QuotePiece, quoteMatch } from './quote.ts';
import { ALERT_STYLE } from './style.ts';

/** What an alert's mail is made from. */
export interface AlertMail {
  readonly watch: Pick<Watch, 'name' | 'query'>;
  readonly article: {
    readonly title: string;
    readonly titleEnd: number;
    readonly text: string;
    readonly lang: string;
    readonly outlet?: string;
    readonly url?: string;
    /** When it counts. */
    readonly time: Instant;
    /** Whether that is its publication, or only its arrival. */
    readonly dated: boolean;
  };
  /** Where the watch matched in `text`. */
  readonly evidence: readonly Span[];
  /** How many more articles of the same story match. */
  readonly copies: number;
}

/** A mail as it is read. */
export interface Letter {
  /** One line without control characters. */
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

const MAX_SUBJECT = 160;
const MAX_NAME = 60;
const MAX_TITLE = 200;

/** Writes the mail of one alert. */
export async function renderAlert(mail: AlertMail): Promise<Letter> {
  const shown = showAlert(mail);
  return {
    subject: oneLine(`${shown.watch}: ${shown.title}`, MAX_SUBJECT),
    html: String(await renderHtml(shown)),
    text: renderText(shown),
  };
}

/** What both forms of the mail say. */
interface ShownAlert {
  readonly watch: string;
  readonly title: string;
  readonly lang: string;
  readonly byline: string;
  readonly quote: readonly QuotePiece[];
  readonly link: { readonly url: string; readonly host: string } | undefined;
  readonly copies: string;
  readonly query: string;
}

function showAlert({ watch, article, evidence, copies }: AlertMail): ShownAlert {
  const outlet = article.outlet === undefined ? [] : [oneLine(article.outlet, MAX_NAME)];
  return {
    watch: oneLine(watch.name, MAX_NAME),
    title: oneLine(article.title, MAX_TITLE) || 'Article without a title',
    lang: article.lang,
    byline: [...outlet, `${article.dated ? '' : 'no date given, arrived '}${utcMinute(article.time)}`].join(
      ' · ',
    ),
    quote: quoteMatch(article.text, article.titleEnd, evidence),
    link: webLink(article.url),
    copies: sayCopies(copies),
    query: oneLine(watch.query, 1000),
  };
}

function renderHtml(shown: ShownAlert): ReturnType<typeof html> {
  const { title, lang, byline, quote, link, copies } = shown;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${title}</title>
${ALERT_STYLE}
</head>
<body>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center">
<table role="presentation" class="card" width="600" cellpadding="0" cellspacing="0" border="0">
<tr><td class="watch">Watch <strong>${shown.watch}</strong></td></tr>
<tr><td class="body">
<h1 lang="${lang}" dir="auto">${title}</h1>
<p class="byline" dir="auto">${byline}</p>
${quote.length > 0 && html`<blockquote lang="${lang}" dir="auto">${quote.map(markPiece)}</blockquote>`}
${link !== undefined && html`<p><a class="button" href="${link.url}">Read it at ${link.host}</a></p>`}
${copies !== '' && html`<p>${copies}</p>`}
</td></tr>
<tr><td class="why">
<p>You get this mail because you are a recipient of the watch “${shown.watch}”. It looks for:</p>
<p class="query">${shown.query}</p>
</td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
}

function markPiece({ text, marked }: QuotePiece): string | ReturnType<typeof html> {
  return marked ? html`<mark>${text}</mark>` : text;
}

function renderText(shown: ShownAlert): string {
  const quote = shown.quote.map(({ text, marked }) => (marked ? `*${text}*` : text)).join('');
  const paragraphs = [
    `Watch: ${shown.watch}`,
    `${shown.title}\n${shown.byline}`,
    quote,
    shown.link?.url ?? '',
    shown.copies,
    `--\nYou get this mail because you are a recipient of the watch “${shown.watch}”. It looks for:\n${shown.query}`,
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`;
}

function sayCopies(copies: number): string {
  if (copies === 0) return '';
  return copies === 1
    ? 'One more article of this story matches too.'
    : `${copies} more articles of this story match too.`;
}

/** An address of the web with the host that it really leads to (in ASCII, so that no letter poses as another). */
function webLink(url: string | undefined): ShownAlert['link'] {
  const parsed = url === undefined ? null : URL.parse(url);
  if (parsed === null || !/^https?:$/u.test(parsed.protocol)) return undefined;
  return { url: parsed.href, host: parsed.host };
}

function utcMinute(time: Instant): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
}
