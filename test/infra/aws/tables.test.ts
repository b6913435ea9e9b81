import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { readSettings } from '../../../infra/aws/settings.ts';
import { Tables } from '../../../infra/aws/tables.ts';
import { resourcesOfType, withoutHash } from './synthesis.ts';

function tablesWith(settings: Readonly<Record<string, unknown>> = {}): Template {
  const stack = new Stack(new App(), 'Stack');
  new Tables(stack, 'Tables', { settings: readSettings(settings) });
  return Template.fromStack(stack);
}

const keySchema = z
  .array(z.object({ AttributeName: z.string() }))
  .transform((key) => key.map(({ AttributeName }) => AttributeName).join(' '));
const indexSchema = z
  .object({
    IndexName: z.string(),
    KeySchema: keySchema,
    Projection: z.object({ ProjectionType: z.string() }),
  })
  .transform(
    ({ IndexName, KeySchema, Projection }) => `${IndexName}: ${KeySchema}, ${Projection.ProjectionType}`,
  );
const tableSchema = z.object({
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z.array(indexSchema).default([]),
  LocalSecondaryIndexes: z.array(indexSchema).default([]),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.literal(true) }).optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
});

describe('the tables', () => {
  const template = tablesWith();
  const found = resourcesOfType(template, 'AWS::DynamoDB::GlobalTable');

  it('have the keys and indexes that code and stored items depend on', () => {
    const shapes = Object.fromEntries(
      found.map(([id, { Properties }]) => {
        const table = tableSchema.parse(Properties);
        return [
          withoutHash(id).replace('Tables', ''),
          [table.KeySchema, ...table.LocalSecondaryIndexes, ...table.GlobalSecondaryIndexes],
        ];
      }),
    );
    assert.deepEqual(shapes, {
      Objects: ['object', 'quarantined: quarantine at, ALL'],
      Articles: ['id', 'story: story arrived, KEYS_ONLY'],
      Mentions: ['tag at', 'arrivals: tag arrival, ALL'],
      Counts: ['tag day'],
      Watches: ['kind key'],
      Alerts: [
        'recipient alert',
        'due: recipient due, ALL',
        'waiting: waiting due, KEYS_ONLY',
        'fired: watch fired, ALL',
      ],
      Mails: ['recipient mail', 'claims: pending claimedUntil, KEYS_ONLY'],
    });
  });

  it('expire items where items have an end, and never registers or counters', () => {
    const expiring = found
      .filter(([, { Properties }]) => tableSchema.parse(Properties).TimeToLiveSpecification !== undefined)
      .map(([id]) => withoutHash(id));
    assert.deepEqual(expiring, ['TablesArticles', 'TablesAlerts', 'TablesMails']);
  });

  it('stream the changes of articles, with both images, and of nothing else', () => {
    const streams = found.flatMap(([id, { Properties }]) => {
      const { StreamSpecification } = tableSchema.parse(Properties);
      return StreamSpecification === undefined ? [] : [[withoutHash(id), StreamSpecification.StreamViewType]];
    });
    assert.deepEqual(streams, [['TablesArticles', 'NEW_AND_OLD_IMAGES']]);
  });

  it('are paid by request, and can go back to any second', () => {
    template.allResourcesProperties('AWS::DynamoDB::GlobalTable', {
      BillingMode: 'PAY_PER_REQUEST',
      Replicas: [
        Match.objectLike({ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }),
      ],
    });
  });

  it('refuse deletion unless the setting allows it', () => {
    const protectedBy = (value: boolean) => ({
      Replicas: [Match.objectLike({ DeletionProtectionEnabled: value })],
    });
    template.allResourcesProperties('AWS::DynamoDB::GlobalTable', protectedBy(true));
    const unprotected = tablesWith({ tableDeletionProtection: false });
    unprotected.allResourcesProperties('AWS::DynamoDB::GlobalTable', protectedBy(false));
  });
});
