import { hash } from 'node:crypto';
import type { CleanArticle } from './article.ts';
import { sameUrlKey } from './normalize-article-url.ts';

const ID_LENGTH = 22;

/**
 * The articles of one object by id. An id comes from the canonical address, else from the object and the
 * entry's own id, else from the object, the title, and the place among entries of that title; of two entries
 * with one id the last counts.
 */
export function articleIds(objectKey: string, articles: readonly CleanArticle[]): Map<string, CleanArticle> {
  const places = new Map<string, number>();
  const byId = new Map<string, CleanArticle>();
  for (const article of articles) byId.set(idOf(objectKey, article, places), article);
  return byId;
}

function idOf(objectKey: string, article: CleanArticle, places: Map<string, number>): string {
  if (article.url !== undefined) return digest(['url', sameUrlKey(article.url)]);
  if (article.entryId !== undefined) return digest(['entry', objectKey, article.entryId]);
  const title = article.text.slice(0, article.titleEnd);
  const place = places.get(title) ?? 0;
  places.set(title, place + 1);
  return digest(['title', objectKey, title, String(place)]);
}

/** The parts are written as JSON so that no two lists of parts read alike. */
function digest(parts: readonly string[]): string {
  return hash('sha256', JSON.stringify(parts), 'base64url').slice(0, ID_LENGTH);
}
