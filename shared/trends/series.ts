import type { Instant } from '../article/article.ts';
import { type Counter, MEASURES, type Measure } from '../count/counter.ts';

/** The width of a point: an hour or a day of UTC. */
export type Step = 'hour' | 'day';

/** Counts of one hour or day. */
export interface Point extends Readonly<Record<Measure, number>> {
  /** When it begins. */
  readonly at: Instant;
}

/** From `from` to before `to`. */
export interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

const HOUR_MS = 3_600_000;
const STEP_MS: Readonly<Record<Step, number>> = { hour: HOUR_MS, day: 24 * HOUR_MS };

/** Widens a period to whole hours or days. */
export function widenPeriod({ from, to }: Period, by: Step): Period {
  const step = STEP_MS[by];
  return {
    from: instant(Math.floor(Date.parse(from) / step) * step),
    to: instant(Math.ceil(Date.parse(to) / step) * step),
  };
}

/** How many points a widened period has. */
export function countPoints({ from, to }: Period, by: Step): number {
  return (Date.parse(to) - Date.parse(from)) / STEP_MS[by];
}

/** The points of a widened period, zeros included; counters of one day are added up. */
export function seriesOf(counters: readonly Counter[], period: Period, by: Step): readonly Point[] {
  const byDay = Map.groupBy(counters, (counter) => counter.day);
  const start = Date.parse(period.from);
  return Array.from({ length: countPoints(period, by) }, (_, index) => {
    const at = instant(start + index * STEP_MS[by]);
    const ofDay = byDay.get(at.slice(0, 10)) ?? [];
    const hour = Number(at.slice(11, 13));
    const sum = (measure: Measure): number =>
      ofDay.reduce(
        (total, counter) =>
          total + (by === 'day' ? counter[measure].total : (counter[measure].byHour[hour] ?? 0)),
        0,
      );
    return { at, articles: sum('articles'), about: sum('about'), stories: sum('stories') };
  });
}

/** The sums of a series. */
export function totalOf(points: readonly Point[]): Readonly<Record<Measure, number>> {
  const total = { articles: 0, about: 0, stories: 0 };
  for (const point of points) for (const measure of MEASURES) total[measure] += point[measure];
  return total;
}

function instant(ms: number): Instant {
  return new Date(ms).toISOString();
}
