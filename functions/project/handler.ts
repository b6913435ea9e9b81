import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context, DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { readArticleRecords } from '../../shared/aws/article-records.ts';
import { env } from './env.ts';
import { projectRevisions } from './project.ts';

const logger = new Logger();
const client = new DynamoDBClient();
const tables = {
  mentions: { client, name: env.MENTIONS_TABLE },
  counts: { client, name: env.COUNTS_TABLE },
};

/** Kept back to report what could not be done before Lambda ends the function. */
const REPORTING_MS = 5_000;

/** Moves mentions and counts after a batch of article changes; reports the records to be tried again. */
export const handler = async (
  event: DynamoDBStreamEvent,
  context: Context,
): Promise<DynamoDBBatchResponse> => {
  const startedMs = performance.now();
  const records = readArticleRecords(event);
  logger.addContext(context);
  const { groups, failures } = await projectRevisions(records, {
    tables,
    remainingMs: () => context.getRemainingTimeInMillis() - REPORTING_MS,
  });
  for (const { tag, articles, cause, hopeless } of failures) {
    // Trying a hopeless record again would hold up its shard for hours; the message rings an alarm instead.
    logger.error(hopeless ? 'mention given up' : 'mentions not moved', { tag, articles, error: cause });
  }
  const failed = new Set(failures.filter(({ hopeless }) => !hopeless).flatMap(({ articles }) => articles));
  logger.info('batch projected', {
    records: event.Records.length,
    groups,
    failedArticles: failed.size,
    ms: Math.round(performance.now() - startedMs),
  });
  return {
    batchItemFailures: records
      .filter(({ now }) => failed.has(now.id))
      .map(({ sequenceNumber }) => ({ itemIdentifier: sequenceNumber })),
  };
};
