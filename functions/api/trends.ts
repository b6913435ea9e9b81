import { Hono } from 'hono';
import { MAX_POINTS, type TrendsAnswer, trendsQuery } from '../../shared/api/trends.ts';
import { readCounterDays } from '../../shared/aws/counts.ts';
import { spreadTag } from '../../shared/count/register.ts';
import {
  countPoints,
  type Period,
  type Step,
  seriesOf,
  totalOf,
  widenPeriod,
} from '../../shared/trends/series.ts';
import type { ApiPorts } from './ports.ts';
import { badParameter, query } from './problem.ts';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 7;

/** `GET /trends` */
export function trendsRoutes(ports: ApiPorts): Hono {
  return new Hono().get('/', query(trendsQuery), async (context) => {
    const asked = context.req.valid('query');
    const { tag: tags, to = ports.now(), from = daysBefore(to) } = asked;
    const by = asked.by ?? defaultStep({ from, to });
    if (from >= to) return badParameter('from', `must be before to (${to})`);
    const period = widenPeriod({ from, to }, by);
    const points = countPoints(period, by) * tags.length;
    if (points > MAX_POINTS) {
      return badParameter(
        'from',
        `this would be ${points} points, and ${MAX_POINTS} is the most; ask for a shorter time, fewer tags, or by=day`,
      );
    }
    const series = await Promise.all(tags.map((tag) => readSeries(ports, tag, period, by)));
    return context.json({ by, ...period, series } satisfies TrendsAnswer);
  });
}

async function readSeries(
  ports: ApiPorts,
  tag: string,
  period: Period,
  by: Step,
): Promise<TrendsAnswer['series'][number]> {
  const lastDay = new Date(Date.parse(period.to) - 1).toISOString().slice(0, 10);
  const counters = await Promise.all(
    spreadTag(tag).map((key) => readCounterDays(ports.counts, key, period.from.slice(0, 10), lastDay)),
  );
  const points = seriesOf(counters.flat(), period, by);
  return { tag, total: totalOf(points), points: [...points] };
}

/** Hours of more than three days are more than one looks at. */
function defaultStep({ from, to }: Period): Step {
  return Date.parse(to) - Date.parse(from) > 3 * DAY_MS ? 'day' : 'hour';
}

function daysBefore(to: string): string {
  return new Date(Date.parse(to) - DEFAULT_DAYS * DAY_MS).toISOString();
}
