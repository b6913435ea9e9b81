import * as z from 'zod';
import { tagsSchema } from '../tagging/tags.ts';

/** `GET /articles/:id`: one article; spans are UTF-16 code units of `text`, end exclusive. */
export const articleAnswer = z.object({
  id: z.string(),
  rev: z.int(),
  arrived: z.string(),
  /** When it counts. */
  time: z.string(),
  published: z.string().optional(),
  story: z.string(),
  opens: z.boolean(),
  /** `bucket/key` of each file that holds it now. */
  sources: z.array(z.string()),
  title: z.string(),
  titleEnd: z.int(),
  text: z.string(),
  lang: z.string(),
  url: z.string().optional(),
  outlet: z.string().optional(),
  author: z.string().optional(),
  tags: tagsSchema,
});
export type ArticleAnswer = z.output<typeof articleAnswer>;
