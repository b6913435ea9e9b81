import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Match } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { resourcesOfType, synthesize, withoutHash } from './synthesis.ts';

const template = synthesize();
const alarms = resourcesOfType(template, 'AWS::CloudWatch::Alarm');
const runbook = readFileSync(new URL('../../../docs/runbook.md', import.meta.url), 'utf8');
const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);

/** The impact and the heading in an alarm's description. */
function meaningOf(properties: Readonly<Record<string, unknown>>) {
  const description = z.string().parse(properties['AlarmDescription']);
  const parts = /^(?<impact>.+\.) What to do: docs\/runbook\.md, "(?<heading>.+)"\.$/.exec(
    description,
  )?.groups;
  return z.object({ impact: z.string(), heading: z.string() }).parse(parts);
}

describe('every alarm', () => {
  it('says what it means for analysts, and which heading of the runbook helps', () => {
    for (const [id, { Properties }] of alarms) {
      assert.ok(headings.includes(meaningOf(Properties).heading), id);
    }
  });

  it('is silent when nothing is measured, and speaks to the topic otherwise', () => {
    template.allResourcesProperties('AWS::CloudWatch::Alarm', {
      TreatMissingData: 'notBreaching',
      AlarmActions: [{ Ref: Match.stringLikeRegexp('^AlarmsTopic') }],
    });
  });
});

describe('the runbook', () => {
  it('has no heading that no alarm leads to', () => {
    const named = new Set(alarms.map(([, { Properties }]) => meaningOf(Properties).heading));
    assert.deepEqual(new Set(headings), named);
  });
});

describe('the alarms together', () => {
  function watched(metric: string): readonly unknown[] {
    return alarms.flatMap(([, { Properties }]) =>
      Properties['MetricName'] === metric ? [[Properties['Threshold'], Properties['Dimensions']]] : [],
    );
  }
  const about = (name: string, type: string, value: (id: string) => unknown) =>
    resourcesOfType(template, type).map(([id]) => [0, [{ Name: name, Value: value(id) }]]);

  it('ring for each dead-letter queue that is not empty', () => {
    const deadLetters = about('QueueName', 'AWS::SQS::Queue', (id) => ({ 'Fn::GetAtt': [id, 'QueueName'] }));
    assert.deepEqual(
      watched('ApproximateNumberOfMessagesVisible'),
      deadLetters.filter((queue) => JSON.stringify(queue).includes('DeadLetters')),
    );
  });

  it('ring for each reader of the articles that is over an hour behind, in milliseconds', () => {
    const readers = resourcesOfType(template, 'AWS::Lambda::Function')
      .map(([id]) => id)
      .filter((id) => ['CountingProjectFunction', 'AlertingAlertFunction'].includes(withoutHash(id)));
    assert.deepEqual(
      watched('IteratorAge'),
      readers.map((id) => [3_600_000, [{ Name: 'FunctionName', Value: { Ref: id } }]]),
    );
  });

  it('ring when a batch of article changes was given up', () => {
    assert.equal(watched('OnFailureDestinationDeliveredEventCount').length, 2);
  });

  it('ring for server errors of the API, which are no errors of its function', () => {
    assert.equal(watched('5xx').length, 1);
  });
});

describe("the alarms' topic", () => {
  it('lets CloudWatch of this account publish', () => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      },
    });
  });

  it('has a subscriber only when an address is set', () => {
    template.resourceCountIs('AWS::SNS::Subscription', 0);
    synthesize({ alarmAddress: 'duty@example.org' }).hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'duty@example.org',
    });
  });
});
