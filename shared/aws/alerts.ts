import { GetItemCommand, paginateQuery, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Alert } from '../alert/alert.ts';
import type { Instant } from '../article/article.ts';
import { shardOf } from '../count/shard.ts';
import { fromItem, type Item, putIfUnchanged, type Table, toItem } from './table.ts';

/** An alert as it was read, with the count of its writes, on which the next write depends. */
export interface ReadAlert {
  readonly alert: Alert;
  readonly moves: number;
}

const storedAlert = z
  .object({
    recipient: z.string(),
    alert: z.string(),
    address: z.string(),
    watch: z.string(),
    name: z.string(),
    query: z.string(),
    story: z.string(),
    articles: z.record(
      z.string(),
      z.object({
        rev: z.number(),
        matches: z.boolean(),
        raises: z.enum(['in time', 'too late']).exactOptional(),
      }),
    ),
    fired: z.string().exactOptional(),
    due: z.string().exactOptional(),
    mailed: z.object({ at: z.string(), mail: z.string() }).exactOptional(),
    expires: z.number(),
    moves: z.number(),
  })
  .transform(({ moves, watch: key, name, query, fired, ...rest }): ReadAlert => {
    const watch = { key, name, query };
    const alert = fired === undefined ? { ...rest, watch } : { ...rest, watch, fired: firedAt(fired) };
    return { alert, moves };
  });

/** The alert as it stands now, read consistently. */
export async function readAlert(
  table: Table,
  recipient: string,
  alert: string,
): Promise<ReadAlert | undefined> {
  const { Item: item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: toItem({ recipient, alert }), ConsistentRead: true }),
  );
  return item && decodeAlert(item);
}

/**
 * Writes an alert on the condition that nobody wrote it since it was read.
 * @param moves of the alert that was read, undefined where there was none
 * @returns false when another writer was faster
 */
export function writeAlert(table: Table, alert: Alert, moves: number | undefined): Promise<boolean> {
  return putIfUnchanged(table, encodeAlert(alert, (moves ?? 0) + 1), 'moves', moves);
}

/** What is due for a recipient, the longest due first, read consistently. */
export async function listDue(table: Table, recipient: string): Promise<readonly Alert[]> {
  const alerts: Alert[] = [];
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      IndexName: 'due',
      ConsistentRead: true,
      KeyConditionExpression: 'recipient = :recipient',
      ExpressionAttributeValues: toItem({ ':recipient': recipient }),
    },
  );
  for await (const page of pages) alerts.push(...(page.Items ?? []).map((item) => decodeAlert(item).alert));
  return alerts;
}

/** Marks an alert as mailed, for good. */
export async function markMailed(
  table: Table,
  alert: Pick<Alert, 'recipient' | 'alert'>,
  mailed: NonNullable<Alert['mailed']>,
): Promise<void> {
  await table.client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: toItem({ recipient: alert.recipient, alert: alert.alert }),
      UpdateExpression: 'SET mailed = if_not_exists(mailed, :mailed) REMOVE due, waiting ADD moves :one',
      ConditionExpression: 'attribute_exists(recipient)',
      ExpressionAttributeValues: toItem({ ':mailed': mailed, ':one': 1 }),
    }),
  );
}

/** Where an alert stands in the list of what a watch fired. */
export function firedPosition({ fired, story, recipient }: Alert): string {
  return `${fired ?? ''}#${story}#${recipient}`;
}

/** What a watch fired, latest first, from before `before` (a `firedPosition`) on; for one recipient if one is named. */
export async function queryFired(
  table: Table,
  watch: string,
  page: { readonly before?: string; readonly recipient?: string; readonly limit: number },
): Promise<readonly Alert[]> {
  const alerts: Alert[] = [];
  let start: Item | undefined;
  do {
    const answer = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: 'fired',
        KeyConditionExpression:
          page.before === undefined ? 'watch = :watch' : 'watch = :watch AND fired < :before',
        ...(page.recipient !== undefined && { FilterExpression: 'recipient = :recipient' }),
        ExpressionAttributeValues: toItem({
          ':watch': watch,
          ':before': page.before,
          ':recipient': page.recipient,
        }),
        ScanIndexForward: false,
        Limit: page.limit,
        ...(start !== undefined && { ExclusiveStartKey: start }),
      }),
    );
    alerts.push(...(answer.Items ?? []).map((item) => decodeAlert(item).alert));
    start = answer.LastEvaluatedKey;
  } while (start !== undefined && alerts.length < page.limit);
  return alerts.slice(0, page.limit);
}

function encodeAlert(alert: Alert, moves: number): Item {
  const { watch, fired, due, ...rest } = alert;
  return toItem({
    ...rest,
    watch: watch.key,
    name: watch.name,
    query: watch.query,
    moves,
    ...(fired !== undefined && { fired: firedPosition(alert) }),
    ...(due !== undefined && { due, waiting: String(shardOf(alert.recipient)) }),
  });
}

function decodeAlert(item: Item): ReadAlert {
  return storedAlert.parse(fromItem(item));
}

function firedAt(position: string): Instant {
  return position.slice(0, position.indexOf('#'));
}
