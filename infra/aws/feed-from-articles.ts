import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, MetricType, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Tables } from './tables.ts';
import type { TidingsFunction } from './tidings-function.ts';

const BATCH_SIZE = 100;

/** A fault that passes within hours is waited out, while a record that can never succeed holds its shard no longer. */
const RETRIES = 100;

/** Half of the day that a stream keeps a record, so that what is given up can still be looked at in the stream. */
const MAX_AGE = Duration.hours(12);

export interface ArticleFeed {
  readonly tables: Tables;
  /** The bucket that keeps batches which were given up. */
  readonly store: Bucket;
  /** How long changes are gathered before the function is called, 0 to 300. */
  readonly windowSeconds: number;
}

/**
 * Has the function read each change of an article, up to a hundred at a time, and answer which failed. A batch that
 * is given up goes to the store whole, under `aws/lambda/`, which Lambda sets:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export function feedFromArticles(reader: TidingsFunction, feed: ArticleFeed): EventSourceMapping {
  const { tables, store } = feed;
  reader.allow(
    ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
    tables.articlesStreamArn,
  );
  // Lambda lists the table's streams, so this right is on all of them:
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/iam-policy-example-lamda-process-dynamodb-streams.html
  reader.allow(['dynamodb:ListStreams'], `${tables.articles.tableArn}/stream/*`);
  reader.allow(['s3:PutObject'], store.arnForObjects('aws/lambda/*'));
  reader.allow(['s3:ListBucket'], store.bucketArn);
  return new EventSourceMapping(reader, 'FromArticles', {
    target: reader.function,
    eventSourceArn: tables.articlesStreamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: BATCH_SIZE,
    maxBatchingWindow: Duration.seconds(feed.windowSeconds),
    reportBatchItemFailures: true,
    bisectBatchOnError: true,
    retryAttempts: RETRIES,
    maxRecordAge: MAX_AGE,
    // S3OnFailureDestination would grant reading, writing and deleting in the whole bucket.
    supportS3OnFailureDestination: true,
    onFailure: { bind: () => ({ destination: store.bucketArn }) },
    metricsConfig: { metrics: [MetricType.EVENT_COUNT] },
  });
}
