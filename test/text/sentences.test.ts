import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { sentenceAround, splitSentences } from '../../shared/text/sentences.ts';

const pieces = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end));

describe('splitSentences', () => {
  const cases: [why: string, text: string, expected: string[]][] = [
    ['full stops end sentences', 'One came. Two left!  Three?', ['One came.', 'Two left!', 'Three?']],
    ['a line break ends a sentence', 'A title\n\nThe body.', ['A title', 'The body.']],
    ['a title before a name does not', 'He met Mr. Orr there. Fine.', ['He met Mr. Orr there.', 'Fine.']],
    ['an initial does not', 'Said J. Doe. He left.', ['Said J. Doe.', 'He left.']],
    ['a decimal point does not', 'It rose 3.5 percent. Good.', ['It rose 3.5 percent.', 'Good.']],
    ['Chinese stops do', '他来了。她走了。', ['他来了。', '她走了。']],
    ['Russian shortenings do not', 'Это 5 тыс. Рублей нет. Да.', ['Это 5 тыс. Рублей нет.', 'Да.']],
    ['blank lines hold none', ' \n \n', []],
  ];
  for (const [why, text, expected] of cases) test(why, () => assert.deepEqual(pieces(text), expected));

  test('sentences are ordered and carry no space around them', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('A', 'b', '.', ' ', '\n', '?', 'Mr') }), (text) => {
        let previous = 0;
        for (const { start, end } of splitSentences(text)) {
          assert.ok(start >= previous && end > start);
          assert.equal(text.slice(start, end).trim(), text.slice(start, end));
          previous = end;
        }
      }),
    );
  });
});

describe('sentenceAround', () => {
  const text = 'First line.\nBaku spoke. Yerevan answered, then left. Tbilisi waited.\nLast.';
  const around = (word: string, length = word.length) => {
    const start = text.indexOf(word);
    const found = sentenceAround(text, { start, end: start + length });
    return text.slice(found.start, found.end);
  };
  test('gives the sentence of a word', () =>
    assert.equal(around('answered'), 'Yerevan answered, then left.'));
  test('gives the first sentence of a line', () => assert.equal(around('Baku'), 'Baku spoke.'));
  test('gives both when the span crosses a border', () =>
    assert.equal(around('left. Tbilisi'), 'Yerevan answered, then left. Tbilisi waited.'));
  test('gives the last line', () => assert.equal(around('Last'), 'Last.'));
  test('gives the first word of the text', () => assert.equal(around('First'), 'First line.'));
});
