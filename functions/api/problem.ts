import { validator } from 'hono/validator';
import type * as z from 'zod';
import { PROBLEM_TYPE, type Problem } from '../../shared/api/problem.ts';

const TITLES = { 400: 'Bad Request', 404: 'Not Found', 500: 'Internal Server Error' } as const;

/** Answers with a problem. */
export function problem(
  status: keyof typeof TITLES,
  detail: string,
  parameters?: Problem['parameters'],
): Response {
  const body: Problem = {
    type: 'about:blank',
    title: TITLES[status],
    status,
    detail,
    ...(parameters !== undefined && { parameters }),
  };
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': PROBLEM_TYPE } });
}

/** Answers that one parameter is wrong. */
export function badParameter(name: string, message: string): Response {
  return problem(400, `${name}: ${message}`, [{ name, message }]);
}

/** Answers a cursor that was changed or belongs to another question. */
export function badCursor(): Response {
  return badParameter('cursor', 'this cursor does not fit; begin again without one');
}

/** Checks a request's parameters before its route runs; what is wrong is answered with its name. */
export function query<Schema extends z.ZodType>(schema: Schema) {
  return validator('query', (values): z.output<Schema> | Response => {
    const parsed = schema.safeParse(values, { reportInput: true });
    if (parsed.success) return parsed.data;
    const parameters = parsed.error.issues.flatMap(readIssue);
    const detail = parameters.map(({ name, message }) => `${name}: ${message}`).join('; ');
    return problem(400, detail, parameters);
  });
}

function readIssue(issue: z.core.$ZodIssue): { name: string; message: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => ({ name, message: 'there is no such parameter' }));
  }
  return [{ name: String(issue.path[0] ?? ''), message: sayIssue(issue) }];
}

function sayIssue(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_type') return issue.message;
  if (issue.input === undefined) return 'is missing';
  return Array.isArray(issue.input) ? 'can be given only once' : issue.message;
}
