import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

/** A table and the client that reaches it. */
export interface Table {
  readonly client: DynamoDBClient;
  readonly name: string;
}

export type Item = Record<string, AttributeValue>;

/** Writes a plain object as a DynamoDB item; absent properties are left out. */
export function toItem(plain: object): Item {
  return marshall(plain, { removeUndefinedValues: true });
}

/** Reads a DynamoDB item into a plain object whose shape the caller has still to check. */
export function fromItem(item: Item): Record<string, unknown> {
  return unmarshall(item);
}

/**
 * Puts an item on the condition that the one it replaces still is as it was read.
 * @param attribute counts the writes of the item, and stands in every item of the table
 * @param read what it was, undefined where there was no item
 * @returns false when another writer was faster
 */
export async function putIfUnchanged(
  table: Table,
  item: Item,
  attribute: string,
  read: number | undefined,
): Promise<boolean> {
  const condition =
    read === undefined
      ? { ConditionExpression: 'attribute_not_exists(#writes)' }
      : { ConditionExpression: '#writes = :read', ExpressionAttributeValues: toItem({ ':read': read }) };
  const names = { '#writes': attribute };
  const put = { TableName: table.name, Item: item, ExpressionAttributeNames: names, ...condition };
  return (await unlessRefused(() => table.client.send(new PutItemCommand(put)))) !== undefined;
}

/** Updates an item on a condition; the item as it is then, or undefined when the condition does not hold. */
export async function updateIf(
  table: Table,
  key: object,
  update: Pick<
    UpdateItemCommandInput,
    'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
  >,
): Promise<Item | undefined> {
  const input = { TableName: table.name, Key: toItem(key), ReturnValues: 'ALL_NEW', ...update } as const;
  const answer = await unlessRefused(() => table.client.send(new UpdateItemCommand(input)));
  return answer?.Attributes;
}

async function unlessRefused<Answer>(write: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
