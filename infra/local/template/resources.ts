import {
  CreateTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { BucketAlreadyOwnedByYou, CreateBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { LocalStack } from './local-stack.ts';
import { queueUrl } from './references.ts';
import type { BucketSpec, QueueSpec } from './storage-spec.ts';
import type { TableSpec } from './table-spec.ts';

/** Makes the stack's tables, queues and buckets; those that are there already stay, with their data. */
export async function makeResources(
  stack: Pick<LocalStack, 'tables' | 'queues' | 'buckets'>,
  clients: { readonly dynamodb: DynamoDBClient; readonly s3: S3Client; readonly sqs: SQSClient },
  sqsEndpoint: string,
): Promise<void> {
  await Promise.all([
    ...stack.tables.map((table) => makeTable(table, clients.dynamodb)),
    ...stack.buckets.map((bucket) => makeBucket(bucket, clients.s3)),
    makeQueues(stack.queues, clients.sqs, sqsEndpoint),
  ]);
}

export async function makeTable(table: TableSpec, client: DynamoDBClient): Promise<void> {
  try {
    await client.send(
      new CreateTableCommand({
        TableName: table.name,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [...table.keys],
        AttributeDefinitions: [...table.attributes],
        ...(table.globalIndexes.length > 0 ? { GlobalSecondaryIndexes: [...table.globalIndexes] } : {}),
        ...(table.localIndexes.length > 0 ? { LocalSecondaryIndexes: [...table.localIndexes] } : {}),
        ...(table.stream
          ? { StreamSpecification: { StreamEnabled: true, StreamViewType: table.stream } }
          : {}),
      }),
    );
  } catch (error) {
    if (error instanceof ResourceInUseException) return;
    throw error;
  }
  if (table.expires !== undefined) {
    const TimeToLiveSpecification = { Enabled: true, AttributeName: table.expires };
    await client.send(new UpdateTimeToLiveCommand({ TableName: table.name, TimeToLiveSpecification }));
  }
}

async function makeBucket({ name }: BucketSpec, client: S3Client): Promise<void> {
  try {
    await client.send(new CreateBucketCommand({ Bucket: name }));
  } catch (error) {
    if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
  }
}

/** Dead-letter queues first: the others name them. */
async function makeQueues(queues: readonly QueueSpec[], client: SQSClient, endpoint: string): Promise<void> {
  const ordered = queues.toSorted((a, b) => Number(a.hasDeadLetters) - Number(b.hasDeadLetters));
  for (const { name, attributes } of ordered) {
    const { FifoQueue, ...changeable } = attributes;
    const fixed: Record<string, string> = FifoQueue === undefined ? {} : { FifoQueue };
    await client.send(new CreateQueueCommand({ QueueName: name, Attributes: fixed }));
    if (Object.keys(changeable).length > 0) {
      const QueueUrl = queueUrl(endpoint, name);
      await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: changeable }));
    }
  }
}
