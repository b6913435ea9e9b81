import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { readArticleRecords } from '../../shared/aws/article-records.ts';
import { wakeRecipients } from '../../shared/aws/wake-queue.ts';
import { listWatches } from '../../shared/aws/watches.ts';
import { keepFor } from '../../shared/runtime/keep-for.ts';
import { env } from './env.ts';
import { type AlertPorts, raiseAlerts } from './raise-alerts.ts';

const WATCHES_KEPT_MS = 30_000;
const HOUR_MS = 3_600_000;

const logger = new Logger();
const client = new DynamoDBClient();
const queue = { client: new SQSClient(), url: env.WAKE_QUEUE_URL };
const ports: AlertPorts = {
  alerts: { client, name: env.ALERTS_TABLE },
  readWatches: keepFor(WATCHES_KEPT_MS, () => listWatches({ client, name: env.WATCHES_TABLE })),
  wakeRecipients: (recipients) => wakeRecipients(queue, recipients, randomUUID),
  freshness: {
    publishedWithinMs: env.PUBLISHED_WITHIN_HOURS * HOUR_MS,
    arrivedWithinMs: env.ARRIVED_WITHIN_DAYS * 24 * HOUR_MS,
  },
  now: () => new Date().toISOString(),
};

/** Raises alerts after a batch of article changes; reports the record from which to try again. */
export const handler = async (
  event: DynamoDBStreamEvent,
  context: Context,
): Promise<DynamoDBBatchResponse> => {
  logger.addContext(context);
  const startedMs = performance.now();
  const { written, recipients, failed } = await raiseAlerts(readArticleRecords(event), ports);
  if (failed !== undefined) logger.error('alerts not recorded', { error: failed.cause });
  logger.info('batch of changes recorded', {
    records: event.Records.length,
    written,
    recipients,
    failedFrom: failed?.sequenceNumber,
    ms: Math.round(performance.now() - startedMs),
  });
  return { batchItemFailures: failed === undefined ? [] : [{ itemIdentifier: failed.sequenceNumber }] };
};
