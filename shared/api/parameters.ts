import * as z from 'zod';
import type { Instant } from '../article/article.ts';

/** What is counted and listed: `country:AZ`, `topic:11000000`, `watch:tripp`, `source:unn.ua`, `all`. */
export const tagParameter = z
  .string()
  .max(300)
  .regex(
    /^(?:all|country:[A-Z]{2}|topic:\d{8}|watch:[a-z0-9-]+|source:.+)$/u,
    'a tag is country:AZ, topic:11000000, watch:KEY, source:HOST or all',
  )
  .transform((tag) => (tag.startsWith('source:') ? tag.toLowerCase() : tag));

/** One tag, or the same parameter several times. */
export const tagsParameter = z
  .preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(tagParameter).max(20, 'at most 20 tags at a time'),
  )
  .transform((tags) => [...new Set(tags)]);

const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()], {
  error: 'a time is 2026-02-10, or 2026-02-10T18:00:00Z',
});

/** From when on: a day (UTC) or an instant. */
export const fromParameter = moment.transform((text): Instant => new Date(text).toISOString());

/** Until when: a day (UTC), which is included, or an instant, which is not. */
export const toParameter = moment.transform((text): Instant => {
  const isDay = !text.includes('T');
  return new Date(Date.parse(text) + (isDay ? DAY_MS : 0)).toISOString();
});

/** How many entries a page has at most. */
export const limitParameter = z.coerce
  .number('a limit is a number')
  .int('a limit is a whole number')
  .min(1, 'a limit is at least 1')
  .max(200, 'a limit is at most 200')
  .default(50);

/** What a page before this one gave as `cursor`. */
export const cursorParameter = z.string().max(2000);

const DAY_MS = 86_400_000;
