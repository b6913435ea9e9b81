import { createHash } from 'node:crypto';
import type * as z from 'zod';

const CHECK_LENGTH = 8;

/**
 * Writes where a page ended as an opaque text, which only fits the question that it was made for.
 * @param question the parameters that the pages share
 */
export function writeCursor(question: readonly unknown[], place: unknown): string {
  const text = JSON.stringify(place);
  return Buffer.from(`${checkOf(question, text)}${text}`).toString('base64url');
}

/** Reads a cursor; undefined when it was changed, or made for another question. */
export function readCursor<Place>(
  question: readonly unknown[],
  cursor: string,
  schema: z.ZodType<Place>,
): Place | undefined {
  const decoded = Buffer.from(cursor, 'base64url').toString('utf8');
  const text = decoded.slice(CHECK_LENGTH);
  if (decoded.slice(0, CHECK_LENGTH) !== checkOf(question, text)) return undefined;
  const parsed = schema.safeParse(parseJson(text));
  return parsed.success ? parsed.data : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checkOf(question: readonly unknown[], text: string): string {
  return createHash('sha256')
    .update(JSON.stringify([question, text]))
    .digest('hex')
    .slice(0, CHECK_LENGTH);
}
