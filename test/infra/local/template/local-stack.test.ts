import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readStack } from '../../../../infra/local/template/local-stack.ts';

const addresses = { sqs: 'http://127.0.0.1:1', api: 'http://127.0.0.1:2' };

function assembly(resources: Record<string, object>) {
  return { template: { Resources: resources }, assetFolder: (key: string) => `/assets/${key}` };
}

function at(path: string): object {
  return { 'aws:cdk:path': `Tidings/${path}/Resource` };
}

const queue = {
  Type: 'AWS::SQS::Queue',
  Metadata: at('In/DropQueue/Queue'),
  Properties: { VisibilityTimeout: 360 },
};
const handler = {
  Type: 'AWS::Lambda::Function',
  Metadata: at('Ingest/Function'),
  Properties: { Code: { S3Key: 'k.zip' }, Handler: 'index.handler', Runtime: 'nodejs24.x', Timeout: 60 },
};

describe('what a template makes on this machine', () => {
  test('names come from the construct path, and a dead-letter queue is told by its parent', () => {
    const { queues } = readStack(
      assembly({
        Q1: queue,
        Q2: { ...queue, Metadata: at('In/DropQueue/DeadLetters') },
        Q3: { ...queue, Metadata: at('Out/WakeQueue/DeadLetters'), Properties: { FifoQueue: true } },
      }),
      addresses,
    );
    assert.deepEqual(
      queues.map(({ name }) => name),
      ['tidings-DropQueue', 'tidings-DropQueue-DeadLetters', 'tidings-WakeQueue-DeadLetters.fifo'],
    );
  });

  test('a function finds queues and the API at their local addresses', () => {
    const Variables = {
      WAKE_QUEUE_URL: { Ref: 'Q1' },
      API_URL: {
        'Fn::Join': [
          '',
          [
            'https://',
            { Ref: 'Http' },
            '.execute-api.',
            { Ref: 'AWS::Region' },
            '.',
            { Ref: 'AWS::URLSuffix' },
            '/',
          ],
        ],
      },
    };
    const { functions } = readStack(
      assembly({
        Q1: queue,
        Http: { Type: 'AWS::ApiGatewayV2::Api' },
        Fn1: { ...handler, Properties: { ...handler.Properties, Environment: { Variables } } },
      }),
      addresses,
    );
    assert.equal(functions[0]?.folder, '/assets/k.zip');
    assert.equal(functions[0]?.timeoutMs, 60_000);
    assert.deepEqual(functions[0]?.environment, {
      WAKE_QUEUE_URL: 'http://127.0.0.1:1/000000000000/tidings-DropQueue',
      API_URL: 'http://127.0.0.1:2/',
    });
  });

  test('an event source keeps the settings of its mapping', () => {
    const { sources } = readStack(
      assembly({
        Articles: { Type: 'AWS::DynamoDB::GlobalTable', Metadata: at('Tables/Articles'), Properties: table },
        Fn1: handler,
        Feed: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: {
            FunctionName: { Ref: 'Fn1' },
            EventSourceArn: { 'Fn::GetAtt': ['Articles', 'StreamArn'] },
            StartingPosition: 'TRIM_HORIZON',
            MaximumBatchingWindowInSeconds: 2,
            FunctionResponseTypes: ['ReportBatchItemFailures'],
            BisectBatchOnFunctionError: true,
          },
        },
      }),
      addresses,
    );
    assert.partialDeepStrictEqual(sources, [
      {
        functionName: 'tidings-Ingest',
        from: { kind: 'stream', name: 'tidings-Articles' },
        batchSize: 100,
        windowMs: 2000,
        partialResponses: true,
        bisect: true,
        maxRetries: -1,
      },
    ]);
  });

  test('a setting of an event source that is not known is an error, not ignored', () => {
    const Properties = { FunctionName: 'f', EventSourceArn: 'arn:x:q', FilterCriteria: { Filters: [] } };
    const feed = { Type: 'AWS::Lambda::EventSourceMapping', Metadata: at('Feed'), Properties };
    assert.throws(() => readStack(assembly({ feed }), addresses), /FilterCriteria/);
  });

  test('a resource type that is not known is an error that names it', () => {
    const machine = { Type: 'AWS::StepFunctions::StateMachine' };
    assert.throws(() => readStack(assembly({ machine }), addresses), /AWS::StepFunctions::StateMachine/);
  });
});

const table = {
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
};
