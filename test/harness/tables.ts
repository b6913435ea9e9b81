import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import { fromItem, type Table } from '../../shared/aws/table.ts';

let made = 0;

/** Makes an empty table with string keys, under a name of its own. */
export async function makeTable(
  client: DynamoDBClient,
  noun: string,
  keys: readonly [string] | readonly [string, string],
  options: Pick<CreateTableCommandInput, 'StreamSpecification'> = {},
): Promise<Table> {
  const name = `${noun}-${process.pid}-${made++}`;
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: keys.map((key) => ({ AttributeName: key, AttributeType: 'S' })),
      KeySchema: keys.map((key, index) => ({ AttributeName: key, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
      ...options,
    }),
  );
  return { client, name };
}

/** Everything that a table holds. */
export async function scanTable(table: Table): Promise<readonly Record<string, unknown>[]> {
  const pages = paginateScan({ client: table.client }, { TableName: table.name, ConsistentRead: true });
  return (await Array.fromAsync(pages)).flatMap((page) => page.Items ?? []).map(fromItem);
}
