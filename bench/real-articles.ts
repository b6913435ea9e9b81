import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';

const SETS = ['geovirus', 'trnews', 'slavicner_uk', 'slavicner_ru', 'reuters21578'];

const lineSchema = z.object({ id: z.string(), title: z.string(), text: z.string() });

/**
 * Writes articles of the labelled data as the text and JSON files that users drop, every other one as each.
 * @returns how many it wrote: `count`, or as many as there are
 */
export async function writeRealArticles(data: string, folder: string, count: number): Promise<number> {
  await mkdir(folder, { recursive: true });
  const sets = await Promise.all(SETS.map((set) => readSet(join(data, 'country', `${set}.jsonl.gz`))));
  const articles = sets.flatMap((set, index) => set.slice(0, share(sets, index, count)));
  for (const [index, { id, title, text }] of articles.entries()) {
    const name = id.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(-80);
    const asText = index % 2 === 0;
    const said = asText ? `${title}\n\n${text}\n` : JSON.stringify({ id, title, text });
    await writeFile(
      join(folder, `${String(index).padStart(5, '0')}-${name}.${asText ? 'txt' : 'json'}`),
      said,
    );
  }
  return articles.length;
}

/** Small sets are taken whole; the last and largest fills up. */
function share(sets: readonly (readonly unknown[])[], index: number, count: number): number {
  const even = Math.floor(count / sets.length);
  if (index < sets.length - 1) return even;
  return count - sets.slice(0, -1).reduce((sum, set) => sum + Math.min(set.length, even), 0);
}

async function readSet(file: string): Promise<readonly z.infer<typeof lineSchema>[]> {
  const lines = gunzipSync(await readFile(file))
    .toString('utf8')
    .trim()
    .split('\n');
  return lines.map((line) => lineSchema.parse(JSON.parse(line)));
}
