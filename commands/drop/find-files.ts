import { readdir, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/** A file to be dropped, and the key that it gets. */
export interface FoundFile {
  readonly path: string;
  readonly key: string;
}

/**
 * Finds the files that paths name, folders with all that is in them; hidden files are left out. A key is the
 * prefix and the path from the folder that holds what was named, as `cp -r` copies.
 * @throws {Error} when a path does not exist, or two files would get one key
 */
export async function findFiles(paths: readonly string[], prefix: string): Promise<readonly FoundFile[]> {
  const found = new Map<string, FoundFile>();
  for (const path of paths) {
    const files = (await stat(path)).isDirectory() ? await walk(path) : [path];
    for (const file of files) {
      const key = prefix + relative(dirname(path), file).split(sep).join('/');
      const other = found.get(key);
      if (other !== undefined && other.path !== file) {
        throw new Error(
          `${other.path} and ${file} would both be ${key}: drop them apart, with a --prefix each.`,
        );
      }
      found.set(key, { path: file, key });
    }
  }
  return [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

async function walk(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter(({ name }) => !name.startsWith('.'))
      .map((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return walk(path);
        return entry.isFile() ? [path] : [];
      }),
  );
  return files.flat();
}
