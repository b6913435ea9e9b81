import { TextDecoder } from 'node:util';

/** The text of a file, or the reason, for a person, why its bytes are not read. */
export type Decoded = { readonly text: string } | { readonly unreadable: string };

/** First bytes of files that hold no text of their own (https://en.wikipedia.org/wiki/List_of_file_signatures). */
const SIGNATURES: readonly (readonly [bytes: string, what: string])[] = [
  ['504b0304', 'a ZIP archive or an Office document'],
  ['25504446', 'a PDF'],
  ['1f8b', 'compressed by gzip'],
  ['28b52ffd', 'compressed by Zstandard'],
  ['425a68', 'compressed by bzip2'],
  ['fd377a585a00', 'compressed by xz'],
  ['377abcaf271c', 'a 7z archive'],
  ['d0cf11e0', 'an old Office document'],
  ['7b5c727466', 'an RTF document'],
  ['89504e47', 'a PNG picture'],
  ['ffd8ff', 'a JPEG picture'],
  ['47494638', 'a GIF picture'],
  ['50415231', 'a Parquet table'],
  ['53514c69746520', 'an SQLite database'],
];
const HEAD_BYTES = 1024;
const BOMS: readonly (readonly [bytes: string, encoding: string])[] = [
  ['efbbbf', 'utf-8'],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
];
const DECLARED_CHARSET = /<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]+)/i;

/** Decodes by byte order mark, else as strict UTF-8, else by the encoding that an HTML or XML head declares. */
export function decodeText(bytes: Uint8Array): Decoded {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, HEAD_BYTES));
  const hex = head.toString('hex', 0, 16);
  const marked = BOMS.find(([mark]) => hex.startsWith(mark))?.[1];
  if (marked !== undefined) return decodeAs(bytes, marked);
  const signature = SIGNATURES.find(([start]) => hex.startsWith(start));
  if (signature !== undefined) return { unreadable: `It is ${signature[1]}, which is not read yet.` };
  if (head.includes(0)) return { unreadable: 'It is a binary file, not text.' };
  const utf8 = decodeAs(bytes, 'utf-8');
  if ('text' in utf8) return utf8;
  const declared = DECLARED_CHARSET.exec(head.toString('latin1'))?.[1];
  if (declared === undefined) return { unreadable: 'It is not UTF-8, and it declares no other encoding.' };
  return decodeAs(bytes, declared);
}

function decodeAs(bytes: Uint8Array, encoding: string): Decoded {
  const decoder = openDecoder(encoding);
  if (decoder === undefined)
    return { unreadable: `It declares the encoding ${encoding}, which is not known.` };
  try {
    return { text: decoder.decode(bytes) };
  } catch {
    return { unreadable: `Some of its bytes do not belong to its encoding, ${encoding}.` };
  }
}

function openDecoder(encoding: string): TextDecoder | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    return undefined;
  }
}
