import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { findFiles } from '../commands/drop/find-files.ts';
import { followObjects } from '../commands/drop/follow.ts';
import { uploadFiles } from '../commands/drop/upload.ts';
import { localClient } from '../commands/endpoints.ts';
import { type Pipeline, startPipeline } from '../infra/local/pipeline.ts';
import { putWatches } from '../shared/aws/watches.ts';
import { readWatchesFile } from '../shared/watch/watches-file.ts';
import { type Comparison, compareCounts } from '../test/harness/compare-counts.ts';
import { cpuByProcess } from './cpu-by-process.ts';
import type { BenchOptions, Figure } from './figure.ts';
import { writeRealArticles } from './real-articles.ts';

const ARTICLES = 500;
const SETTLED_WITHIN_MS = 10 * 60_000;
const WATCHES = new URL('../watches.yaml', import.meta.url);
const SILENT = { step: () => {}, end: () => {} };

/** Drops 500 real articles into the pipeline, on disk and in memory, and compares its counts with its tags. */
export async function* measurePipeline(options: BenchOptions): AsyncIterable<Figure> {
  yield* measureCase('disk', options);
  yield* measureCase('memory', options);
}

async function* measureCase(
  name: 'disk' | 'memory',
  { data, progress }: BenchOptions,
): AsyncIterable<Figure> {
  const dir = await mkdtemp(join(tmpdir(), 'tidings-bench-'));
  const start = (): Promise<Pipeline> =>
    startPipeline({ dir: join(dir, 'state'), port: 0, inMemory: name === 'memory', samples: false });
  const figure = (metric: string, value: number, unit: string, n: number): Figure => ({
    bench: 'pipeline',
    case: name,
    metric,
    value: Math.round(value * 100) / 100,
    unit,
    n,
  });
  try {
    progress(`${name}: starting`);
    const startedMs = performance.now();
    const pipeline = await start();
    yield figure('ready', (performance.now() - startedMs) / 1000, 's', 1);
    const count = await writeRealArticles(data, join(dir, 'articles'), ARTICLES);
    const cpuBefore = cpuByProcess();
    const droppedMs = performance.now();
    await applyWatches(pipeline);
    progress(`${name}: dropping ${count} articles`);
    const { settled, unsettled, alerts } = await dropAll(pipeline, join(dir, 'articles'));
    const comparison = await untilExact(pipeline.endpoints.api, droppedMs);
    const seconds = (comparison.atMs - droppedMs) / 1000;
    yield figure('articles_per_s', count / seconds, '/s', count);
    yield figure('read', settled.filter(({ state }) => state === 'present').length, 'files', count);
    yield figure(
      'quarantined',
      settled.filter(({ state }) => state === 'quarantined').length,
      'files',
      count,
    );
    yield figure('unsettled', unsettled.length, 'files', count);
    yield figure('count_differences', comparison.differences.length, 'tag-days', comparison.compared);
    yield figure('alerts', alerts.length, 'alerts', count);
    yield figure('mails', await countMails(pipeline), 'mails', count);
    for (const [process, cpu] of Object.entries(cpuByProcess())) {
      yield figure(
        `cpu_ms_${process}`,
        ((cpu - (cpuBefore[process] ?? 0)) * 1000) / count,
        'ms/article',
        count,
      );
    }
    await pipeline.stop();
    if (name === 'disk') {
      progress('disk: starting again');
      const again = await start();
      const after = await compareCounts(again.endpoints.api);
      const changed = Object.keys(after.counts).filter((key) => after.counts[key] !== comparison.counts[key]);
      yield figure('changed_by_restart', changed.length, 'tag-days', after.compared);
      await again.stop();
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Puts the watches of the first start in force, so that articles also raise alerts. */
async function applyWatches({ endpoints }: Pipeline): Promise<void> {
  const client = new DynamoDBClient(localClient(endpoints, endpoints.dynamodb));
  const name = endpoints.tables['Watches'];
  if (name === undefined) throw new Error('The stack has no table Watches.');
  const drafts = readWatchesFile('watches.yaml', await readFile(WATCHES, 'utf8'));
  await putWatches({ client, name }, drafts);
  client.destroy();
}

async function countMails({ endpoints }: Pipeline): Promise<number> {
  const store: unknown = await (await fetch(`${endpoints.inbox}/store`)).json();
  return z.object({ emails: z.array(z.unknown()) }).parse(store).emails.length;
}

async function dropAll({ endpoints }: Pipeline, folder: string): ReturnType<typeof followObjects> {
  const { s3, bucket, api } = endpoints;
  const client = new S3Client({ ...localClient(endpoints, s3), forcePathStyle: true });
  const files = await findFiles([folder], '');
  const since = Date.now();
  await uploadFiles(files, client, bucket, SILENT);
  client.destroy();
  const objects = files.map(({ key }) => `${bucket}/${key}`);
  return followObjects(api, objects, { since, deadline: since + SETTLED_WITHIN_MS }, SILENT);
}

/** Counts follow within seconds; the time is that of the first comparison without a difference. */
async function untilExact(api: string, sinceMs: number): Promise<Comparison & { atMs: number }> {
  for (;;) {
    const atMs = performance.now();
    const comparison = await compareCounts(api);
    if (comparison.differences.length === 0 || atMs - sinceMs > SETTLED_WITHIN_MS)
      return { ...comparison, atMs };
    await sleep(1_000);
  }
}
