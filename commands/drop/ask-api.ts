import * as z from 'zod';
import { problemSchema } from '../../shared/api/problem.ts';

/**
 * Asks the API; undefined where it answers 404.
 * @throws {Error} with the API's own words when it refuses
 */
export async function askApi<Answer>(
  api: string,
  path: string,
  schema: z.ZodType<Answer>,
): Promise<Answer | undefined> {
  const response = await fetch(new URL(path, api.endsWith('/') ? api : `${api}/`));
  const body: unknown = await response.json();
  if (response.ok) return schema.parse(body);
  if (response.status === 404) return undefined;
  const parsed = problemSchema.safeParse(body);
  const words = parsed.success ? parsed.data.detail : z.prettifyError(parsed.error);
  throw new Error(`The API answered ${response.status} to ${path}: ${words}`);
}

/** Asks for a list page after page, following its cursors. */
export async function* askPages<Answer extends { readonly cursor?: string | undefined }>(
  api: string,
  path: string,
  schema: z.ZodType<Answer>,
): AsyncIterable<Answer> {
  let cursor = '';
  do {
    const page = await askApi(api, `${path}${cursor}`, schema);
    if (page === undefined) return;
    yield page;
    cursor = page.cursor === undefined ? '' : `&cursor=${encodeURIComponent(page.cursor)}`;
  } while (cursor !== '');
}
