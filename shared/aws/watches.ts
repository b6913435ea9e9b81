import { DeleteItemCommand, GetItemCommand, paginateQuery } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Watch } from '../watch/watch.ts';
import type { WatchDraft } from '../watch/watches-file.ts';
import { fromItem, putIfUnchanged, type Table, toItem } from './table.ts';

const KIND = 'watch';
const PUT_ATTEMPTS = 5;

const storedWatch = z.object({
  key: z.string(),
  name: z.string(),
  query: z.string(),
  recipients: z.array(z.string()),
  version: z.int().positive(),
});

/** Writes watches into the Watches table; a watch's version rises when its query changes. */
export async function putWatches(table: Table, watches: readonly WatchDraft[]): Promise<void> {
  for (const watch of watches) await putWatch(table, watch);
}

/** Reads every watch, in the order of their keys. */
export async function listWatches(table: Table): Promise<readonly Watch[]> {
  const watches: Watch[] = [];
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      // `alert` looks a watch up that `ingest` has just matched: an older copy might not have it yet.
      ConsistentRead: true,
      KeyConditionExpression: 'kind = :kind',
      ExpressionAttributeValues: { ':kind': { S: KIND } },
    },
  );
  for await (const page of pages) {
    for (const item of page.Items ?? []) watches.push(storedWatch.parse(fromItem(item)));
  }
  return watches;
}

/** Ends a watch; what it found already stays. */
export async function removeWatch(table: Table, key: string): Promise<void> {
  await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: toItem({ kind: KIND, key }) }));
}

async function putWatch(table: Table, watch: WatchDraft): Promise<void> {
  for (let attempt = 1; attempt <= PUT_ATTEMPTS; attempt += 1) {
    const old = await getWatch(table, watch.key);
    const version = old === undefined ? 1 : old.version + (old.query === watch.query ? 0 : 1);
    const item = toItem({ kind: KIND, ...watch, version });
    if (await putIfUnchanged(table, item, 'version', old?.version)) return;
  }
  throw new Error(`Other writers were faster ${PUT_ATTEMPTS} times at the watch ${watch.key}.`);
}

async function getWatch(table: Table, key: string): Promise<Watch | undefined> {
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: toItem({ kind: KIND, key }), ConsistentRead: true }),
  );
  return Item === undefined ? undefined : storedWatch.parse(fromItem(Item));
}
