import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cleanEntry } from '../../shared/article/entry.ts';
import { readLanguageTag } from '../../shared/article/language.ts';
import { normalizeArticleUrl, outletHost, sameUrlKey } from '../../shared/article/normalize-article-url.ts';
import { parsePublished } from '../../shared/article/parse-published.ts';

describe('normalizeArticleUrl', () => {
  const cases: [url: string | undefined, expected: string | undefined][] = [
    ['http://www.News.example/a/', 'http://www.news.example/a'],
    ['https://news.example/a?utm_source=x&fbclid=y&id=1#part', 'https://news.example/a?id=1'],
    ['https://news.example/?p=12', 'https://news.example/?p=12'],
    ['//news.example/a', 'https://news.example/a'],
    ['  https://news.example/новости ', 'https://news.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8'],
    ['https://news.example/', undefined],
    ['https://news.example/?utm_source=x', undefined],
    ['javascript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['/relative/path', undefined],
    ['not an address', undefined],
    ['http://', undefined],
    [`https://news.example/${'a'.repeat(3000)}`, undefined],
    ['', undefined],
    [undefined, undefined],
  ];
  for (const [url, expected] of cases) {
    test(`${url?.slice(0, 60)} is ${expected ?? 'none'}`, () =>
      assert.equal(normalizeArticleUrl(url), expected));
  }

  test('changes nothing the second time', () => {
    for (const [, canonical] of cases) assert.equal(normalizeArticleUrl(canonical), canonical);
  });
});

test('an article is one under http and https, with and without www.', () => {
  const spellings = [
    'http://www.news.example/a?id=1',
    'https://news.example/a?id=1',
    'https://www.news.example/a/?id=1',
  ];
  assert.equal(new Set(spellings.map(sameUrlKey)).size, 1);
  assert.notEqual(sameUrlKey('https://news.example/a'), sameUrlKey('https://news.example/b'));
});

test('the outlet is the host, also of an address that names only a site', () => {
  assert.equal(outletHost('http://WWW.news.example:8080/'), 'news.example');
  assert.equal(outletHost('The Post'), undefined);
  assert.equal(outletHost(`http://${'a'.repeat(3000)}.example/x`), undefined);
});

describe('parsePublished', () => {
  const cases: [stated: string, expected: string | undefined][] = [
    ['2026-02-10T18:14:00Z', '2026-02-10T18:14:00.000Z'],
    ['2026-02-10T18:14:00.5+04:00', '2026-02-10T14:14:00.500Z'],
    ['2026-02-10T18:14:00.123456Z', '2026-02-10T18:14:00.123Z'],
    ['2026-02-10T18:14:00+0400', '2026-02-10T14:14:00.000Z'],
    ['2026-02-10 18:14 -03', '2026-02-10T21:14:00.000Z'],
    ['2026-02-10T18:14', '2026-02-10T18:14:00.000Z'],
    ['2026-02-10', '2026-02-10T00:00:00.000Z'],
    ['Tue, 10 Feb 2026 18:14:00 +0300', '2026-02-10T15:14:00.000Z'],
    ['Tue, 10 Feb 2026 18:14:00 GMT', '2026-02-10T18:14:00.000Z'],
    ['February 10, 2026', '2026-02-10T00:00:00.000Z'],
    ['1770747240', '2026-02-10T18:14:00.000Z'],
    ['1770747240000', '2026-02-10T18:14:00.000Z'],
    ['2026-02-31', undefined],
    ['2026-13-01', undefined],
    ['02/10/2026', undefined],
    ['yesterday', undefined],
    ['Marching on', undefined],
    ['', undefined],
  ];
  for (const [stated, expected] of cases) {
    test(`${stated} is ${expected ?? 'none'}`, () => assert.equal(parsePublished(stated), expected));
  }
});

describe('readLanguageTag', () => {
  const cases: [tag: string, expected: string | undefined][] = [
    ['EN_us', 'en-US'],
    ['iw', 'he'],
    ['az-latn-az', 'az-Latn-AZ'],
    ['de-DE-1996-x-private', 'de-DE'],
    ['und', undefined],
    ['English', undefined],
    ['', undefined],
  ];
  for (const [tag, expected] of cases) {
    test(`${tag} is ${expected ?? 'none'}`, () => assert.equal(readLanguageTag(tag), expected));
  }
});

test('a long title is cut at 300 characters, not inside a character', async () => {
  const article = await cleanEntry({ title: `${'a'.repeat(298)}😀😀`, body: 'B' });
  assert.equal(article?.text.slice(0, article.titleEnd), `${'a'.repeat(298)}…`);
});

test('what an entry says of itself fits the key of a register, however long it is', async () => {
  const long = '\u6f22'.repeat(50_000);
  const article = await cleanEntry({
    ...{ title: long, body: 'B', author: long, outlet: long, entryId: long, lang: long },
    url: `http://${'a'.repeat(1_000_000)}.example/${long}`,
  });
  assert.ok(Buffer.byteLength(`source:${article?.outlet}`) < 1_024);
  assert.ok(Buffer.byteLength(JSON.stringify({ ...article, text: '' })) < 10_000);
});

test('a time that is stated at length is read in no time', () => {
  assert.equal(parsePublished(`jan ${'Z('.repeat(500_000)}`), undefined);
});
