import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Source } from '../sources/source.ts';

export interface DropFolderOptions {
  readonly folder: string;
  readonly s3: S3Client;
  readonly bucket: string;
  report(line: string): void;
}

const REST_MS = 500;
const PARALLEL = 8;

/**
 * Uploads each file that rests in the folder under its path in it, and then removes it. Hidden files and `*.part` are
 * left alone; a file that cannot be uploaded stays and is tried again.
 */
export async function watchDropFolder(options: DropFolderOptions): Promise<Source> {
  const { folder, report } = options;
  await mkdir(folder, { recursive: true });
  const stopping = new AbortController();
  const failing = new Set<string>();
  const run = async () => {
    let before = new Map<string, string>();
    while (!stopping.signal.aborted) {
      const now = await look(folder);
      const resting = [...now].filter(([path, state]) => before.get(path) === state).map(([path]) => path);
      for (let start = 0; start < resting.length && !stopping.signal.aborted; start += PARALLEL) {
        await Promise.all(
          resting.slice(start, start + PARALLEL).map((path) => upload(options, path, failing)),
        );
      }
      before = now;
      await sleep(REST_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const ended = run().catch((error: unknown) =>
    report(`The drop folder is no longer watched: ${String(error)}`),
  );
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

/** Size and time of each file that may be taken, by its path. */
async function look(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !isIgnored(relative(folder, path)));
  const states = await Promise.all(
    paths.map(async (path) => {
      const found = await stat(path).catch(() => undefined);
      return found === undefined ? [] : [[path, `${found.size} ${found.mtimeMs}`] as const];
    }),
  );
  return new Map(states.flat());
}

function isIgnored(path: string): boolean {
  return path.endsWith('.part') || path.split(sep).some((part) => part.startsWith('.'));
}

async function upload(options: DropFolderOptions, path: string, failing: Set<string>): Promise<void> {
  const { folder, s3, bucket, report } = options;
  const key = relative(folder, path).split(sep).join('/');
  try {
    const { size, mtimeMs } = await stat(path);
    // A buffer, unlike a stream, can be sent again by the SDK.
    const Body = await readFile(path);
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body }));
    const after = await stat(path);
    // A file that was written anew meanwhile is uploaded once more.
    if (after.size === size && after.mtimeMs === mtimeMs) await rm(path, { force: true });
    report(`drop/${key} is taken.`);
    failing.delete(path);
  } catch (error) {
    if (!failing.has(path)) report(`drop/${key} cannot be taken now and is tried again: ${String(error)}`);
    failing.add(path);
  }
}
