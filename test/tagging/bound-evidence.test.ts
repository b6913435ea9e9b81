import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundEvidence } from '../../shared/tagging/bound-evidence.ts';

const SPANS = Array.from({ length: 100 }, (_, start) => ({ start, end: start + 1 }));

function watches(count: number) {
  const tags = Array.from({ length: count }, (_, key) => ({
    watch: String(key),
    version: 1,
    evidence: SPANS,
  }));
  return boundEvidence({ countries: [], topics: [], watches: tags }).watches;
}

test('a tag keeps its first twenty spans', () => {
  assert.deepEqual(watches(3)[2]?.evidence, SPANS.slice(0, 20));
});

test('an article with very many tags keeps fewer of each, and of each at least one', () => {
  assert.equal(watches(1_000)[999]?.evidence.length, 4);
  assert.equal(watches(9_000)[0]?.evidence.length, 1);
});
