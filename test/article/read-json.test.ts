import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CleanArticle } from '../../shared/article/article.ts';
import { readOne } from './read-one.ts';

describe('readObject reads JSON', () => {
  const cases: [why: string, json: object, expected: Partial<CleanArticle>][] = [
    [
      'under the usual names',
      { title: 'T', body: 'B', url: 'https://a.example/x', publishedAt: '2026-11-20T10:00:00Z', id: 5 },
      {
        text: 'T\n\nB',
        titleEnd: 1,
        url: 'https://a.example/x',
        published: '2026-11-20T10:00:00.000Z',
        entryId: '5',
      },
    ],
    [
      'under other names',
      { headline: 'T', content: 'B', link: 'https://a.example/x', date: '2026-11-20 10:00', guid: 'g' },
      { text: 'T\n\nB', published: '2026-11-20T10:00:00.000Z', entryId: 'g' },
    ],
    [
      'with an outlet that is an object',
      { title: 'T', source: { name: 'The Post' } },
      { outlet: 'The Post' },
    ],
    [
      'with an outlet from its address before its name',
      { title: 'T', source: 'The Post', url: 'http://www.post.example/' },
      { outlet: 'post.example' },
    ],
    ['with several authors', { title: 'T', author: [{ name: 'A' }, 'B'] }, { author: 'A, B' }],
    ['with the language that it states', { title: 'T', lang: 'AZ_latn_AZ' }, { lang: 'az-Latn-AZ' }],
    [
      'with markup in its body',
      { title: 'T', body: '<p>One</p><p>Two &amp; three</p>' },
      { text: 'T\n\nOne\n\nTwo & three' },
    ],
    ['with a body in paragraphs', { title: 'T', text: ['One', 'Two'] }, { text: 'T\n\nOne\n\nTwo' }],
    ['with a field of the wrong type left out', { title: 'T', url: 7, body: 'B' }, { text: 'T\n\nB' }],
    ['without repeating a title that opens the body', { title: 'T', body: 'T\nB' }, { text: 'T\n\nB' }],
    ['with no title', { body: 'B' }, { text: 'B', titleEnd: 0 }],
  ];
  for (const [why, json, expected] of cases) {
    test(why, async () =>
      assert.partialDeepStrictEqual(await readOne(JSON.stringify(json), 'a.json'), expected),
    );
  }

  test('without a key that names it', async () => {
    assert.equal((await readOne(' {"title":"T"}', 'drop/123')).text, 'T');
  });
});
