import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { type DynamoDbLocal, startDynamoDb } from '../../../../infra/local/engines/dynamodb-local.ts';
import type { Outcome } from '../../../../infra/local/functions/runtime-api.ts';
import {
  type Checkpoint,
  fileCheckpoint,
  memoryCheckpoint,
} from '../../../../infra/local/sources/checkpoint.ts';
import { startStreamSource } from '../../../../infra/local/sources/stream-source.ts';
import type { EventSource } from '../../../../infra/local/template/event-source.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../../../../infra/local/template/local-account.ts';
import { makeTable } from '../../../../infra/local/template/resources.ts';
import { waitUntil } from '../wait-until.ts';

interface StreamEvent {
  readonly Records: readonly {
    readonly dynamodb: {
      readonly SequenceNumber: string;
      readonly NewImage: {
        readonly id: { readonly S: string };
        readonly n: { readonly N: string };
        readonly raw: object;
      };
    };
  }[];
}
type Seen = { readonly id: string; readonly n: number; readonly sequence: string };

describe('a stream that feeds a function', () => {
  let engine: DynamoDbLocal;
  let dynamodb: DynamoDBClient;
  let streams: DynamoDBStreamsClient;

  before(async () => {
    engine = await startDynamoDb({ inMemory: true });
    const settings = { endpoint: engine.endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS };
    dynamodb = new DynamoDBClient(settings);
    streams = new DynamoDBStreamsClient(settings);
  });
  after(async () => {
    dynamodb.destroy();
    streams.destroy();
    await engine.stop();
  });

  const put = (table: string, id: string, n: number) =>
    dynamodb.send(
      new PutItemCommand({
        TableName: table,
        Item: {
          id: { S: id },
          n: { N: String(n) },
          raw: { M: { bytes: { B: new Uint8Array([1, 2, 250]) } } },
        },
      }),
    );
  const feed = (
    settings: Partial<EventSource> & { readonly table: string; readonly checkpoint?: Checkpoint },
    handle: (batch: readonly Seen[], event: StreamEvent) => readonly string[] | 'fail',
  ) => {
    const invoke = async (event: unknown): Promise<Outcome> => {
      assert.ok(isStreamEvent(event));
      const batch = event.Records.map(({ dynamodb: { NewImage, SequenceNumber } }) => ({
        id: NewImage.id.S,
        n: Number(NewImage.n.N),
        sequence: SequenceNumber,
      }));
      const failed = handle(batch, event);
      if (failed === 'fail') return { ok: false, reason: 'crash', message: 'asked to' };
      const batchItemFailures = failed.map((itemIdentifier) => ({ itemIdentifier }));
      return { ok: true, payload: JSON.stringify({ batchItemFailures }) };
    };
    const checkpoint = settings.checkpoint ?? memoryCheckpoint();
    const source = { ...mapping(settings.table), ...settings };
    return startStreamSource(source, { client: streams, checkpoint }, { invoke, report: () => {} });
  };

  test('the changes of an item arrive in their order, and bytes as base64', async () => {
    await makeTable(table('Order'), dynamodb);
    for (let n = 1; n <= 10; n += 1) for (const id of ['a', 'b', 'c']) await put('Order', id, n);
    const seen: Seen[] = [];
    let image: object | undefined;
    const source = feed({ table: 'Order', batchSize: 7 }, (batch, event) => {
      seen.push(...batch);
      image = event.Records[0]?.dynamodb.NewImage.raw;
      return [];
    });
    await waitUntil(() => seen.length >= 30, 'all changes arrive');
    await source.stop();
    for (const key of ['a', 'b', 'c']) {
      const numbers = seen.filter(({ id }) => id === key).map(({ n }) => n);
      assert.deepEqual(numbers, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    }
    assert.deepEqual(image, { M: { bytes: { B: 'AQL6' } } });
  });

  test('after a partial failure the first failed record and all behind it come again', async () => {
    await makeTable(table('Partial'), dynamodb);
    for (let n = 1; n <= 6; n += 1) await put('Partial', 'a', n);
    const batches: number[][] = [];
    const source = feed({ table: 'Partial', windowMs: 500 }, (batch) => {
      batches.push(batch.map(({ n }) => n));
      const failed = batches.length === 1 ? batch.filter(({ n }) => n === 5 || n === 3) : [];
      return failed.map(({ sequence }) => sequence);
    });
    await waitUntil(() => batches.length >= 2, 'the rest comes again');
    await source.stop();
    assert.deepEqual(batches, [
      [1, 2, 3, 4, 5, 6],
      [3, 4, 5, 6],
    ]);
  });

  test('a record that fails its whole batch is cut out by halves and given up after its retries', async () => {
    await makeTable(table('Poison'), dynamodb);
    for (let n = 1; n <= 5; n += 1) await put('Poison', 'a', n);
    const done = new Set<number>();
    const settings = { table: 'Poison', windowMs: 500, bisect: true, maxRetries: 1 };
    const source = feed(settings, (batch) => {
      if (batch.some(({ n }) => n === 3)) return 'fail';
      for (const { n } of batch) done.add(n);
      return [];
    });
    await put('Poison', 'a', 6);
    await waitUntil(() => done.has(6), 'the records behind the poison arrive');
    await source.stop();
    assert.ok(!done.has(3));
  });

  test('a restart goes on behind the last batch that was done, also with what came meanwhile', async () => {
    await makeTable(table('Restart'), dynamodb);
    const file = join(mkdtempSync(join(tmpdir(), 'tidings-checkpoint-')), 'reader.json');
    for (let n = 1; n <= 3; n += 1) await put('Restart', 'a', n);
    const first: number[] = [];
    const before = feed({ table: 'Restart', checkpoint: fileCheckpoint(file) }, (batch) => {
      first.push(...batch.map(({ n }) => n));
      return [];
    });
    await waitUntil(() => first.includes(3), 'the first reader has read all');
    await before.stop();
    for (let n = 4; n <= 5; n += 1) await put('Restart', 'a', n);
    const second: number[] = [];
    const source = feed({ table: 'Restart', checkpoint: fileCheckpoint(file) }, (batch) => {
      second.push(...batch.map(({ n }) => n));
      return [];
    });
    await waitUntil(() => second.includes(5), 'the second reader has read the rest');
    await source.stop();
    assert.deepEqual(
      [first, second],
      [
        [1, 2, 3],
        [4, 5],
      ],
    );
  });

  test('a checkpoint of a stream that is no more starts with the oldest record', async () => {
    await makeTable(table('Trimmed'), dynamodb);
    await put('Trimmed', 'a', 1);
    const checkpoint = memoryCheckpoint();
    checkpoint.write({ shardId: 'shardId-00000001000000000000-00000000', sequenceNumber: '7' });
    const seen: number[] = [];
    const source = feed({ table: 'Trimmed', checkpoint }, (batch) => {
      seen.push(...batch.map(({ n }) => n));
      return [];
    });
    await waitUntil(() => seen.length > 0, 'the oldest record arrives');
    await source.stop();
    assert.deepEqual(seen, [1]);
  });
});

function table(name: string) {
  return {
    noun: name,
    name,
    keys: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
    attributes: [{ AttributeName: 'id', AttributeType: 'S' as const }],
    globalIndexes: [],
    localIndexes: [],
    stream: 'NEW_AND_OLD_IMAGES' as const,
  };
}

function mapping(name: string): EventSource {
  return {
    functionName: 'tidings-Toy',
    from: {
      kind: 'stream',
      name,
      arn: `arn:aws:dynamodb:eu-central-1:000000000000:table/${name}/stream/local`,
    },
    batchSize: 100,
    windowMs: 0,
    partialResponses: true,
    bisect: false,
    maxRetries: -1,
    maxAgeSeconds: -1,
  };
}

function isStreamEvent(event: unknown): event is StreamEvent {
  return typeof event === 'object' && event !== null && 'Records' in event;
}
