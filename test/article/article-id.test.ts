import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { CleanArticle } from '../../shared/article/article.ts';
import { articleIds } from '../../shared/article/article-id.ts';

const entry = (title: string, more: Partial<CleanArticle> = {}): CleanArticle => ({
  text: `${title}\n\nBody`,
  titleEnd: title.length,
  lang: 'en',
  ...more,
});
const ids = (key: string, articles: CleanArticle[]) => [...articleIds(key, articles).keys()];

describe('articleIds', () => {
  test('gives one address one id, whatever the file', () => {
    const article = entry('A', { url: 'https://a.example/1', entryId: '9' });
    assert.deepEqual(ids('one.json', [article]), ids('two.json', [{ ...article, text: 'Other' }]));
  });

  test('keeps equal entry ids of two files apart', () => {
    const article = entry('A', { entryId: '9' });
    assert.notDeepEqual(ids('one.json', [article]), ids('two.json', [article]));
  });

  test('lets the last of two entries with one id count', () => {
    const [last] = articleIds('k', [entry('Old', { entryId: '9' }), entry('New', { entryId: '9' })]).values();
    assert.equal(last?.text, 'New\n\nBody');
  });

  test('keeps two entries with one title apart by their place among them', () => {
    assert.equal(new Set(ids('k', [entry('A'), entry('B'), entry('A')])).size, 3);
  });

  const articles = fc.array(
    fc
      .record({ title: fc.constantFrom('A', 'B', ''), url: fc.nat(3), entryId: fc.nat(3), kind: fc.nat(2) })
      .map(({ title, url, entryId, kind }) =>
        entry(
          title,
          kind === 0 ? { url: `https://a.example/${url}` } : kind === 1 ? { entryId: `${entryId}` } : {},
        ),
      ),
    { maxLength: 12 },
  );

  test('gives an entry the same id whatever other entries stand around it', () => {
    fc.assert(
      fc.property(articles, fc.string(), (list, key) => {
        const all = new Set(ids(key, list));
        const one = list.filter(
          ({ text, url, entryId }) => text.startsWith('A') && url === undefined && entryId === undefined,
        );
        for (const id of ids(key, one)) assert.ok(all.has(id));
        assert.deepEqual(new Set(ids(key, list.toReversed())), all);
      }),
    );
  });

  test('gives ids of 22 URL-safe characters', () => {
    fc.assert(
      fc.property(articles, fc.string(), (list, key) => {
        for (const id of ids(key, list)) assert.match(id, /^[\w-]{22}$/);
      }),
    );
  });
});
