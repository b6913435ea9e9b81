import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
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
