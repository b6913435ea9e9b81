import * as z from 'zod';
import { fromParameter, tagsParameter, toParameter } from './parameters.ts';

/** `GET /trends`: counts of one or more tags by hour or day of UTC, a week by default, by day beyond three days. */
export const trendsQuery = z.strictObject({
  tag: tagsParameter,
  from: fromParameter.optional(),
  to: toParameter.optional(),
  by: z.enum(['hour', 'day'], 'by is hour or day').optional(),
});

/** Most points that one answer has, over all its tags. */
export const MAX_POINTS = 20_000;

const counts = { articles: z.int(), about: z.int(), stories: z.int() };

/** From `from` to before `to`, widened to whole hours or days; points without an article are there with zeros. */
export const trendsAnswer = z.object({
  by: z.enum(['hour', 'day']),
  from: z.string(),
  to: z.string(),
  series: z.array(
    z.object({
      tag: z.string(),
      total: z.object(counts),
      points: z.array(z.object({ at: z.string(), ...counts })),
    }),
  ),
});
export type TrendsAnswer = z.output<typeof trendsAnswer>;
