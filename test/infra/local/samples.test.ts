import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moveDates } from '../../../infra/local/samples.ts';

test('the publication times of samples move with the calendar, by whole days and nothing else', () => {
  const sample =
    '{"published":"2026-11-23T08:40:00+04:00","url":"https://a.example/2026/11/23/x","since":"2026-11-23"}';
  const at = (day: string): string => moveDates(sample, Date.parse(`${day}T09:00:00Z`));
  assert.equal(at('2026-11-24'), sample);
  assert.equal(at('2027-01-02'), sample.replace('2026-11-23T', '2027-01-01T'));
});
