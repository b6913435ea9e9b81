import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from './template/local-account.ts';

/** SDK clients of the runner itself. */
export interface Clients {
  readonly dynamodb: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  destroy(): void;
}

/** Clients for local endpoints (`http://127.0.0.1:PORT`). */
export function createClients(endpoints: {
  readonly dynamodb: string;
  readonly s3: string;
  readonly sqs: string;
}): Clients {
  const shared = { region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS };
  const dynamodb = new DynamoDBClient({ ...shared, endpoint: endpoints.dynamodb });
  const streams = new DynamoDBStreamsClient({ ...shared, endpoint: endpoints.dynamodb });
  const s3 = new S3Client({ ...shared, endpoint: endpoints.s3, forcePathStyle: true });
  const sqs = new SQSClient({ ...shared, endpoint: endpoints.sqs });
  const destroy = () => {
    for (const client of [dynamodb, streams, s3, sqs]) client.destroy();
  };
  return { dynamodb, streams, s3, sqs, destroy };
}
