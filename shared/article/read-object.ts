import type { Reading } from './article.ts';
import { decodeText } from './decode-text.ts';
import { cleanEntry, type Entry } from './entry.ts';
import { readHtml } from './read-html.ts';
import { readJson } from './read-json.ts';
import { readPlainText } from './read-plain-text.ts';

const MEGABYTE = 1_000_000;

/** Larger files are not read. */
export const LARGEST_FILE_BYTES = 10 * MEGABYTE;

/** Some five hundred pages; the API answers an article whole, and Lambda answers at most 6 MB. */
const LONGEST_TEXT = 1_000_000;

interface Format {
  /** Whether a file is of this format, by how its text begins (white space left out) and by its name's ending. */
  readonly recognises: (beginning: string, extension: string) => boolean;
  readonly read: (text: string) => Entry | { readonly unreadable: string };
}

/** The first format that recognises a file reads it; what none claims is plain text. */
const FORMATS: readonly Format[] = [
  {
    recognises: (beginning, extension) =>
      /^<!doctype html|^<html[\s>]/i.test(beginning) || /^x?html?$/.test(extension),
    read: readHtml,
  },
  notYet(
    'XML',
    (beginning, extension) => beginning.startsWith('<?xml') || /^(?:xml|rss|atom)$/.test(extension),
  ),
  notYet('a list of JSON lines', (_, extension) => /^(?:jsonl|ndjson)$/.test(extension)),
  notYet('a table', (_, extension) => /^(?:csv|tsv)$/.test(extension)),
  notYet('mail', (_, extension) => /^(?:eml|mbox)$/.test(extension)),
  {
    recognises: (beginning, extension) => extension === 'json' || /^[{[]\s*["{\]}]/.test(beginning),
    read: readJson,
  },
  {
    recognises: (beginning) => /^<(?:head|body|article|main|div|p|h1|meta|!--)[\s>-]/i.test(beginning),
    read: readHtml,
  },
];

/**
 * Reads the articles of one object by its content and the ending of its key. What cannot be read comes back as
 * a reason for a person; only a bug throws.
 */
export async function readObject(bytes: Uint8Array, key: string): Promise<Reading> {
  if (bytes.byteLength === 0) return { unreadable: 'It is empty.' };
  if (bytes.byteLength > LARGEST_FILE_BYTES) return { unreadable: tooLarge(bytes.byteLength) };
  const decoded = decodeText(bytes);
  if ('unreadable' in decoded) return decoded;
  const entry = readText(decoded.text, key);
  if ('unreadable' in entry) return entry;
  const article = await cleanEntry(entry);
  if (article === undefined) return { unreadable: 'There is no text in it.' };
  if (article.text.length > LONGEST_TEXT) {
    return {
      unreadable: `Its text has ${article.text.length} characters, more than an article can have (${LONGEST_TEXT}).`,
    };
  }
  return { articles: [article] };
}

/** Why a file of so many bytes is not read. */
export function tooLarge(bytes: number): string {
  const [actual, limit] = [bytes, LARGEST_FILE_BYTES].map((size) => (size / MEGABYTE).toFixed(1));
  return `It has ${actual} MB, more than ${limit} MB. Split it and drop the parts.`;
}

function readText(text: string, key: string): Entry | { readonly unreadable: string } {
  const beginning = text.slice(0, 1000).trimStart();
  const extension = /\.([a-z0-9]+)$/i.exec(key)?.[1]?.toLowerCase() ?? '';
  const format = FORMATS.find(({ recognises }) => recognises(beginning, extension));
  return (format?.read ?? readPlainText)(text);
}

function notYet(what: string, recognises: Format['recognises']): Format {
  return { recognises, read: () => ({ unreadable: `It is ${what}, which is not read yet.` }) };
}
