import { type HtmlNode, parseHtml } from './html-document.ts';

const TEXT_NODE = 3;
const ELEMENT_NODE = 1;
const MUTE = new Set(
  'SCRIPT STYLE NOSCRIPT TEMPLATE NAV ASIDE FOOTER FORM BUTTON SELECT IFRAME SVG HEAD'.split(' '),
);
const PARAGRAPHS = new Set(
  'P DIV SECTION ARTICLE MAIN HEADER H1 H2 H3 H4 H5 H6 UL OL DL TABLE BLOCKQUOTE PRE FIGURE HR'.split(' '),
);
const LINES = new Set('BR LI DT DD TR FIGCAPTION'.split(' '));

/** The text under a node as a reader sees it: blocks parted by blank lines, menus, forms and scripts left out. */
export function blockText(node: HtmlNode): string {
  const pieces: string[] = [];
  gather(node, pieces);
  return pieces.join('');
}

/** The text of a stretch of HTML such as a feed's or an API's body; text without markup stays as it is. */
export function textOfMarkup(text: string): string {
  if (!/<\/?(?:p|br|div|span|a|b|i|em|strong|ul|li|h\d|img)\b[^<>]*>/i.test(text)) return text;
  const parsed = parseHtml(text);
  return 'document' in parsed ? blockText(parsed.document.body) : text;
}

function gather(node: HtmlNode, pieces: string[]): void {
  for (const child of node.childNodes) {
    if (child.nodeType === TEXT_NODE) pieces.push((child.textContent ?? '').replace(/\s+/g, ' '));
    if (child.nodeType !== ELEMENT_NODE) continue;
    const name = child.nodeName.toUpperCase();
    if (MUTE.has(name)) continue;
    const edge = PARAGRAPHS.has(name) ? '\n\n' : LINES.has(name) ? '\n' : '';
    pieces.push(edge);
    gather(child, pieces);
    pieces.push(edge === '\n\n' || name === 'LI' ? edge : '');
    if (name === 'TD' || name === 'TH') pieces.push(' ');
  }
}
