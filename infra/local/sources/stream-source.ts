import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { EventSource } from '../template/event-source.ts';
import { readBatchResponse } from './batch-response.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Feeding, Source } from './source.ts';
import { createStreamReader, type StreamChange, type StreamReader } from './stream-reader.ts';

const POLL_MS = 200;
const RETRY_MS = { first: 200, longest: 30_000 };

/** Changes that go to the function together, in order. */
type Batch = readonly StreamChange[];

/**
 * Feeds a function from a table's stream as Lambda does with one shard: in order, a failed batch again and again from
 * its first failed record until it succeeds, has been retried too often or is too old. What is done is checkpointed;
 * a runner that is killed does the last batch once more.
 */
export function startStreamSource(
  source: EventSource,
  stream: { readonly client: DynamoDBStreamsClient; readonly checkpoint: Checkpoint },
  feeding: Feeding,
): Source {
  const stopping = new AbortController();
  const reader = createStreamReader(stream.client, source.from.name, stream.checkpoint.read());
  const run = async () => {
    while (!stopping.signal.aborted) {
      const batch = await gather(source, reader, feeding, stopping.signal);
      await feed({ source, feeding, signal: stopping.signal, ...stream }, batch, 0);
    }
  };
  const ended = run();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

/** Reads until the batch is full or, counted from the first change, its window is over; nothing when stopped. */
async function gather(
  { batchSize, windowMs, from }: EventSource,
  reader: StreamReader,
  feeding: Feeding,
  signal: AbortSignal,
): Promise<Batch> {
  const batch: StreamChange[] = [];
  let endsAt: number | undefined;
  while (!signal.aborted) {
    try {
      batch.push(...(await reader.next(batchSize - batch.length)));
      if (batch.length > 0) endsAt ??= Date.now() + windowMs;
      if (batch.length >= batchSize || (endsAt !== undefined && Date.now() >= endsAt)) return batch;
    } catch (error) {
      feeding.report(`Stream of ${from.name}: ${String(error)}`);
    }
    await pause(POLL_MS, signal);
  }
  return [];
}

interface Feed {
  readonly source: EventSource;
  readonly feeding: Feeding;
  readonly checkpoint: Checkpoint;
  readonly signal: AbortSignal;
}

async function feed(to: Feed, batch: Batch, retries: number): Promise<void> {
  const { source, feeding, signal } = to;
  let pending = batch;
  for (let attempt = retries; pending.length > 0; attempt += 1) {
    const { failedFrom, reason, whole } = await offer(to, pending);
    settle(to, pending.slice(0, failedFrom));
    pending = pending.slice(failedFrom);
    if (pending.length === 0 || signal.aborted) return;
    if (isGivenUp(source, pending, attempt)) {
      const goes = source.onFailure === undefined ? 'dropped' : `lost to ${source.onFailure}`;
      feeding.report(`${source.functionName} gave up on ${pending.length} changes, ${goes}: ${reason}`);
      settle(to, pending);
      return;
    }
    feeding.report(`${source.functionName} failed on ${pending.length} changes and tries again: ${reason}`);
    await pause(Math.min(RETRY_MS.first * 2 ** attempt, RETRY_MS.longest), signal);
    if (signal.aborted) return;
    if (whole && source.bisect && pending.length > 1) {
      const middle = Math.ceil(pending.length / 2);
      await feed(to, pending.slice(0, middle), attempt);
      if (signal.aborted) return;
      pending = pending.slice(middle);
    }
  }
}

/** Where the first failure stands, and whether the batch failed as a whole. */
async function offer(
  { source, feeding }: Feed,
  batch: Batch,
): Promise<{ failedFrom: number; reason: string; whole: boolean }> {
  const Records = batch.map(({ record }) => ({ ...record, eventSourceARN: source.from.arn }));
  const ids = batch.map(({ record }) => record.dynamodb.SequenceNumber);
  const outcome = await feeding.invoke({ Records });
  const result = readBatchResponse(outcome, new Set(ids), source.partialResponses);
  if ('allFailed' in result) return { failedFrom: 0, reason: result.allFailed, whole: true };
  const first = ids.findIndex((id) => result.failedIds.has(id));
  return {
    failedFrom: first < 0 ? batch.length : first,
    reason: 'records reported as failed',
    whole: false,
  };
}

function settle({ checkpoint }: Feed, done: Batch): void {
  const last = done.at(-1);
  if (last === undefined) return;
  checkpoint.write({ shardId: last.shardId, sequenceNumber: last.record.dynamodb.SequenceNumber });
}

function isGivenUp(source: EventSource, pending: Batch, retries: number): boolean {
  const [oldest] = pending;
  const bornSeconds = oldest?.record.dynamodb.ApproximateCreationDateTime ?? 0;
  const tooOld = source.maxAgeSeconds >= 0 && Date.now() / 1000 - bornSeconds > source.maxAgeSeconds;
  return tooOld || (source.maxRetries >= 0 && retries >= source.maxRetries);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return sleep(ms, undefined, { signal }).catch(() => {});
}
