import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context, SQSRecord } from 'aws-lambda';
import { startDynamoDb } from '../../../infra/local/engines/dynamodb-local.ts';
import { localSettings } from '../../harness/local-settings.ts';
import { makeAlertsTable } from '../../harness/tables.ts';

let dynamo: Awaited<ReturnType<typeof startDynamoDb>>;
let client: DynamoDBClient;

before(async () => {
  dynamo = await startDynamoDb({ inMemory: true });
  client = new DynamoDBClient(localSettings(dynamo.endpoint));
  const alerts = await makeAlertsTable(client);
  Object.assign(process.env, {
    ...{ ALERTS_TABLE: alerts.name, MAILS_TABLE: 'Mails', ARTICLES_TABLE: 'Articles', STORE_BUCKET: 'store' },
    ...{ MAIL_SENDER: 'tidings@tidings.example', CONFIGURATION_SET: 'tidings' },
    ...{
      WAKE_QUEUE_URL: 'https://sqs.example/wake.fifo',
      AWS_REGION: 'eu-central-1',
      AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
    },
    ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', POWERTOOLS_LOG_LEVEL: 'SILENT' },
  });
});
after(async () => {
  client.destroy();
  await dynamo.stop();
});

test('a wake-up that names nobody fails alone', async () => {
  const { handler } = await import('../../../functions/mail/handler.ts');
  const bodies = { m1: '{"recipient":"r1"}', m2: 'no JSON', m3: '{"recipient":"r1"}' };
  const records = Object.entries(bodies).map(([messageId, body]) => wakeUp(messageId, body));
  const answer = await handler({ Records: records }, context());
  assert.deepEqual(answer, { batchItemFailures: [{ itemIdentifier: 'm2' }] });
});

function wakeUp(messageId: string, body: string): SQSRecord {
  const attributes = {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: 'alert',
    ApproximateFirstReceiveTimestamp: '0',
  };
  const source = { eventSource: 'aws:sqs', eventSourceARN: 'arn', awsRegion: 'eu-central-1' };
  return { messageId, body, attributes, messageAttributes: {}, md5OfBody: '', receiptHandle: 'h', ...source };
}

function context(): Context {
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: 'mail',
    functionVersion: '1',
    invokedFunctionArn: 'arn',
    memoryLimitInMB: '256',
    awsRequestId: 'r',
    logGroupName: 'g',
    logStreamName: 's',
    getRemainingTimeInMillis: () => 60_000,
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}
