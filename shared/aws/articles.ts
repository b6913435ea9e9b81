import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import type { Article, PackedText } from '../article/article.ts';
import { tagsSchema } from '../tagging/tags.ts';
import { fromItem, type Item, putIfUnchanged, type Table, toItem } from './table.ts';

/** Where long article texts are kept. */
export interface TextStore {
  readonly client: S3Client;
  readonly bucket: string;
}

/** Longer packed texts go to the store bucket: an item ends at 400 KB, and its stream record holds two images. */
const MAX_PACKED_BYTES = 100_000;

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

const contentSchema = z.object({
  title: z.string(),
  titleEnd: z.number(),
  digest: z.string(),
  lang: z.string(),
  published: z.string().exactOptional(),
  url: z.string().exactOptional(),
  outlet: z.string().exactOptional(),
  author: z.string().exactOptional(),
  entryId: z.string().exactOptional(),
  tags: tagsSchema,
});

const articleSchema = z.object({
  id: z.string(),
  rev: z.number(),
  change: z.enum(['arrival', 'correction', 'retagging', 'upkeep', 'deletion']),
  arrived: z.string(),
  story: z.string(),
  opens: z.boolean(),
  sources: z.record(z.string(), z.object({ sequencer: z.string(), at: z.string(), live: z.boolean() })),
  readFrom: z.string().exactOptional(),
  content: contentSchema.exactOptional(),
  text: z
    .union([z.object({ zstd: z.instanceof(Uint8Array) }), z.object({ storeKey: z.string() })])
    .exactOptional(),
  expires: z.number().exactOptional(),
});

/**
 * Reads an article from its item, or from an image of it in a stream record.
 * @throws {z.ZodError} when the item is no article
 */
export function decodeArticle(item: Item): Article {
  return articleSchema.parse(fromItem(item));
}

/** The article as it stands now, read consistently. */
export async function readArticle(table: Table, id: string): Promise<Article | undefined> {
  const { Item: item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: toItem({ id }), ConsistentRead: true }),
  );
  return item && decodeArticle(item);
}

/**
 * Writes an article on the condition that it still is what it was worked out from.
 * @param oldRev the revision it replaces, undefined where there was none
 * @returns false when another writer was faster
 */
export function writeArticle(table: Table, article: Article, oldRev: number | undefined): Promise<boolean> {
  return putIfUnchanged(table, toItem(article), 'rev', oldRev);
}

/** Compresses a text, and puts it into the store bucket when it is long. */
export async function packText(store: TextStore, text: string): Promise<PackedText> {
  const zstd = await compress(text);
  if (zstd.byteLength <= MAX_PACKED_BYTES) return { zstd };
  const storeKey = `texts/${createHash('sha256').update(text).digest('hex')}`;
  await store.client.send(new PutObjectCommand({ Bucket: store.bucket, Key: storeKey, Body: zstd }));
  return { storeKey };
}

/** The text that was packed. */
export async function unpackText(store: TextStore, packed: PackedText): Promise<string> {
  const zstd = 'zstd' in packed ? packed.zstd : await fetchPacked(store, packed.storeKey);
  return (await decompress(zstd)).toString('utf8');
}

async function fetchPacked(store: TextStore, storeKey: string): Promise<Uint8Array> {
  const { Body } = await store.client.send(new GetObjectCommand({ Bucket: store.bucket, Key: storeKey }));
  if (Body === undefined) throw new Error(`S3 answered without a body for ${storeKey}`);
  return Body.transformToByteArray();
}
