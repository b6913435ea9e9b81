import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readObject } from '../../shared/article/read-object.ts';
import { latin1, readOne, utf8 } from './read-one.ts';

const LONG = 'The harbour council of Lenkovo met on Tuesday to settle the dispute over the northern quay. ';

describe('readObject reads plain text', () => {
  const cases: [why: string, text: string, expected: string, titleEnd: number][] = [
    [
      'with its first line as the title',
      '\n Title \r\n\r\nBody one.\r\nBody two.',
      'Title\n\nBody one.\nBody two.',
      5,
    ],
    ['with no title when the first line is long', LONG.repeat(5), LONG.repeat(5).trim(), 0],
    [
      'without control and direction characters',
      'Ti\u0007t\u202ele\nA\u00a0 b\u200b\t\u0000c',
      'Title\n\nA b c',
      5,
    ],
    ['with blank lines folded', 'T\n\n\n\n\na\n \n \n b', 'T\n\na\n\nb', 1],
    ['that starts with a bracket', '[Update] Title\nBody', '[Update] Title\n\nBody', 14],
  ];
  for (const [why, text, expected, titleEnd] of cases) {
    test(why, async () => {
      const bytes = text.includes('\u0000') ? Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8(text)]) : text;
      const article = await readOne(bytes, 'a.txt');
      assert.equal(article.text, expected);
      assert.equal(article.titleEnd, titleEnd);
    });
  }

  test('with a byte order mark, in UTF-16 too', async () => {
    const utf16 = Uint8Array.from([0xff, 0xfe, ...Buffer.from('Bakı', 'utf16le')]);
    assert.equal((await readOne(utf16, 'a.txt')).text, 'Bakı');
    assert.equal((await readOne('\ufeffBakı', 'a.txt')).text, 'Bakı');
  });

  const languages: [lang: string, text: string][] = [
    ['en', 'The ministry opened a new road between the two towns on Monday.'],
    ['uk', 'Міністерство відкрило нову дорогу між двома містами в понеділок.'],
    ['ru', 'Министерство открыло новую дорогу между двумя городами в понедельник.'],
    ['az', 'Nazirlik bazar ertəsi iki şəhər arasında yeni yol açıb.'],
    ['tr', 'Bakanlık pazartesi günü iki şehir arasında yeni bir yol açtı.'],
    ['he', 'המשרד פתח ביום שני כביש חדש בין שתי הערים.'],
    ['und', 'Hello'],
  ];
  for (const [lang, text] of languages) {
    test(`and tells its language: ${lang}`, async () =>
      assert.equal((await readOne(text, 'a.txt')).lang, lang));
  }
});

describe('readObject says why it cannot read', () => {
  const cases: [why: string, content: string | Uint8Array, key: string, reason: RegExp][] = [
    ['an empty file', '', 'a.txt', /is empty/],
    ['white space', ' \n\t ', 'a.txt', /no text/],
    ['a page without words', '<html><body><nav>Menu</nav></body></html>', 'a.html', /no text/],
    ['a file over the limit', new Uint8Array(10_000_001).fill(97), 'a.txt', /more than 10.0 MB/],
    ['a PDF', '%PDF-1.7', 'a.txt', /a PDF, which is not read yet/],
    ['a ZIP archive', latin1('PK\u0003\u0004'), 'a.html', /ZIP archive/],
    ['a binary file', latin1('ab\u0000cd'), 'a.txt', /binary/],
    ['bytes that are not UTF-8', latin1('caf\u00e9 olé'), 'a.txt', /not UTF-8/],
    [
      'an unknown encoding',
      latin1('<meta charset="klingon">\u00e9'),
      'a.html',
      /klingon, which is not known/,
    ],
    ['truncated JSON', '{"title": "Baku", "body": "The pres', 'a.json', /JSON is broken: .* position 35/],
    [
      'JSON with an error inside',
      '{"title": "Baku",, "body": 1}',
      'a.json',
      /JSON is broken: .* position 17/,
    ],
    ['a JSON list', '[{"title":"T"}]', 'a.json', /is a list/],
    ['JSON that is no object', '7', 'a.json', /not an object/],
    ['JSON that is no article', '{"rows": 3}', 'a.json', /holds no article/],
    ['a feed', '<?xml version="1.0"?><rss/>', 'a.xml', /XML, which is not read yet/],
    ['a table', 'a,b', 'a.csv', /table, which is not read yet/],
  ];
  for (const [why, content, key, reason] of cases) {
    test(why, async () => {
      const reading = await readObject(typeof content === 'string' ? utf8(content) : content, key);
      assert.ok('unreadable' in reading, JSON.stringify(reading));
      assert.match(reading.unreadable, reason);
    });
  }

  test('and never throws, whatever the bytes', async () => {
    const keys = fc.constantFrom('a', 'a.txt', 'a.html', 'a.json', 'a.xml');
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .string({
          unit: fc.constantFrom('<p>', '</p>', '<html', '>', '{', '"', ':', 'Ω', ' ', '\n', '&', '<!--'),
        })
        .map(utf8),
      fc.json().map(utf8),
    );
    await fc.assert(
      fc.asyncProperty(bytes, keys, async (content, key) => {
        const reading = await readObject(content, key);
        if ('unreadable' in reading) assert.ok(reading.unreadable.length > 0);
        else
          for (const { text, titleEnd } of reading.articles)
            assert.ok(text !== '' && titleEnd <= text.length);
      }),
      { numRuns: 500 },
    );
  });
});
