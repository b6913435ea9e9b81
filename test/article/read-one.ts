import assert from 'node:assert/strict';
import type { CleanArticle } from '../../shared/article/article.ts';
import { readObject } from '../../shared/article/read-object.ts';

export const utf8 = (text: string) => new TextEncoder().encode(text);
export const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

/** The one article that an object holds; fails the test when it holds another number. */
export async function readOne(content: string | Uint8Array, key: string): Promise<CleanArticle> {
  const reading = await readObject(typeof content === 'string' ? utf8(content) : content, key);
  assert.ok('articles' in reading, JSON.stringify(reading));
  const [article, ...others] = reading.articles;
  assert.ok(article);
  assert.equal(others.length, 0);
  return article;
}
