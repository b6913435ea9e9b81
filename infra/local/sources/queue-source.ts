import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { EventSource } from '../template/event-source.ts';
import { readBatchResponse } from './batch-response.ts';
import { type SqsRecord, toSqsRecord } from './queue-record.ts';
import type { Feeding, Source } from './source.ts';

/** Lambda polls a queue with several readers; two are enough for the two processes of a function. */
const READERS = 2;

/** Short, so that a stop never leaves a waiting request that swallows messages. */
const POLL_SECONDS = 1;
const SQS_MAX_RECEIVE = 10;
const PAUSE_AFTER_FAULT_MS = 1000;

/**
 * Feeds a function from a queue as Lambda does: what succeeded is deleted, what failed comes back when its visibility
 * timeout is over, and goes to the dead letters by the queue's own redrive policy.
 */
export function startQueueSource(
  source: EventSource,
  queue: { readonly client: SQSClient; readonly url: string },
  feeding: Feeding,
): Source {
  let running = true;
  const read = async () => {
    while (running) {
      try {
        const messages = await gather(source, queue, () => running);
        if (messages.length > 0) await feed(source, queue, messages, feeding);
      } catch (error) {
        // The messages come back by themselves, so that a fault of the engine only costs time.
        feeding.report(`${source.from.name}: ${String(error)}`);
        await sleep(PAUSE_AFTER_FAULT_MS);
      }
    }
  };
  const readers = Array.from({ length: Math.min(READERS, source.maxConcurrency ?? READERS) }, read);
  return {
    async stop() {
      running = false;
      await Promise.all(readers);
    },
  };
}

/** Receives until the batch is full or, counted from the first message, its window is over. */
async function gather(
  { batchSize, windowMs }: EventSource,
  { client, url }: { readonly client: SQSClient; readonly url: string },
  running: () => boolean,
): Promise<readonly SqsRecord[]> {
  const records = new Map<string, SqsRecord>();
  let endsAt: number | undefined;
  do {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: Math.min(SQS_MAX_RECEIVE, batchSize - records.size),
        WaitTimeSeconds: POLL_SECONDS,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    );
    for (const message of Messages) keep(records, message);
    if (records.size > 0) endsAt ??= Date.now() + windowMs;
  } while (running() && records.size < batchSize && endsAt !== undefined && Date.now() < endsAt);
  return [...records.values()];
}

function keep(records: Map<string, SqsRecord>, message: Message): void {
  const record = toSqsRecord(message);
  if (record !== undefined) records.set(record.messageId, record);
}

async function feed(
  source: EventSource,
  queue: { readonly client: SQSClient; readonly url: string },
  records: readonly SqsRecord[],
  feeding: Feeding,
): Promise<void> {
  const Records = records.map((record) => ({ ...record, eventSourceARN: source.from.arn }));
  const ids = new Set(records.map(({ messageId }) => messageId));
  const result = readBatchResponse(await feeding.invoke({ Records }), ids, source.partialResponses);
  if ('allFailed' in result) {
    feeding.report(`${source.functionName} failed on ${records.length} messages: ${result.allFailed}`);
    return;
  }
  if (result.failedIds.size > 0) {
    feeding.report(
      `${source.functionName} failed on ${result.failedIds.size} of ${records.length} messages; they come back.`,
    );
  }
  const done = records.filter(({ messageId }) => !result.failedIds.has(messageId));
  for (let start = 0; start < done.length; start += SQS_MAX_RECEIVE) {
    const Entries = done
      .slice(start, start + SQS_MAX_RECEIVE)
      .map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle }));
    await queue.client.send(new DeleteMessageBatchCommand({ QueueUrl: queue.url, Entries }));
  }
}
