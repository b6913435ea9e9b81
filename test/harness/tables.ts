import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import { fromItem, type Table } from '../../shared/aws/table.ts';

type Keys = readonly [string] | readonly [string, string];

/** Keys of indexes by name; each holds every attribute. */
type Indexes = Readonly<Record<string, readonly [string, string]>>;

interface Extras extends Pick<CreateTableCommandInput, 'StreamSpecification'> {
  readonly local?: Indexes;
  readonly global?: Indexes;
}

let made = 0;

/** Makes an empty table with string keys, under a name of its own, also among processes that share an engine. */
export async function makeTable(
  client: DynamoDBClient,
  noun: string,
  keys: Keys,
  { local = {}, global = {}, ...options }: Extras = {},
): Promise<Table> {
  const names = new Set([...keys, ...Object.values(local).flat(), ...Object.values(global).flat()]);
  const name = `${noun}-${process.pid}-${made++}`;
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...names].map((key) => ({ AttributeName: key, AttributeType: 'S' })),
      KeySchema: keySchema(keys),
      ...(Object.keys(local).length > 0 && { LocalSecondaryIndexes: describe(local) }),
      ...(Object.keys(global).length > 0 && { GlobalSecondaryIndexes: describe(global) }),
      ...options,
    }),
  );
  return { client, name };
}

/** Makes an empty Alerts table with its indexes. */
export function makeAlertsTable(client: DynamoDBClient): Promise<Table> {
  return makeTable(client, 'Alerts', ['recipient', 'alert'], {
    local: { due: ['recipient', 'due'] },
    global: { fired: ['watch', 'fired'], waiting: ['waiting', 'due'] },
  });
}

/** Makes an empty Mails table with its index. */
export function makeMailsTable(client: DynamoDBClient): Promise<Table> {
  return makeTable(client, 'Mails', ['recipient', 'mail'], {
    global: { claims: ['pending', 'claimedUntil'] },
  });
}

/** Everything that a table holds. */
export async function scanTable(table: Table): Promise<readonly Record<string, unknown>[]> {
  const pages = paginateScan({ client: table.client }, { TableName: table.name, ConsistentRead: true });
  return (await Array.fromAsync(pages)).flatMap((page) => page.Items ?? []).map(fromItem);
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
