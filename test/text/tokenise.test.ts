import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { foldWord } from '../../shared/text/fold-word.ts';
import { tokenise } from '../../shared/text/tokenise.ts';

const words = (text: string) => tokenise(text).map((token) => token.folded);

describe('tokenise', () => {
  const cases: [why: string, text: string, expected: string[]][] = [
    [
      'hyphens and punctuation part words',
      'The oil-rich state, again.',
      ['the', 'oil', 'rich', 'state', 'again'],
    ],
    ['an apostrophe parts a suffix from its word', "Azerbaycan'ın payı", ['azerbaycan', 'in', 'payi']],
    ['every kind of apostrophe parts alike', 'здоров’я здоровʼя', ['здоров', 'я', 'здоров', 'я']],
    ['a dotted capital İ becomes one plain letter', 'İstanbul İZMİR', ['istanbul', 'izmir']],
    ['Latin and Greek lose their marks', 'Ağrı Łódź Ελλάδα Straße', ['agri', 'lodz', 'ελλαδα', 'strasse']],
    ['Cyrillic keeps the marks that make a letter', 'Київ йод', ['київ', 'йод']],
    ['Cyrillic loses stress signs and the dots of ё', 'Баку\u0301 ещё', ['баку', 'еще']],
    ['both Greek sigmas are one', 'ΛΟΓΟΣ λόγος', ['λογοσ', 'λογοσ']],
    ['Azerbaijani keeps ə', 'Gəncə şəhəri', ['gəncə', 'səhəri']],
    ['Chinese and Japanese are read by the character', '北京ニュース', ['北', '京', 'ニ', 'ュ', 'ー', 'ス']],
    ['a Thai vowel sign stays with its consonant', 'กินข้าว', ['กิ', 'น', 'ข้', 'า', 'ว']],
    ['Hindi vowel signs stay inside the word', 'हिन्दी समाचार', ['हिन्दी', 'समाचार']],
    ['Latin beside Chinese is a word of its own', '在Baku开会', ['在', 'baku', '开', '会']],
    ['numbers count as words', 'G7, 2026', ['g7', '2026']],
    ['a soft hyphen is not seen', 'co\u00adope\u00adration', ['cooperation']],
    ['full-width letters are plain ones', 'ＢＡＫＵ', ['baku']],
    ['nothing gives nothing', ' — …', []],
  ];
  for (const [why, text, expected] of cases) test(why, () => assert.deepEqual(words(text), expected));

  test('offsets point into the text as it came, before folding', () => {
    const text = 'İstanbul’da 𐐀𐐁 Straße';
    assert.deepEqual(
      tokenise(text).map(({ start, end }) => text.slice(start, end)),
      ['İstanbul', 'da', '𐐀𐐁', 'Straße'],
    );
  });

  test('tokens are ordered, do not overlap, and fold what they span, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        let previous = 0;
        for (const { start, end, folded } of tokenise(text)) {
          assert.ok(start >= previous && end > start && end <= text.length);
          assert.equal(folded, foldWord(text.slice(start, end)));
          previous = end;
        }
      }),
    );
  });
});

describe('foldWord', () => {
  test('folding twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (word) => {
        assert.equal(foldWord(foldWord(word)), foldWord(word));
      }),
      { numRuns: 2000 },
    );
  });
});
