import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { handle } from 'hono/aws-lambda';
import { createApp } from './app.ts';
import { env } from './env.ts';

const logger = new Logger();
const client = new DynamoDBClient();
const app = createApp(
  {
    objects: { client, name: env.OBJECTS_TABLE },
    articles: { client, name: env.ARTICLES_TABLE },
    mentions: { client, name: env.MENTIONS_TABLE },
    counts: { client, name: env.COUNTS_TABLE },
    watches: { client, name: env.WATCHES_TABLE },
    alerts: { client, name: env.ALERTS_TABLE },
    texts: { client: new S3Client(), bucket: env.STORE_BUCKET },
    now: () => new Date().toISOString(),
  },
  (error) => logger.error('request failed', { error }),
);

/** Answers requests of the HTTP API (payload 2.0). */
export const handler = handle(app);
