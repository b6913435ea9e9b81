import * as z from 'zod';
import type { Entry } from './entry.ts';
import type { HtmlDocument } from './html-document.ts';

const text = z.string().optional().catch(undefined);
const named = z
  .union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)])
  .optional()
  .catch(undefined);
const firstNamed = z
  .union([z.tuple([named], z.unknown()).transform(([first]) => first), named])
  .catch(undefined);

const types = z.union([z.string().transform((type) => [type]), z.array(z.string())]);
const newsArticle = z
  .object({
    '@type': types.refine((names) => names.some((name) => /(?:Article|BlogPosting|Report)$/.test(name))),
    headline: text,
    articleBody: text,
    datePublished: text,
    url: text,
    author: firstNamed,
    publisher: named,
  })
  .transform(
    (article): Entry => ({
      title: article.headline,
      body: article.articleBody,
      published: article.datePublished,
      url: article.url,
      author: article.author,
      outlet: article.publisher,
    }),
  );
const items = z.union([
  z.array(z.unknown()),
  z.object({ '@graph': z.array(z.unknown()) }).transform((graph) => graph['@graph']),
  z.unknown().transform((one) => [one]),
]);

/** What a page says of its article in JSON-LD by schema.org's NewsArticle and its kin; empty where it says nothing. */
export function readJsonLd(document: HtmlDocument): Entry {
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    for (const item of items.parse(parseOrNothing(script.textContent ?? ''))) {
      const found = newsArticle.safeParse(item);
      if (found.success) return found.data;
    }
  }
  return {};
}

function parseOrNothing(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
