import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  property,
  refersTo,
  refusesPlainHttp,
  resourcesOf,
  resourcesOfType,
  synthesize,
} from './synthesis.ts';

const template = synthesize();
const resources = resourcesOf(template);
const functions = resourcesOfType(template, 'AWS::Lambda::Function');
const queues = resourcesOfType(template, 'AWS::SQS::Queue');
const mappings = resourcesOfType(template, 'AWS::Lambda::EventSourceMapping');
const alarms = resourcesOfType(template, 'AWS::CloudWatch::Alarm');

function isDeadLetters(id: string): boolean {
  return queues.some(([, queue]) => refersTo(property(queue, 'RedrivePolicy', 'deadLetterTargetArn'), id));
}

describe('every queue', () => {
  it('has dead letters, unless it holds them', () => {
    assert.equal(queues.length, 4);
    for (const [id, queue] of queues) {
      assert.notEqual(property(queue, 'RedrivePolicy') === undefined, !isDeadLetters(id), id);
    }
  });

  it('keeps dead letters for 14 days, and longer than the queue that they come from', () => {
    for (const [id, queue] of queues) {
      const days = Number(property(queue, 'MessageRetentionPeriod')) / 86_400;
      assert.ok(isDeadLetters(id) ? days === 14 : days < 14, id);
    }
  });

  it('hides a message for six time-outs of its reader', () => {
    for (const [id, queue] of queues.filter(([name]) => !isDeadLetters(name))) {
      const mapping = mappings.find(([, { Properties }]) => refersTo(Properties['EventSourceArn'], id));
      const reader = functions.find(([name]) => refersTo(mapping?.[1].Properties['FunctionName'], name));
      assert.ok(reader !== undefined, id);
      assert.ok(
        Number(property(queue, 'VisibilityTimeout')) >= 6 * Number(property(reader[1], 'Timeout')),
        id,
      );
    }
  });

  it('is encrypted and takes nothing without TLS', () => {
    for (const [id, queue] of queues) {
      assert.equal(property(queue, 'SqsManagedSseEnabled'), true, id);
      assert.ok(refusesPlainHttp(template, 'AWS::SQS::QueuePolicy', 'Queues', id), id);
    }
  });
});

describe('every function', () => {
  it('runs on Node 24 and arm64', () => {
    assert.equal(functions.length, 5);
    for (const [id, lambda] of functions) {
      assert.equal(property(lambda, 'Runtime'), 'nodejs24.x', id);
      assert.deepEqual(property(lambda, 'Architectures'), ['arm64'], id);
    }
  });

  it('logs to a group of its own that forgets', () => {
    const groups = resourcesOfType(template, 'AWS::Logs::LogGroup');
    const used = functions.map(([id, lambda]) => {
      const group = groups.find(([name]) => refersTo(property(lambda, 'LoggingConfig', 'LogGroup'), name));
      assert.equal(group?.[1].Properties['RetentionInDays'], 30, id);
      return group?.[0];
    });
    assert.equal(new Set(used).size, functions.length);
  });

  it('has a role of its own', () => {
    const roles = functions.map(([, lambda]) => JSON.stringify(property(lambda, 'Role')));
    assert.equal(new Set(roles).size, functions.length);
  });

  it('answers which records of a batch failed', () => {
    assert.equal(mappings.length, 4);
    for (const [id, mapping] of mappings) {
      assert.deepEqual(property(mapping, 'FunctionResponseTypes'), ['ReportBatchItemFailures'], id);
    }
  });

  it('has an alarm on its errors', () => {
    for (const [id] of functions) {
      const own = alarms.filter(
        ([, { Properties }]) =>
          Properties['MetricName'] === 'Errors' && refersTo(Properties['Dimensions'], id),
      );
      assert.equal(own.length, 1, id);
    }
  });
});

describe('what analysts would miss', () => {
  const stateful = Object.entries(resources).filter(([, { Type }]) =>
    ['AWS::DynamoDB::GlobalTable', 'AWS::S3::Bucket'].includes(Type),
  );

  it("survives the stack's deletion and a replacement", () => {
    assert.equal(stateful.length, 9);
    for (const [id, resource] of stateful) {
      assert.equal(resource.DeletionPolicy, 'Retain', id);
      assert.equal(resource.UpdateReplacePolicy, 'Retain', id);
    }
  });

  it('is in tables and buckets only', () => {
    const STATELESS = new Set([
      'AWS::ApiGatewayV2::Api',
      'AWS::ApiGatewayV2::Integration',
      'AWS::ApiGatewayV2::Route',
      'AWS::ApiGatewayV2::Stage',
      'AWS::CloudWatch::Alarm',
      'AWS::IAM::Policy',
      'AWS::IAM::Role',
      'AWS::Lambda::EventSourceMapping',
      'AWS::Lambda::Function',
      'AWS::Lambda::Permission',
      'AWS::Logs::LogGroup',
      'AWS::Logs::MetricFilter',
      'AWS::S3::BucketPolicy',
      'AWS::SES::ConfigurationSet',
      'AWS::SES::EmailIdentity',
      'AWS::SNS::Topic',
      'AWS::SNS::TopicPolicy',
      'AWS::SQS::Queue',
      'AWS::SQS::QueuePolicy',
    ]);
    const others = Object.entries(resources).filter(([, { Type }]) => !STATELESS.has(Type));
    assert.deepEqual(others, stateful);
  });
});

describe('every bucket', () => {
  const buckets = resourcesOfType(template, 'AWS::S3::Bucket');

  it('is private, versioned and encrypted', () => {
    assert.equal(buckets.length, 2);
    for (const [id, bucket] of buckets) {
      assert.deepEqual(
        property(bucket, 'PublicAccessBlockConfiguration'),
        {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        id,
      );
      assert.equal(property(bucket, 'VersioningConfiguration', 'Status'), 'Enabled', id);
      assert.ok(property(bucket, 'BucketEncryption') !== undefined, id);
    }
  });

  it('is read over TLS only', () => {
    for (const [id] of buckets)
      assert.ok(refusesPlainHttp(template, 'AWS::S3::BucketPolicy', 'Bucket', id), id);
  });
});

describe('the stack as a whole', () => {
  it('carries no function that CDK adds for itself', () => {
    assert.deepEqual(
      Object.values(resources).filter(({ Type }) => /^Custom::|CustomResource/.test(Type)),
      [],
    );
    for (const [id, lambda] of functions) assert.equal(property(lambda, 'Handler'), 'index.handler', id);
  });

  it('tells functions apart by the name of their folder', () => {
    const names = functions.map(([, lambda]) =>
      property(lambda, 'Environment', 'Variables', 'POWERTOOLS_SERVICE_NAME'),
    );
    assert.deepEqual(names.sort(), ['alert', 'api', 'ingest', 'mail', 'project']);
  });

  it('puts out what its users and tools need', () => {
    assert.deepEqual(Object.keys(template.findOutputs('*')).sort(), [
      'AlarmTopic',
      'AlertsTable',
      'ApiUrl',
      'ArticlesTable',
      'CountsTable',
      'DropBucket',
      'MailsTable',
      'MentionsTable',
      'ObjectsTable',
      'StoreBucket',
      'WatchesTable',
    ]);
  });
});
