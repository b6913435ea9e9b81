import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type Shard,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import type { Position } from './checkpoint.ts';
import { type ChangeRecord, toChangeRecord } from './stream-record.ts';

/** A record and the shard that it stands in. */
export interface StreamChange {
  readonly shardId: string;
  readonly record: ChangeRecord;
}

/** Reads a table's stream from a position on, shard after shard. */
export interface StreamReader {
  /** The next records, none when there is nothing new; a fault leaves the place where it was. */
  next(limit: number): Promise<readonly StreamChange[]>;
}

interface Place {
  readonly shardId: string;
  readonly iterator: string;
}

/**
 * Starts after `from`, or with the oldest record that the stream still has.
 * Shards are read one after the other by age, which keeps the order of every key.
 */
export function createStreamReader(
  client: DynamoDBStreamsClient,
  tableName: string,
  from: Position | undefined,
): StreamReader {
  let after = from;
  let place: Place | undefined;
  return {
    async next(limit) {
      try {
        place ??= await openPlace(client, tableName, after);
        const { Records = [], NextShardIterator } = await client.send(
          new GetRecordsCommand({ ShardIterator: place.iterator, Limit: limit }),
        );
        const { shardId } = place;
        const records = Records.flatMap((record) => toChangeRecord(record) ?? []);
        const last = records.at(-1)?.dynamodb.SequenceNumber;
        if (last !== undefined) after = { shardId, sequenceNumber: last };
        place = NextShardIterator
          ? { shardId, iterator: NextShardIterator }
          : await openYounger(client, tableName, shardId);
        return records.map((record) => ({ shardId, record }));
      } catch (error) {
        // An iterator lives for 15 minutes; the next call makes a new one from the last record that was handed out.
        place = undefined;
        if (!(error instanceof TrimmedDataAccessException)) throw error;
        after = undefined;
        return [];
      }
    },
  };
}

async function openPlace(
  client: DynamoDBStreamsClient,
  tableName: string,
  after: Position | undefined,
): Promise<Place> {
  const { arn, shards } = await describe(client, tableName);
  const same = shards.find(({ ShardId }) => ShardId === after?.shardId);
  if (after === undefined || same === undefined) return openAtStart(client, arn, shards[0]);
  const { ShardIterator } = await client.send(
    new GetShardIteratorCommand({
      StreamArn: arn,
      ShardId: after.shardId,
      ShardIteratorType: 'AFTER_SEQUENCE_NUMBER',
      SequenceNumber: after.sequenceNumber,
    }),
  );
  return toPlace(after.shardId, ShardIterator);
}

/** Undefined while the closed shard has no successor yet. */
async function openYounger(
  client: DynamoDBStreamsClient,
  tableName: string,
  closed: string,
): Promise<Place | undefined> {
  const { arn, shards } = await describe(client, tableName);
  const younger = shards[shards.findIndex(({ ShardId }) => ShardId === closed) + 1];
  return younger === undefined ? undefined : openAtStart(client, arn, younger);
}

async function openAtStart(
  client: DynamoDBStreamsClient,
  arn: string,
  shard: Shard | undefined,
): Promise<Place> {
  const shardId = shard?.ShardId;
  if (shardId === undefined) throw new Error(`The stream ${arn} has no shard.`);
  const { ShardIterator } = await client.send(
    new GetShardIteratorCommand({ StreamArn: arn, ShardId: shardId, ShardIteratorType: 'TRIM_HORIZON' }),
  );
  return toPlace(shardId, ShardIterator);
}

function toPlace(shardId: string, iterator: string | undefined): Place {
  if (iterator === undefined) throw new Error(`The stream gives no iterator for ${shardId}.`);
  return { shardId, iterator };
}

/** The stream's ARN and its shards, oldest first. */
async function describe(
  client: DynamoDBStreamsClient,
  tableName: string,
): Promise<{ arn: string; shards: readonly Shard[] }> {
  const { Streams = [] } = await client.send(new ListStreamsCommand({ TableName: tableName }));
  const arn = Streams.map(({ StreamArn = '' }) => StreamArn)
    .sort()
    .at(-1);
  if (arn === undefined) throw new Error(`The table ${tableName} has no stream.`);
  const shards: Shard[] = [];
  let last: string | undefined;
  do {
    const { StreamDescription } = await client.send(
      new DescribeStreamCommand({ StreamArn: arn, ...(last ? { ExclusiveStartShardId: last } : {}) }),
    );
    shards.push(...(StreamDescription?.Shards ?? []));
    last = StreamDescription?.LastEvaluatedShardId;
  } while (last !== undefined);
  return { arn, shards: shards.toSorted((a, b) => (a.ShardId ?? '').localeCompare(b.ShardId ?? '')) };
}
