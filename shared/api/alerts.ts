import * as z from 'zod';
import { cursorParameter, limitParameter } from './parameters.ts';

/** `GET /alerts`: what fired, latest first, of all watches in force or of one, for all recipients or for one address. */
export const alertsQuery = z.strictObject({
  watch: z
    .string()
    .regex(/^[a-z0-9-]+$/u, 'a watch is told by its key')
    .optional(),
  recipient: z.email('a recipient is an e-mail address').optional(),
  cursor: cursorParameter.optional(),
  limit: limitParameter,
});

export const alertsAnswer = z.object({
  alerts: z.array(
    z.object({
      watch: z.string(),
      name: z.string(),
      /** The id of the recipient. */
      recipient: z.string(),
      story: z.string(),
      fired: z.string(),
      state: z.enum(['due', 'mailed', 'withdrawn', 'expired', 'quiet']),
      mailed: z.object({ at: z.string(), mail: z.string() }).optional(),
      articles: z.array(z.object({ article: z.string(), matches: z.boolean() })),
    }),
  ),
  /** Asks for the next page; absent on the last one. */
  cursor: z.string().optional(),
});
export type AlertsAnswer = z.output<typeof alertsAnswer>;
