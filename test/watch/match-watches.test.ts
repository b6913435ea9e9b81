import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { tokenise } from '../../shared/text/tokenise.ts';
import { compileWatches, matchWatch, matchWatches } from '../../shared/watch/match-watches.ts';
import { parseWatch } from '../../shared/watch/parse-watch.ts';

function match(query: string, text: string): readonly string[] | undefined {
  const parsed = parseWatch(query);
  assert.ok('query' in parsed, query);
  return matchWatch(parsed.query, tokenise(text))?.map(({ start, end }) => text.slice(start, end));
}

suite('a watch', () => {
  for (const [query, text, evidence] of [
    ['tripp', 'The TRIPP route', ['TRIPP']],
    ['tripp', 'A tripping hazard', undefined],
    ['"zangezur corridor"', 'the Zangezur  corridor; Zangezur', ['Zangezur  corridor']],
    ['"zangezur corridor"', 'a corridor in Zangezur', undefined],
    ['"new new york"', 'new new new york', ['new new york']],
    ['baku AND NOT oil', 'Baku talks', ['Baku']],
    ['baku AND NOT oil', 'Baku oil', undefined],
    ['baku OR yerevan', 'Yerevan and Baku', ['Yerevan', 'Baku']],
    ['(baku AND oil) OR yerevan', 'Baku, Yerevan', ['Yerevan']],
    ['baku OR (baku AND oil)', 'Baku oil', ['Baku', 'oil']],
    ['İstanbul', 'ISTANBUL istanbul', ['ISTANBUL', 'istanbul']],
    ["Bakı'nın", 'Bakı’nın küçələri', ['Bakı’nın']],
    ['азербайджан OR азербайджану', 'Азербайджану пообещали', ['Азербайджану']],
  ] as const) {
    test(`${query} ${evidence ? 'matches' : 'does not match'} “${text}”`, () => {
      assert.deepEqual(match(query, text), evidence);
    });
  }
});

const WORDS = ['baku', 'oil', 'route', 'peace'] as const;
const word = fc.constantFrom(...WORDS);

type Tree = string | { readonly not: Tree } | { readonly op: 'AND' | 'OR'; readonly parts: readonly Tree[] };

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    word,
    fc.tuple(word, word).map((pair) => `"${pair.join(' ')}"`),
    tie('tree').map((not) => ({ not })),
    fc.record({
      op: fc.constantFrom('AND' as const, 'OR' as const),
      parts: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));

function write(node: Tree): string {
  if (typeof node === 'string') return node;
  if ('not' in node) return `NOT (${write(node.not)})`;
  return node.parts.map((part) => `(${write(part)})`).join(` ${node.op} `);
}

function holds(node: Tree, text: string): boolean {
  if (typeof node === 'string') return ` ${text} `.includes(` ${node.replaceAll('"', '')} `);
  if ('not' in node) return !holds(node.not, text);
  return node.op === 'AND'
    ? node.parts.every((part) => holds(part, text))
    : node.parts.some((part) => holds(part, text));
}

test('matching agrees with a naive reading of any query, and always has evidence', () => {
  let accepted = 0;
  fc.assert(
    fc.property(tree, fc.array(fc.oneof(word, fc.constant('other')), { maxLength: 8 }), (node, words) => {
      const text = words.join(' ');
      const parsed = parseWatch(write(node));
      if ('faults' in parsed) return;
      accepted += 1;
      const evidence = matchWatch(parsed.query, tokenise(text));
      assert.equal(evidence !== undefined, holds(node, text));
      assert.notEqual(evidence?.length, 0);
    }),
    { numRuns: 2000 },
  );
  assert.ok(accepted > 500, `only ${accepted} queries were accepted`);
});

test('a query is refused just when an article without any of its words would match', () => {
  fc.assert(
    fc.property(tree, (node) => {
      const parsed = parseWatch(write(node));
      if (holds(node, '')) assert.ok('faults' in parsed);
    }),
  );
});

const WATCH = { name: 'Baku', recipients: [], version: 3 };

test('watches tag a text by key and version, and a broken one is named instead of stopping the others', () => {
  const compiled = compileWatches([
    { ...WATCH, key: 'baku', query: 'baku' },
    { ...WATCH, key: 'broken', query: 'baku AND' },
    { ...WATCH, key: 'oil', query: 'oil' },
  ]);
  assert.deepEqual(
    compiled.unreadable.map(({ key }) => key),
    ['broken'],
  );
  assert.deepEqual(matchWatches(compiled, tokenise('In Baku')), [
    { watch: 'baku', version: 3, evidence: [{ start: 3, end: 7 }] },
  ]);
});
