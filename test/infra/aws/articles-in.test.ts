import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ArticlesIn } from '../../../infra/aws/articles-in.ts';
import { resourcesOfType } from './synthesis.ts';

function arriveIn(stackName: string): Template {
  const stack = new Stack(new App(), 'Stack', { stackName });
  new ArticlesIn(stack, 'ArticlesIn');
  return Template.fromStack(stack);
}

describe('where articles arrive', () => {
  const template = arriveIn('Tidings');

  it('tells the queue of each object that comes or goes', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      NotificationConfiguration: {
        QueueConfigurations: [{ Event: 's3:ObjectCreated:*' }, { Event: 's3:ObjectRemoved:*' }],
      },
    });
  });

  it('lets S3 send to the queue before the bucket asks for it', () => {
    const policyId = resourcesOfType(template, 'AWS::SQS::QueuePolicy').find(([, policy]) =>
      JSON.stringify(policy).includes('sqs:SendMessage'),
    )?.[0];
    const bucket = resourcesOfType(template, 'AWS::S3::Bucket')[0]?.[1];
    assert.ok(policyId !== undefined && bucket?.DependsOn.includes(policyId));
  });

  it("takes events only from this account's buckets of this stack", () => {
    const statement = (sourceArnEnd: string) => ({
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sqs:SendMessage',
            Principal: { Service: 's3.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
              ArnLike: {
                'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, sourceArnEnd]] },
              },
            },
          }),
        ]),
      },
    });
    template.hasResourceProperties('AWS::SQS::QueuePolicy', statement(':s3:::tidings-*'));
  });

  it('adds no function for the notification', () => {
    template.resourceCountIs('AWS::Lambda::Function', 0);
  });
});
