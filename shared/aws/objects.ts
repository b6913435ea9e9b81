import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { FileEvent } from '../article/claims.ts';
import { fromItem, type Item, type Table, toItem, updateIf } from './table.ts';

/** What an object turned out to be. */
export type ObjectState =
  | { readonly state: 'present' | 'gone' }
  | { readonly state: 'quarantined'; readonly reason: string };

/** The manifest of one object: what it held at its last event. */
export interface ObjectRecord {
  /** `bucket/key`. */
  readonly object: string;
  /** `claimed` while an event is being worked on. */
  readonly state: 'claimed' | 'present' | 'gone' | 'quarantined';
  readonly at: string;
  readonly reason?: string;
  /** Ids of its articles; while it is claimed, also of those that it may have ceased to hold. */
  readonly articles: readonly string[];
}

const recordSchema = z
  .object({
    object: z.string(),
    state: z.enum(['claimed', 'present', 'gone', 'quarantined']),
    at: z.string(),
    reason: z.string().exactOptional(),
    held: z.set(z.string()).default(new Set()),
  })
  .transform(({ held, ...record }): ObjectRecord => ({ ...record, articles: [...held].sort() }));

/**
 * Claims an object for an event, adding the ids that it now holds to those that it held.
 * @returns all ids that the object holds or may have held, or undefined when a newer event came first
 */
export async function claimObject(
  table: Table,
  event: FileEvent,
  ids: ReadonlySet<string>,
): Promise<readonly string[] | undefined> {
  const adding = ids.size === 0 ? '' : ' ADD held :ids';
  const item = await updateIf(
    table,
    { object: event.object },
    {
      UpdateExpression: `SET sequencer = :sequencer, #at = :at, #state = :claimed REMOVE reason, quarantine${adding}`,
      ConditionExpression: 'attribute_not_exists(#object) OR sequencer <= :sequencer',
      ExpressionAttributeNames: { '#object': 'object', '#at': 'at', '#state': 'state' },
      ExpressionAttributeValues: toItem({
        ':sequencer': event.sequencer,
        ':at': event.at,
        ':claimed': 'claimed',
        ...(ids.size > 0 && { ':ids': ids }),
      }),
    },
  );
  return item && decodeObject(item).articles;
}

/**
 * Settles an object once its articles are written and its old claims ended.
 * @param ended ids that it no longer holds
 * @returns false when a newer event has claimed it meanwhile
 */
export async function settleObject(
  table: Table,
  event: FileEvent,
  outcome: ObjectState,
  ended: ReadonlySet<string>,
): Promise<boolean> {
  const quarantined = outcome.state === 'quarantined';
  const deleting = ended.size === 0 ? '' : ' DELETE held :ended';
  const item = await updateIf(
    table,
    { object: event.object },
    {
      UpdateExpression: `SET #state = :state${quarantined ? ', reason = :reason, quarantine = :all' : ''}${deleting}`,
      ConditionExpression: 'sequencer = :sequencer',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: toItem({
        ':sequencer': event.sequencer,
        ':state': outcome.state,
        ...(quarantined && { ':reason': outcome.reason, ':all': 'all' }),
        ...(ended.size > 0 && { ':ended': ended }),
      }),
    },
  );
  return item !== undefined;
}

/** What is known of an object, read consistently. */
export async function readObjectRecord(table: Table, object: string): Promise<ObjectRecord | undefined> {
  const { Item: item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: toItem({ object }), ConsistentRead: true }),
  );
  return item && decodeObject(item);
}

/** Quarantined objects, latest first; `start` is the key that the page before ended with. */
export async function queryQuarantine(
  table: Table,
  page: { readonly start?: Item; readonly limit: number },
): Promise<{ readonly objects: readonly ObjectRecord[]; readonly next?: Item }> {
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: 'quarantined',
      KeyConditionExpression: 'quarantine = :all',
      ExpressionAttributeValues: toItem({ ':all': 'all' }),
      ScanIndexForward: false,
      Limit: page.limit,
      ...(page.start !== undefined && { ExclusiveStartKey: page.start }),
    }),
  );
  return {
    objects: Items.map(decodeObject),
    ...(LastEvaluatedKey !== undefined && { next: LastEvaluatedKey }),
  };
}

function decodeObject(item: Item): ObjectRecord {
  return recordSchema.parse(fromItem(item));
}
