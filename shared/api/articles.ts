import * as z from 'zod';

const spans = z.array(z.object({ start: z.int(), end: z.int() }));

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
  tags: z.object({
    countries: z.array(
      z.object({
        country: z.string(),
        about: z.boolean(),
        evidence: z.array(
          z.object({ start: z.int(), end: z.int(), as: z.enum(['name', 'adjective', 'city']) }),
        ),
      }),
    ),
    topics: z.array(z.object({ topic: z.string(), evidence: spans })),
    watches: z.array(z.object({ watch: z.string(), version: z.int(), evidence: spans })),
  }),
});
export type ArticleAnswer = z.output<typeof articleAnswer>;
