import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Match } from 'aws-cdk-lib/assertions';
import { asText, resourcesOfType, synthesize } from './synthesis.ts';

const template = synthesize();

describe('the readers of the articles', () => {
  const whole = {
    StartingPosition: 'TRIM_HORIZON',
    BatchSize: 100,
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 100,
    MaximumRecordAgeInSeconds: 12 * 3600,
    DestinationConfig: {
      OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Store'), 'Arn'] } },
    },
  };

  it('are two, as a third would be throttled, and put aside what they give up', () => {
    template.resourcePropertiesCountIs('AWS::Lambda::EventSourceMapping', whole, 2);
  });

  it('gather changes before counting for as long as the setting says, and before alerting not at all', () => {
    const windows = (settings: Readonly<Record<string, unknown>>) =>
      resourcesOfType(synthesize(settings), 'AWS::Lambda::EventSourceMapping').flatMap(
        ([, { Properties }]) =>
          'StartingPosition' in Properties
            ? [[asText(Properties['FunctionName']), Properties['MaximumBatchingWindowInSeconds']]]
            : [],
      );
    assert.deepEqual(windows({ countWindowSeconds: 25 }), [
      ['CountingProjectFunction', 25],
      ['AlertingAlertFunction', 0],
    ]);
  });
});

describe('the wake-ups', () => {
  it('keep the order of a recipient and are told apart by an id that the sender makes', () => {
    template.resourcePropertiesCountIs(
      'AWS::SQS::Queue',
      { FifoQueue: true, ContentBasedDeduplication: false },
      2,
    );
  });
});

describe('the API', () => {
  it('can only be read, and only by callers that IAM knows', () => {
    const routes = resourcesOfType(template, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => [
      Properties['RouteKey'],
      Properties['AuthorizationType'],
    ]);
    assert.deepEqual(routes, [
      ['GET /', 'AWS_IAM'],
      ['GET /{proxy+}', 'AWS_IAM'],
    ]);
  });

  it('hands its function payloads of format 2.0', () => {
    template.allResourcesProperties('AWS::ApiGatewayV2::Integration', { PayloadFormatVersion: '2.0' });
  });
});

describe('the mails', () => {
  it('come from the address in the settings', () => {
    const other = synthesize({ mailSender: 'news@example.org' });
    other.hasResourceProperties('AWS::SES::EmailIdentity', { EmailIdentity: 'news@example.org' });
    other.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ MAIL_SENDER: 'news@example.org' }) },
    });
  });

  it('stay away from addresses that bounced or complained', () => {
    template.hasResourceProperties('AWS::SES::ConfigurationSet', {
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
  });
});

describe('the functions', () => {
  const FUNCTIONS: readonly (readonly [
    name: string,
    timeoutSeconds: number,
    memoryMb: number,
    settings: string,
  ])[] = [
    ['ingest', 60, 1024, 'ARTICLES_TABLE OBJECTS_TABLE STORE_BUCKET WATCHES_TABLE'],
    ['project', 60, 512, 'COUNTS_TABLE MENTIONS_TABLE'],
    ['alert', 60, 256, 'ALERTS_TABLE WAKE_QUEUE_URL WATCHES_TABLE'],
    [
      'mail',
      60,
      256,
      'ALERTS_TABLE ARTICLES_TABLE CONFIGURATION_SET MAILS_TABLE MAIL_SENDER STORE_BUCKET WAKE_QUEUE_URL',
    ],
    [
      'api',
      15,
      512,
      'ALERTS_TABLE ARTICLES_TABLE COUNTS_TABLE MENTIONS_TABLE OBJECTS_TABLE STORE_BUCKET WATCHES_TABLE',
    ],
  ];
  for (const [name, Timeout, MemorySize, settings] of FUNCTIONS) {
    it(`know what they need and no more: ${name}`, () => {
      const own = Object.fromEntries(settings.split(' ').map((setting) => [setting, Match.anyValue()]));
      template.hasResourceProperties('AWS::Lambda::Function', {
        Timeout,
        MemorySize,
        Environment: {
          Variables: Match.objectEquals({
            POWERTOOLS_SERVICE_NAME: name,
            POWERTOOLS_LOG_LEVEL: 'INFO',
            ...own,
          }),
        },
      });
    });
  }

  it('keep their logs as long as the setting says', () => {
    synthesize({ logRetentionDays: 7 }).allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
  });

  it('read source maps when they have some', () => {
    synthesize({ sourceMaps: true }).allResourcesProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ NODE_OPTIONS: '--enable-source-maps' }) },
    });
  });
});
