import { Parser } from 'htmlparser2';
import { parseHTML } from 'linkedom';

/** As much of the DOM as is used here: the project compiles without the browser's types. */
export interface HtmlNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<HtmlNode>;
}

interface HtmlElement extends HtmlNode {
  getAttribute(name: string): string | null;
}

export interface HtmlDocument {
  readonly body: HtmlElement;
  querySelector(selector: string): HtmlElement | null;
  querySelectorAll(selector: string): Iterable<HtmlElement>;
}

export type ParsedHtml = { readonly document: HtmlDocument } | { readonly unreadable: string };

/** Readability's time grows with the square of the depth: seconds at a thousand, minutes at two thousand. */
const DEEPEST_NESTING = 256;
const MOST_ELEMENTS = 50_000;

/** A page's document, or the reason, for a person, why it would take too long to read. */
export function parseHtml(html: string): ParsedHtml {
  const { depth, elements } = measureHtml(html);
  if (depth > DEEPEST_NESTING) {
    return { unreadable: `Its HTML elements are nested more than ${DEEPEST_NESTING} deep.` };
  }
  if (elements > MOST_ELEMENTS) return { unreadable: `It has more than ${MOST_ELEMENTS} HTML elements.` };
  const document: HtmlDocument = parseHTML(html).document;
  if (document.querySelector('html > body') !== null) return { document };
  // linkedom adds no missing html and body elements, and Readability reads the body alone.
  return { document: parseHTML(`<html><body>${html}</body></html>`).document };
}

/** Depth and number of a page's elements by the parser that linkedom uses, counted up to just past the limits. */
function measureHtml(html: string): { depth: number; elements: number } {
  let open = 0;
  let depth = 0;
  let elements = 0;
  const parser = new Parser({
    onopentagname() {
      open += 1;
      elements += 1;
      depth = Math.max(depth, open);
      if (depth > DEEPEST_NESTING || elements > MOST_ELEMENTS) parser.pause();
    },
    onclosetag() {
      open -= 1;
    },
  });
  parser.write(html);
  return { depth, elements };
}
