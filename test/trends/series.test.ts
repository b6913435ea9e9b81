import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCounter } from '../../shared/count/counter.ts';
import { countPoints, seriesOf, totalOf, widenPeriod } from '../../shared/trends/series.ts';

const COUNTERS = [
  readCounter('2026-02-10', { articles: 3, 'articles@05': 2, 'articles@23': 1, stories: 1, 'stories@05': 1 }),
  readCounter('2026-02-12', { articles: 4, 'articles@00': 4, about: 2, 'about@00': 2 }),
];

test('a period is widened to whole hours or days', () => {
  const period = { from: '2026-02-10T05:30:00.000Z', to: '2026-02-10T07:00:00.001Z' };
  assert.deepEqual(widenPeriod(period, 'hour'), {
    from: '2026-02-10T05:00:00.000Z',
    to: '2026-02-10T08:00:00.000Z',
  });
  assert.deepEqual(widenPeriod(period, 'day'), {
    from: '2026-02-10T00:00:00.000Z',
    to: '2026-02-11T00:00:00.000Z',
  });
});

test('a series by day has a point for each day, zeros included', () => {
  const period = { from: '2026-02-09T00:00:00.000Z', to: '2026-02-13T00:00:00.000Z' };
  const points = seriesOf(COUNTERS, period, 'day');
  assert.deepEqual(
    points.map(({ articles }) => articles),
    [0, 3, 0, 4],
  );
  assert.deepEqual(totalOf(points), { articles: 7, about: 2, stories: 1 });
});

test('a series by hour takes only the hours asked for', () => {
  const period = { from: '2026-02-10T23:00:00.000Z', to: '2026-02-11T01:00:00.000Z' };
  assert.equal(countPoints(period, 'hour'), 2);
  assert.deepEqual(seriesOf(COUNTERS, period, 'hour'), [
    { at: '2026-02-10T23:00:00.000Z', articles: 1, about: 0, stories: 0 },
    { at: '2026-02-11T00:00:00.000Z', articles: 0, about: 0, stories: 0 },
  ]);
});

test('counters of one day, as of a tag spread over keys, are added up', () => {
  const period = { from: '2026-02-10T00:00:00.000Z', to: '2026-02-11T00:00:00.000Z' };
  const [point] = seriesOf([...COUNTERS, ...COUNTERS], period, 'day');
  assert.equal(point?.articles, 6);
});
