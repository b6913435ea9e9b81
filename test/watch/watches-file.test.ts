import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parseWatchesFile } from '../../shared/watch/watches-file.ts';

const GOOD = `watches:
  - key: tripp
    name: TRIPP route
    query: >-
      TRIPP OR "Trump route"
    recipients: [analyst@tidings.example]
  - key: baku
    name: Baku
    query: baku
    recipients: []
`;

test('a file of watches is read', () => {
  const parsed = parseWatchesFile(GOOD);
  assert.ok('watches' in parsed);
  assert.deepEqual(parsed.watches[0], {
    key: 'tripp',
    name: 'TRIPP route',
    query: 'TRIPP OR "Trump route"',
    recipients: ['analyst@tidings.example'],
  });
});

suite('a file with a fault says its line', () => {
  for (const [what, text, line, message] of [
    ['broken YAML', 'watches:\n  - key: [', 2, /./],
    ['no list', 'watch: 1\n', 1, /watches/],
    ['a key twice', GOOD.replace('key: baku', 'key: tripp'), 7, /used twice/],
    ['a bad key', GOOD.replace('key: baku', 'key: Baku!'), 7, /lower-case/],
    ['a bad address', GOOD.replace('analyst@tidings.example', 'analyst'), 6, /no e-mail address/],
    ['a missing name', GOOD.replace('    name: Baku\n', ''), 7, /name/],
    ['an unknown field', GOOD.replace('    name: Baku', '    name: Baku\n    colour: red'), 7, /colour/],
    ['a bad query', GOOD.replace('query: baku', 'query: baku oil'), 9, /character 1: Between/],
  ] as const) {
    test(what, () => {
      const parsed = parseWatchesFile(text);
      assert.ok('faults' in parsed);
      assert.equal(parsed.faults[0]?.line, line);
      assert.match(parsed.faults[0]?.message ?? '', message);
    });
  }
});
