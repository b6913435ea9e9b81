import { paginateQuery } from '@aws-sdk/client-dynamodb';
import { type Counter, readCounter } from '../count/counter.ts';
import { fromItem, type Table, toItem } from './table.ts';

/** A tag's counters from one day to another, both included (`2026-02-10`), oldest first; days without one are left out. */
export async function readCounterDays(
  table: Table,
  tag: string,
  fromDay: string,
  toDay: string,
): Promise<readonly Counter[]> {
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'tag = :tag AND #day BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#day': 'day' },
      ExpressionAttributeValues: toItem({ ':tag': tag, ':from': fromDay, ':to': toDay }),
    },
  );
  const items = (await Array.fromAsync(pages)).flatMap((page) => page.Items ?? []);
  return items.map(fromItem).map(({ day, ...attributes }) => readCounter(String(day), attributes));
}
