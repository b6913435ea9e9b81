import * as z from 'zod';
import { spanSchema } from '../tagging/tags.ts';

/** A stretch of `text`, in UTF-16 code units, and the words that stand there. */
const evidence = spanSchema.extend({ words: z.string() });

/** `GET /articles/:id`: one article; spans are UTF-16 code units of `text`, end exclusive. */
export const articleAnswer = z.object({
  id: z.string(),
  /** Rises with every change of the article. */
  rev: z.int(),
  arrived: z.string(),
  /** When it counts. */
  time: z.string(),
  published: z.string().optional(),
  story: z.string(),
  /** Whether its story is counted by this article. */
  opens: z.boolean(),
  /** `bucket/key` of each file that holds it now. */
  sources: z.array(z.string()),
  title: z.string(),
  /** Where the title ends in `text`. */
  titleEnd: z.int(),
  text: z.string(),
  lang: z.string(),
  url: z.string().optional(),
  outlet: z.string().optional(),
  author: z.string().optional(),
  tags: z.object({
    countries: z.array(
      z.object({
        /** ISO 3166-1 alpha-2. */
        country: z.string(),
        about: z.boolean(),
        /** `as`: what the words were taken for. */
        evidence: z.array(evidence.extend({ as: z.enum(['name', 'adjective', 'city']) })),
      }),
    ),
    topics: z.array(
      z.object({
        /** IPTC Media Topic id, and its name in English. */
        topic: z.string(),
        name: z.string(),
        evidence: z.array(evidence),
      }),
    ),
    watches: z.array(z.object({ watch: z.string(), version: z.int(), evidence: z.array(evidence) })),
  }),
});
export type ArticleAnswer = z.output<typeof articleAnswer>;
