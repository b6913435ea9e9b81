import * as z from 'zod';
import { cursorParameter, limitParameter } from './parameters.ts';

/** `GET /objects`: what one file held, told by `bucket/key`. */
export const objectsQuery = z.strictObject({
  key: z
    .string()
    .regex(/^[^/]+\/./su, 'a key is bucket/key')
    .refine((key) => Buffer.byteLength(key) <= 1100, 'a key has at most 1,024 bytes'),
});

export const objectAnswer = z.object({
  object: z.string(),
  /** `claimed` while it is being read. */
  state: z.enum(['claimed', 'present', 'gone', 'quarantined']),
  /** Time of the event that it is settled up to. */
  at: z.string(),
  /** Why it is quarantined. */
  reason: z.string().optional(),
  /** Ids of its articles. */
  articles: z.array(z.string()),
});
export type ObjectAnswer = z.output<typeof objectAnswer>;

/** `GET /quarantine`: the files that could not be read, latest first. */
export const quarantineQuery = z.strictObject({
  cursor: cursorParameter.optional(),
  limit: limitParameter,
});

export const quarantineAnswer = z.object({
  objects: z.array(objectAnswer),
  /** Asks for the next page; absent on the last one. */
  cursor: z.string().optional(),
});
export type QuarantineAnswer = z.output<typeof quarantineAnswer>;
