import { Readability } from '@mozilla/readability';
import type { Entry } from './entry.ts';
import { type HtmlDocument, type HtmlNode, parseHtml } from './html-document.ts';
import { blockText } from './html-text.ts';
import { readJsonLd } from './json-ld.ts';

/** The article of a web page: its main text by Readability, the rest from what its head says. */
export function readHtml(html: string): Entry | { readonly unreadable: string } {
  const parsed = parseHtml(html);
  if ('unreadable' in parsed) return parsed;
  const { document } = parsed;
  // Readability takes the document apart, so what the head says is read first.
  const told = readHead(document);
  const whole = blockText(document.querySelector('article, main') ?? document.body);
  const main = readMain(document);
  const body = [main.body, told.body, whole].find((text) => text !== undefined && text.trim() !== '');
  return {
    ...told,
    title: withoutSiteName(told.title ?? main.title, told.outlet ?? main.outlet),
    body,
    author: told.author ?? main.author,
    outlet: told.outlet ?? main.outlet,
  };
}

function readHead(document: HtmlDocument): Entry {
  const metas = readMetas(document);
  const linked = readJsonLd(document);
  const firstOf = (...names: string[]) => names.map((name) => metas.get(name)).find(isFilled);
  const attribute = (selector: string, name: string) =>
    document.querySelector(selector)?.getAttribute(name) ?? undefined;
  return {
    title: firstOf('og:title') ?? linked.title ?? document.querySelector('h1')?.textContent ?? undefined,
    body: linked.body,
    pageLang: attribute('html[lang]', 'lang') ?? firstOf('og:locale'),
    published:
      firstOf('article:published_time', 'datepublished', 'dc.date', 'dc.date.issued', 'pubdate', 'date') ??
      linked.published ??
      attribute('article time[datetime]', 'datetime') ??
      attribute('time[datetime]', 'datetime'),
    url: [attribute('link[rel="canonical"]', 'href'), firstOf('og:url'), linked.url].find(isFilled),
    outlet: firstOf('og:site_name') ?? linked.outlet,
    author: [firstOf('author'), linked.author, firstOf('article:author')].find(isName),
  };
}

function readMetas(document: HtmlDocument): Map<string, string> {
  const metas = new Map<string, string>();
  for (const meta of document.querySelectorAll('meta[content]')) {
    const name = ['property', 'name', 'itemprop'].map((key) => meta.getAttribute(key)).find(isFilled);
    const content = meta.getAttribute('content');
    if (isFilled(name) && isFilled(content) && !metas.has(name.toLowerCase()))
      metas.set(name.toLowerCase(), content);
  }
  return metas;
}

function readMain(document: HtmlDocument): Entry {
  const serializer = (node: HtmlNode) => blockText(node);
  const found = new Readability(document, { serializer }).parse();
  return {
    title: found?.title ?? undefined,
    body: found?.content ?? undefined,
    author: found?.byline ?? undefined,
    outlet: found?.siteName ?? undefined,
  };
}

/** `Headline | Outlet` is two things. */
function withoutSiteName(title: string | undefined, site: string | undefined): string | undefined {
  if (title === undefined || site === undefined) return title;
  const trimmed = title.trim();
  if (!trimmed.endsWith(site)) return title;
  return /^(.+\S)\s+[|–—·:-]\s*$/u.exec(trimmed.slice(0, -site.length))?.[1] ?? title;
}

function isFilled(value: string | null | undefined): value is string {
  return value !== null && value !== undefined && value.trim() !== '';
}

/** Some pages put the address of the author's profile where the name belongs. */
function isName(value: string | undefined): value is string {
  return isFilled(value) && !/^https?:/i.test(value);
}
