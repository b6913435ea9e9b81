import { existsSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { putWatches } from '../../shared/aws/watches.ts';
import { readWatchesFile } from '../../shared/watch/watches-file.ts';

export interface SampleTargets {
  readonly dynamodb: DynamoDBClient;
  readonly s3: S3Client;
  readonly bucket: string;
  readonly watchesTable: string | undefined;
}

/** How many samples were put in; zero when the project has none. */
export interface SampleCounts {
  readonly articles: number;
  readonly watches: number;
}

/**
 * Puts the project's sample watches in force, then uploads its sample articles, once for each state directory.
 * Undefined when that was done before; a start that was interrupted does it again, which changes nothing.
 */
export async function addSamples(
  project: string,
  marker: string | undefined,
  targets: SampleTargets,
): Promise<SampleCounts | undefined> {
  if (marker !== undefined && existsSync(marker)) return undefined;
  const watches = await applyWatches(join(project, 'watches.yaml'), targets);
  const articles = await uploadArticles(join(project, 'samples'), targets);
  if (marker !== undefined) writeFileSync(marker, `${articles} articles, ${watches} watches\n`);
  return { articles, watches };
}

async function applyWatches(file: string, { dynamodb, watchesTable }: SampleTargets): Promise<number> {
  if (watchesTable === undefined || !existsSync(file)) return 0;
  const watches = readWatchesFile(file, await readFile(file, 'utf8'));
  await putWatches({ client: dynamodb, name: watchesTable }, watches);
  return watches.length;
}

/** The day that the samples were written for. */
const WRITTEN_MS = Date.parse('2026-11-24');
const DAY_MS = 24 * 3600 * 1000;

/**
 * Moves the publication times in a sample by whole days, so that they lie as long before `nowMs` as they did
 * before the day that it was written for: watches mail only what is new.
 */
export function moveDates(sample: string, nowMs: number): string {
  const days = Math.floor((nowMs - WRITTEN_MS) / DAY_MS);
  return sample.replaceAll(/\b\d{4}-\d\d-\d\d(?=[T ]\d\d:\d\d)/g, (day) =>
    new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10),
  );
}

async function uploadArticles(folder: string, { s3, bucket }: SampleTargets): Promise<number> {
  if (!existsSync(folder)) return 0;
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name);
  for (const name of names.sort()) {
    const Body = moveDates(await readFile(join(folder, name), 'utf8'), Date.now());
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `samples/${name}`, Body }));
  }
  return names.length;
}
