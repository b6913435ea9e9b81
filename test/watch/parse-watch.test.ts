import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { MAX_QUERY_LENGTH, parseWatch } from '../../shared/watch/parse-watch.ts';
import type { WatchQuery } from '../../shared/watch/query.ts';

function show(query: WatchQuery): string {
  switch (query.kind) {
    case 'term':
      return query.words.join('_');
    case 'not':
      return `-${show(query.term)}`;
    default:
      return `(${query.parts.map(show).join(query.kind === 'and' ? ' & ' : ' | ')})`;
  }
}

function read(text: string): string {
  const parsed = parseWatch(text);
  return 'query' in parsed ? show(parsed.query) : `fault: ${parsed.faults[0]?.message}`;
}

suite('a query that can be read', () => {
  for (const [text, expected] of [
    ['TRIPP', 'tripp'],
    ['"Zangezur corridor"', 'zangezur_corridor'],
    ['“Zangezur corridor”', 'zangezur_corridor'],
    ['«Зангезурский коридор»', 'зангезурский_коридор'],
    ['a AND b OR c', '((a & b) | c)'],
    ['a AND (b OR c)', '(a & (b | c))'],
    ['a AND NOT b AND c', '(a & -b & c)'],
    ['a AND NOT (b OR c)', '(a & (-b & -c))'],
    ['a AND NOT (b AND c)', '(a & (-b | -c))'],
    ['a NOT b', '(a & -b)'],
    ['a OR b NOT c', '(a | (b & -c))'],
    ['NOT NOT a', 'a'],
    ['NOT (NOT a OR b)', '(a & -b)'],
    ['COVID-19', 'covid_19'],
    ['((a))', 'a'],
    ['and', 'and'],
  ] as const) {
    test(`${text} is ${expected}`, () => assert.equal(read(text), expected));
  }
});

suite('a query that cannot be read says where and what to write', () => {
  for (const [text, start, end, message] of [
    ['', 0, 0, /empty/],
    ['a AND', 2, 5, /After “AND” a word is missing/],
    ['OR a', 0, 2, /Before “OR” a word is missing/],
    ['a AND OR b', 6, 8, /After “AND” a word is missing/],
    ['Baku Yerevan', 0, 12, /Baku AND Yerevan.*"Baku Yerevan"/],
    ['a and b', 0, 5, /AND in capital letters/],
    ['a (b OR c)', 0, 3, /Write AND or OR there/],
    ['(a OR b', 0, 1, /never closed/],
    ['a)', 1, 2, /closes nothing/],
    ['()', 0, 2, /nothing in these parentheses/],
    ['(', 0, 1, /never closed/],
    ['"Zangezur corridor', 0, 18, /no partner/],
    ['a OR ""', 5, 7, /nothing between/],
    ['elect*', 0, 6, /Write its forms out/],
    ['a AND -b', 6, 8, /NOT b/],
    ['a & b', 2, 3, /AND instead/],
    ['a AND —', 6, 7, /no letter or digit/],
    ['NOT a', 0, 5, /what must be absent/],
    ['a OR NOT b', 5, 10, /what must be absent/],
    ['NOT (a AND b)', 0, 13, /what must be absent/],
    [`${'('.repeat(60)}a${')'.repeat(60)}`, 50, 51, /nested too deeply/],
    ['a'.repeat(MAX_QUERY_LENGTH + 1), 0, MAX_QUERY_LENGTH + 1, /longer than/],
  ] as const) {
    test(`${text.slice(0, 40)}: ${message.source}`, () => {
      const parsed = parseWatch(text);
      assert.ok('faults' in parsed);
      const [fault] = parsed.faults;
      assert.match(fault?.message ?? '', message);
      assert.deepEqual([fault?.start, fault?.end], [start, end]);
    });
  }

  test('every word that cannot be read is told at once', () => {
    const parsed = parseWatch('elect* OR vot*');
    assert.ok('faults' in parsed);
    assert.equal(parsed.faults.length, 2);
  });
});
