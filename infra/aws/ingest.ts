import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { ArticlesIn } from './articles-in.ts';
import { QUEUE_READER_TIMEOUT } from './dead-lettered-queue.ts';
import { feedFromQueue } from './feed-from-queue.ts';
import type { Settings } from './settings.ts';
import type { Tables } from './tables.ts';
import { TidingsFunction } from './tidings-function.ts';

export interface IngestProps {
  readonly settings: Settings;
  readonly alarms: Alarms;
  readonly articlesIn: ArticlesIn;
  readonly tables: Tables;
  readonly store: Bucket;
}

/** Reads what was dropped and writes articles. */
export class Ingest extends Construct {
  readonly ingest: TidingsFunction;

  constructor(scope: Construct, id: string, props: IngestProps) {
    super(scope, id);
    const { articlesIn, tables, store, alarms } = props;
    this.ingest = new TidingsFunction(this, 'Ingest', {
      settings: props.settings,
      name: 'ingest',
      timeoutSeconds: QUEUE_READER_TIMEOUT.toSeconds(),
      memoryMb: 1024,
      environment: {
        OBJECTS_TABLE: tables.objects.tableName,
        ARTICLES_TABLE: tables.articles.tableName,
        WATCHES_TABLE: tables.watches.tableName,
        STORE_BUCKET: store.bucketName,
      },
    });
    feedFromQueue(this.ingest, articlesIn.queue, 10);
    this.#allow(props);
    alarms.onErrors(this.ingest, {
      impact: 'New articles are not read, or late.',
      runbook: 'Articles are not read',
    });
    alarms.onDeadLetters(articlesIn.deadLetters, {
      impact: 'Some dropped files were given up: their articles are missing everywhere.',
      runbook: 'Dropped files were given up',
    });
  }

  #allow({ articlesIn, tables, store }: IngestProps): void {
    const { ingest } = this;
    ingest.allow(['s3:GetObject', 's3:GetObjectVersion'], articlesIn.bucket.arnForObjects('*'));
    // With it a missing key answers 404; without it, 403, which is no different from a missing right:
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
    ingest.allow(['s3:ListBucket'], articlesIn.bucket.bucketArn);
    ingest.allow(['s3:PutObject'], store.arnForObjects('texts/*'));
    ingest.allow(['dynamodb:UpdateItem'], tables.objects.tableArn);
    ingest.allow(['dynamodb:GetItem', 'dynamodb:PutItem'], tables.articles.tableArn);
    ingest.allow(['dynamodb:Query'], tables.watches.tableArn);
  }
}
