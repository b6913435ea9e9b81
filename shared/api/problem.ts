import * as z from 'zod';

/** Problem details of RFC 9457, with the parameters that were wrong. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  parameters: z.array(z.object({ name: z.string(), message: z.string() })).optional(),
});
export type Problem = z.output<typeof problemSchema>;

/** The media type of a problem. */
export const PROBLEM_TYPE = 'application/problem+json';
