import * as z from 'zod';
import { cursorParameter, fromParameter, limitParameter, tagParameter, toParameter } from './parameters.ts';

/** `GET /mentions`: articles with a tag, latest arrival first; `from` and `to` bound the arrival. */
export const mentionsQuery = z.strictObject({
  tag: tagParameter,
  from: fromParameter.optional(),
  to: toParameter.optional(),
  cursor: cursorParameter.optional(),
  limit: limitParameter,
});

export const mentionsAnswer = z.object({
  tag: z.string(),
  mentions: z.array(
    z.object({
      article: z.string(),
      /** When it counts: its publication, or its arrival. */
      time: z.string(),
      arrived: z.string(),
      about: z.boolean(),
      title: z.string(),
      lang: z.string(),
      outlet: z.string().optional(),
      url: z.string().optional(),
    }),
  ),
  /** Asks for the next page; absent on the last one. */
  cursor: z.string().optional(),
});
export type MentionsAnswer = z.output<typeof mentionsAnswer>;
