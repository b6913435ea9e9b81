import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { Table } from '../../shared/aws/table.ts';

let made = 0;

type Indexes = Readonly<Record<string, readonly [string, string]>>;

/** Makes an empty Alerts table with its indexes. */
export function makeAlertsTable(client: DynamoDBClient): Promise<Table> {
  return makeIndexedTable(client, 'Alerts', ['recipient', 'alert'], {
    local: { due: ['recipient', 'due'] },
    global: { fired: ['watch', 'fired'], waiting: ['waiting', 'due'] },
  });
}

/** Makes an empty Mails table with its index. */
export function makeMailsTable(client: DynamoDBClient): Promise<Table> {
  return makeIndexedTable(client, 'Mails', ['recipient', 'mail'], {
    global: { claims: ['pending', 'claimedUntil'] },
  });
}

/** Makes an empty table with string keys and indexes that hold every attribute, under a name of its own. */
export async function makeIndexedTable(
  client: DynamoDBClient,
  noun: string,
  keys: readonly [string] | readonly [string, string],
  indexes: { readonly local?: Indexes; readonly global?: Indexes },
): Promise<Table> {
  const { local = {}, global = {} } = indexes;
  const names = new Set([...keys, ...Object.values(local).flat(), ...Object.values(global).flat()]);
  const name = `${noun}-indexed-${made++}`;
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...names].map((key) => ({ AttributeName: key, AttributeType: 'S' })),
      KeySchema: keySchema(keys),
      ...(Object.keys(local).length > 0 && { LocalSecondaryIndexes: describe(local) }),
      ...(Object.keys(global).length > 0 && { GlobalSecondaryIndexes: describe(global) }),
    }),
  );
  return { client, name };
}

function describe(indexes: Indexes) {
  return Object.entries(indexes).map(([IndexName, keys]) => ({
    IndexName,
    KeySchema: keySchema(keys),
    Projection: { ProjectionType: 'ALL' as const },
  }));
}

function keySchema(keys: readonly string[]): NonNullable<CreateTableCommandInput['KeySchema']> {
  return keys.map((key, index) => ({ AttributeName: key, KeyType: index === 0 ? 'HASH' : 'RANGE' }));
}
