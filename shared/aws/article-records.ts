import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord, DynamoDBStreamEvent, AttributeValue as RecordValue } from 'aws-lambda';
import type { Article } from '../article/article.ts';
import { decodeArticle } from './articles.ts';
import type { Item } from './table.ts';

/** A change of an article, as a stream record tells it. */
export interface ArticleRecord {
  readonly sequenceNumber: string;
  readonly old?: Article;
  readonly now: Article;
}

/**
 * Reads the changes of articles out of a stream's batch, in its order. A record without a new image is a
 * TTL's removal and is left out: an article's deletion is an update.
 * @throws {z.ZodError} when an image is no article
 */
export function readArticleRecords(event: DynamoDBStreamEvent): readonly ArticleRecord[] {
  return event.Records.flatMap(readRecord);
}

function readRecord({ dynamodb }: DynamoDBRecord): readonly ArticleRecord[] {
  if (dynamodb?.NewImage === undefined) return [];
  if (dynamodb.SequenceNumber === undefined)
    throw new Error('A stream record came without a sequence number.');
  const now = decodeArticle(readImage(dynamodb.NewImage));
  const old = dynamodb.OldImage && decodeArticle(readImage(dynamodb.OldImage));
  return [{ sequenceNumber: dynamodb.SequenceNumber, now, ...(old !== undefined && { old }) }];
}

/** Lambda's JSON carries binary values as base64, where the SDK has bytes. */
function readImage(image: Readonly<Record<string, RecordValue>>): Item {
  return Object.fromEntries(Object.entries(image).map(([name, value]) => [name, readValue(value)]));
}

function readValue(value: RecordValue): AttributeValue {
  if (value.B !== undefined) return { B: Buffer.from(value.B, 'base64') };
  if (value.M !== undefined) return { M: readImage(value.M) };
  if (value.L !== undefined) return { L: value.L.map(readValue) };
  if (value.S !== undefined) return { S: value.S };
  if (value.N !== undefined) return { N: value.N };
  if (value.BOOL !== undefined) return { BOOL: value.BOOL };
  return { NULL: true };
}
