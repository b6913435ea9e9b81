import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { property, resourcesOfType, statementsOf, synthesize } from './synthesis.ts';

/** Everything that a function may do, as `ACTION RESOURCE`. A line too many is as wrong as one too few. */
const RIGHTS: Readonly<Record<string, readonly string[]>> = {
  IngestRole: [
    'dynamodb:GetItem TablesArticles',
    'dynamodb:PutItem TablesArticles',
    'dynamodb:Query TablesWatches',
    'dynamodb:UpdateItem TablesObjects',
    'logs:CreateLogStream IngestLogs',
    'logs:PutLogEvents IngestLogs',
    's3:GetObject ArticlesInDrop/*',
    's3:GetObjectVersion ArticlesInDrop/*',
    's3:ListBucket ArticlesInDrop',
    's3:PutObject Store/texts/*',
    'sqs:DeleteMessage ArticlesInDropQueue',
    'sqs:GetQueueAttributes ArticlesInDropQueue',
    'sqs:ReceiveMessage ArticlesInDropQueue',
  ],
  CountingProjectRole: [
    'dynamodb:DescribeStream TablesArticles.StreamArn',
    'dynamodb:GetRecords TablesArticles.StreamArn',
    'dynamodb:GetShardIterator TablesArticles.StreamArn',
    'dynamodb:ListStreams TablesArticles/stream/*',
    'dynamodb:PutItem TablesMentions',
    'dynamodb:UpdateItem TablesCounts',
    'logs:CreateLogStream CountingProjectLogs',
    'logs:PutLogEvents CountingProjectLogs',
    's3:ListBucket Store',
    's3:PutObject Store/aws/lambda/*',
  ],
  AlertingAlertRole: [
    'dynamodb:DescribeStream TablesArticles.StreamArn',
    'dynamodb:GetItem TablesAlerts',
    'dynamodb:GetRecords TablesArticles.StreamArn',
    'dynamodb:GetShardIterator TablesArticles.StreamArn',
    'dynamodb:ListStreams TablesArticles/stream/*',
    'dynamodb:PutItem TablesAlerts',
    'dynamodb:Query TablesWatches',
    'logs:CreateLogStream AlertingAlertLogs',
    'logs:PutLogEvents AlertingAlertLogs',
    's3:ListBucket Store',
    's3:PutObject Store/aws/lambda/*',
    'sqs:SendMessage AlertingWakeQueue',
  ],
  MailingMailRole: [
    'dynamodb:GetItem TablesArticles',
    'dynamodb:Query TablesAlerts/index/due',
    'dynamodb:UpdateItem TablesAlerts',
    'dynamodb:UpdateItem TablesMails',
    'logs:CreateLogStream MailingMailLogs',
    'logs:PutLogEvents MailingMailLogs',
    's3:GetObject Store/texts/*',
    'ses:SendEmail arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:configuration-set/MailOutRules',
    'ses:SendEmail arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:identity/MailOutSender',
    'sqs:DeleteMessage AlertingWakeQueue',
    'sqs:GetQueueAttributes AlertingWakeQueue',
    'sqs:ReceiveMessage AlertingWakeQueue',
    'sqs:SendMessage AlertingWakeQueue',
  ],
  ReadApiRole: [
    'dynamodb:GetItem TablesArticles',
    'dynamodb:GetItem TablesObjects',
    'dynamodb:Query TablesAlerts/index/fired',
    'dynamodb:Query TablesCounts',
    'dynamodb:Query TablesMentions/index/arrivals',
    'dynamodb:Query TablesObjects/index/quarantined',
    'dynamodb:Query TablesWatches',
    'logs:CreateLogStream ReadApiLogs',
    'logs:PutLogEvents ReadApiLogs',
    's3:GetObject Store/texts/*',
  ],
};

const template = synthesize();

const granted = Object.groupBy(
  statementsOf(template).flatMap(([policyId, { Action, Resource }]) =>
    Action.flatMap((action) => Resource.map((resource) => ({ policyId, right: `${action} ${resource}` }))),
  ),
  ({ policyId }) => policyId.replace(/DefaultPolicy[0-9A-F]{8}$/, ''),
);

describe('the rights of a function', () => {
  for (const [role, rights] of Object.entries(RIGHTS)) {
    it(`are these and no others: ${role}`, () => {
      assert.deepEqual(granted[role]?.map(({ right }) => right).sort(), rights);
    });
  }

  it('are listed here for every role', () => {
    const roles = Object.keys(granted).filter((name) => name.endsWith('Role'));
    assert.deepEqual(roles.sort(), Object.keys(RIGHTS).sort());
  });
});

describe('every policy of the stack', () => {
  /** Resources that may be `*`, each with the reason why nothing narrower exists. */
  const ANY_RESOURCE: Readonly<Record<string, string>> = {};

  it('allows named actions only', () => {
    for (const [id, { Effect, Action }] of statementsOf(template)) {
      if (Effect === 'Allow')
        assert.deepEqual(
          Action.filter((action) => action.includes('*')),
          [],
          id,
        );
    }
  });

  it('names the resources that it is about', () => {
    for (const [id, { Effect, Action, Resource }] of statementsOf(template)) {
      const excused = Action.every((action) => action in ANY_RESOURCE);
      if (Effect === 'Allow' && !excused) assert.ok(!Resource.includes('*'), id);
    }
  });

  it('is written here, none is managed by AWS', () => {
    for (const [id, role] of resourcesOfType(template, 'AWS::IAM::Role')) {
      assert.equal(property(role, 'ManagedPolicyArns'), undefined, id);
    }
  });
});
