import type { CleanArticle, Reading } from '../../shared/article/article.ts';
import { articleIds } from '../../shared/article/article-id.ts';
import { LARGEST_FILE_BYTES, tooLarge } from '../../shared/article/read-object.ts';
import type { FileAddress, FoundFile } from '../../shared/aws/files.ts';
import type { ObjectState } from '../../shared/aws/objects.ts';

/** What reading files needs of the world around it. */
export interface ReadingPorts {
  readonly fetchFile: (file: FileAddress, maxBytes: number) => Promise<FoundFile>;
  readonly readObject: (bytes: Uint8Array, key: string) => Promise<Reading>;
}

/** What a file holds: its articles by id; none when it is quarantined or gone. */
export interface FileContents {
  readonly state: ObjectState;
  readonly articles: ReadonlyMap<string, CleanArticle>;
}

/** More ids would not fit into an object's item with those that it held before. */
const MAX_ARTICLES = 5_000;

/** Reads the articles of a file, or of one version of it. */
export async function readFile(file: FileAddress, ports: ReadingPorts): Promise<FileContents | 'missing'> {
  const found = await ports.fetchFile(file, LARGEST_FILE_BYTES);
  if (found.kind === 'missing') return 'missing';
  if (found.kind === 'too-long') return quarantined(tooLarge(found.byteLength));
  const reading = await ports.readObject(found.bytes, file.key);
  if ('unreadable' in reading) return quarantined(reading.unreadable);
  const articles = articleIds(`${file.bucket}/${file.key}`, reading.articles);
  return articles.size > MAX_ARTICLES
    ? quarantined(tooMany(articles.size))
    : { state: { state: 'present' }, articles };
}

function quarantined(reason: string): FileContents {
  return { state: { state: 'quarantined', reason }, articles: new Map() };
}

function tooMany(articles: number): string {
  return `The file holds ${articles} articles, more than ${MAX_ARTICLES}. Split it and drop the parts.`;
}
