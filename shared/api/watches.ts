import * as z from 'zod';

/** `GET /watches`: every watch; recipients are told by id, never by address. */
export const watchesAnswer = z.object({
  watches: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      query: z.string(),
      version: z.int(),
      recipients: z.array(z.string()),
    }),
  ),
});
export type WatchesAnswer = z.output<typeof watchesAnswer>;
