import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { type Alert, alertState, judgeMatch, type Match, recordMatch } from '../../shared/alert/alert.ts';
import { recipientId } from '../../shared/alert/recipient-id.ts';
import { deleted, FRESHNESS, makeArticle } from '../harness/article.ts';

const NOW = '2026-02-10T10:00:05.000Z';
const TO = {
  recipient: 'r1',
  address: 'analyst@tidings.example',
  watch: { key: 'baku', name: 'Baku', query: 'baku' },
};
const ARRIVED = Date.parse('2026-02-10T10:00:00.000Z');

suite('what a change means for a watch', () => {
  for (const [what, article, expected] of [
    ['an arrival that matches raises it', makeArticle({ watches: ['baku'] }), 'in time'],
    [
      'a correction that matches raises it',
      makeArticle({ watches: ['baku'], change: 'correction' }),
      'in time',
    ],
    ['a re-tagging never raises it', makeArticle({ watches: ['baku'], change: 'retagging' }), undefined],
    ['upkeep never raises it', makeArticle({ watches: ['baku'], change: 'upkeep' }), undefined],
    ['an arrival that does not match does not', makeArticle({ watches: ['oil'] }), undefined],
    [
      'an arrival published 73 hours before does not',
      makeArticle({ watches: ['baku'], content: { published: '2026-02-07T09:00:00.000Z' } }),
      undefined,
    ],
    [
      'an arrival of eight days ago raises it too late',
      makeArticle({
        watches: ['baku'],
        arrived: '2026-02-02T10:00:00.000Z',
        content: { published: '2026-02-02T10:00:00.000Z' },
      }),
      'too late',
    ],
    ['a deletion does not', deleted(makeArticle({ watches: ['baku'] }), ARRIVED + 1), undefined],
  ] as const) {
    test(what, () => assert.equal(judgeMatch(article, 'baku', NOW, FRESHNESS).raises, expected));
  }
});

function record(...changes: readonly Match[]): Alert | undefined {
  return changes.reduce<Alert | undefined>(
    (alert, change) => recordMatch(alert, change, TO) ?? alert,
    undefined,
  );
}

const ARRIVAL: Match = {
  article: 'a1',
  story: 's1',
  rev: ARRIVED,
  matches: true,
  raises: 'in time',
  fresh: true,
};
const { raises: _raises, ...QUIET } = ARRIVAL;

suite('an alert', () => {
  test('is due once an arrival matches', () => {
    const alert = record(ARRIVAL);
    assert.equal(alert?.alert, 'baku#s1#1');
    assert.equal(alert?.due, '2026-02-10T10:00:00.000Z');
    assert.equal(alert && alertState(alert), 'due');
  });

  test('is withdrawn when nothing matches any more, and due again when something does', () => {
    const corrected = record(ARRIVAL, { ...QUIET, rev: ARRIVED + 1, matches: false });
    assert.equal(corrected?.due, undefined);
    assert.ok(corrected);
    assert.equal(alertState(corrected), 'withdrawn');
    const again = recordMatch(corrected, { ...QUIET, rev: ARRIVED + 2 }, TO);
    assert.equal(again?.due, '2026-02-10T10:00:00.000Z');
  });

  test('stays due while another article of the story matches', () => {
    const alert = record(
      ARRIVAL,
      { ...ARRIVAL, article: 'a2' },
      { ...QUIET, rev: ARRIVED + 1, matches: false },
    );
    assert.notEqual(alert?.due, undefined);
  });

  test('is not raised by the re-tagging of another article after the one that raised it ended', () => {
    const alert = record(
      ARRIVAL,
      { ...QUIET, rev: ARRIVED + 1, matches: false },
      { ...QUIET, article: 'a2', rev: ARRIVED + 2 },
    );
    assert.equal(alert?.due, undefined);
  });

  test('stays mailed, whatever follows', () => {
    const alert = record(ARRIVAL);
    assert.ok(alert);
    const mailed = { ...alert, mailed: { at: NOW, mail: 'm1' } };
    assert.equal(recordMatch(mailed, { ...ARRIVAL, rev: ARRIVED + 5 }, TO), undefined);
  });

  test('is expired, not due, when it was raised too late', () => {
    const alert = record({ ...ARRIVAL, raises: 'too late', fresh: false });
    assert.ok(alert);
    assert.equal(alert.due, undefined);
    assert.equal(alertState(alert), 'expired');
  });

  test('is not made for an old article that nothing can raise', () => {
    assert.equal(recordMatch(undefined, { ...QUIET, fresh: false }, TO), undefined);
  });

  test('needs no write when a revision is told again', () => {
    assert.equal(recordMatch(record(ARRIVAL), ARRIVAL, TO), undefined);
  });

  test('is not raised by an arrival that a newer revision, told first, has withdrawn', () => {
    const alert = record({ ...QUIET, rev: ARRIVED + 1, matches: false }, ARRIVAL);
    assert.equal(alert?.due, undefined);
  });
});

const change = fc
  .record({
    article: fc.constantFrom('a1', 'a2', 'a3'),
    step: fc.integer({ min: 0, max: 9 }),
  })
  .chain(({ article, step }) =>
    fc.record({
      kind: fc.constantFrom('in time', 'quiet', 'ended'),
      article: fc.constant(article),
      rev: fc.constant(ARRIVED + step),
    }),
  )
  .map(({ kind, article, rev }): Match => {
    const base = { ...QUIET, article, rev, matches: kind !== 'ended' };
    return kind === 'in time' ? { ...base, raises: 'in time' } : base;
  });
const history = fc.uniqueArray(change, {
  selector: ({ article, rev }) => `${article}@${rev}`,
  minLength: 1,
  maxLength: 12,
});

test('revisions told in any order, and more than once, end in one state', () => {
  fc.assert(
    fc.property(
      history.chain((changes) =>
        fc.tuple(fc.constant(changes), fc.shuffledSubarray([...changes, ...changes], { minLength: 0 })),
      ),
      ([changes, more]) => {
        const inOrder = record(...changes.toSorted((a, b) => a.rev - b.rev));
        // Each revision comes at least once, in the order of the shuffle.
        const shuffled = record(...new Set([...more, ...changes]), ...more);
        assert.deepEqual(shuffled?.articles, inOrder?.articles);
        assert.equal(shuffled?.due === undefined, inOrder?.due === undefined);
        assert.equal(shuffled?.expires, inOrder?.expires);
      },
    ),
    { numRuns: 1000 },
  );
});

test('a recipient is named by 22 characters that do not depend on the case of the address', () => {
  assert.equal(recipientId('Analyst@Tidings.example'), recipientId('analyst@tidings.example'));
  assert.match(recipientId('analyst@tidings.example'), /^[\w-]{22}$/);
});
