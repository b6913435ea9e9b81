import type { Entry } from './entry.ts';

/** A longer first line is a paragraph, not a title. */
const LONGEST_TITLE = 300;

/** The article of a plain text: its first line that is not empty is the title, the rest the body. */
export function readPlainText(text: string): Entry {
  const trimmed = text.trim();
  const [first = ''] = trimmed.split(/[\r\n]/, 1);
  return first.length > LONGEST_TITLE
    ? { body: trimmed }
    : { title: first, body: trimmed.slice(first.length) };
}
