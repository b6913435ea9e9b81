import * as z from 'zod';
import type { Entry } from './entry.ts';
import { textOfMarkup } from './html-text.ts';

const text = z.string().optional().catch(undefined);
const textOrNumber = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined);
const paragraphs = z
  .union([z.string(), z.array(z.string()).transform((lines) => lines.join('\n\n'))])
  .optional()
  .catch(undefined);
const named = z
  .union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)])
  .optional()
  .catch(undefined);
const names = z
  .union([named.unwrap(), z.array(named).transform((all) => all.filter(Boolean).join(', '))])
  .optional()
  .catch(undefined);

/** The names under which article APIs and exports give each thing; the first one filled is taken. */
const jsonArticle = z.object({
  title: text,
  headline: text,
  body: paragraphs,
  articleBody: paragraphs,
  full_text: paragraphs,
  contentText: paragraphs,
  text: paragraphs,
  content: paragraphs,
  description: text,
  summary: text,
  url: text,
  link: text,
  published: textOrNumber,
  publishedAt: textOrNumber,
  published_at: textOrNumber,
  datePublished: textOrNumber,
  pubDate: textOrNumber,
  date: textOrNumber,
  outlet: named,
  source: named,
  publisher: named,
  site: named,
  author: names,
  creator: names,
  byline: names,
  lang: text,
  language: text,
  inLanguage: text,
  id: textOrNumber,
  guid: textOrNumber,
  uri: textOrNumber,
});

/** The article of a JSON file that holds one object, or the reason, for a person, why it holds none. */
export function readJson(json: string): Entry | { readonly unreadable: string } {
  const parsed = parseJson(json);
  if ('unreadable' in parsed) return parsed;
  if (Array.isArray(parsed.value)) {
    return { unreadable: 'Its JSON is a list; so far a JSON file is read as one article.' };
  }
  const found = jsonArticle.safeParse(parsed.value);
  if (!found.success) return { unreadable: 'Its JSON is not an object, so it holds no article.' };
  const entry = toEntry(found.data);
  return entry.title === undefined && entry.body === undefined
    ? { unreadable: 'Its JSON holds no article: it has no title, headline, body, text or content.' }
    : entry;
}

function toEntry(fields: z.infer<typeof jsonArticle>): Entry {
  const firstOf = (...values: (string | undefined)[]) =>
    values.find((value) => value !== undefined && value.trim() !== '');
  const body = firstOf(
    fields.body,
    fields.articleBody,
    fields.text,
    fields.full_text,
    fields.contentText,
    fields.content,
    fields.description,
    fields.summary,
  );
  return {
    title: firstOf(fields.title, fields.headline),
    body: body === undefined ? undefined : textOfMarkup(body),
    lang: firstOf(fields.lang, fields.language, fields.inLanguage),
    published: firstOf(
      fields.published,
      fields.publishedAt,
      fields.published_at,
      fields.datePublished,
      fields.pubDate,
      fields.date,
    ),
    url: firstOf(fields.url, fields.link),
    outlet: firstOf(fields.outlet, fields.source, fields.publisher, fields.site),
    author: firstOf(fields.author, fields.creator, fields.byline),
    entryId: firstOf(fields.id, fields.guid, fields.uri),
  };
}

function parseJson(json: string): { readonly value: unknown } | { readonly unreadable: string } {
  try {
    return { value: JSON.parse(json) };
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    // The engine names the position, except where the text ends too early.
    const where = /position \d+/.test(what) ? '' : ` at position ${json.length}`;
    return { unreadable: `Its JSON is broken: ${what}${where}.` };
  }
}
