import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { projectRevisions } from '../../functions/project/project.ts';
import type { CountingTables } from '../../shared/aws/mentions.ts';
import type { Revision } from '../../shared/count/move.ts';
import { standingRegisters } from '../../shared/count/register.ts';
import { dynamoDbForTests, HANDLER_MS, historyOptions, timeLeft } from '../harness/engine.ts';
import { type Burst, bursts, type Invocation, runInterleaved } from '../harness/interleaving.ts';
import { localSettings } from '../harness/local-settings.ts';
import { makeTable, scanTable } from '../harness/tables.ts';
import { histories, lastImages, streamOf } from './counting-model.ts';

/** How a part of the stream is delivered. */
interface Delivery {
  readonly kind: 'batch' | 'killed' | 'set-aside' | 'redrive' | 'twice-at-once' | 'overtaken';
  readonly size: number;
  readonly call: number;
  readonly after: boolean;
  readonly order: readonly Burst[];
}

const deliveries: fc.Arbitrary<readonly Delivery[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('batch', 'killed', 'set-aside', 'redrive', 'twice-at-once', 'overtaken'),
    size: fc.integer({ min: 1, max: 6 }),
    call: fc.nat({ max: 6 }),
    after: fc.boolean(),
    order: bursts,
  }),
  { maxLength: 14 },
);

const engine = await dynamoDbForTests();

test('counters equal live mentions at every instant, and mentions the articles, whatever is delivered how often and in which order', async () => {
  await fc.assert(
    fc.asyncProperty(histories, deliveries, async (history, plan) => {
      const stream = streamOf(history);
      const tables = await makeCountingTables();
      await deliver(stream, plan, tables);
      assert.deepEqual(await liveMentions(tables), expectedMentions(stream));
    }),
    historyOptions(),
  );
});

test('handlers that truly run at once come to the same counts', async () => {
  const stream = streamOf(
    Array.from({ length: 60 }, (_, index) => ({
      article: index % 3,
      to: {
        day: 0,
        hour: index % 2,
        countries: [{ country: index % 4 < 2 ? 'AZ' : 'AM', about: index % 3 === 0 }],
        topics: ['11000000'],
        watches: index % 5 === 0 ? ['tripp'] : [],
        outlet: 'unn.example',
        opens: true,
      },
      ms: 1,
    })),
  );
  const tables = await makeCountingTables();
  const batches = Array.from({ length: 20 }, (_, index) => stream.slice(index * 3, index * 3 + 3));
  const projections = await Promise.all(batches.map((batch) => project(batch, tables)));
  assert.deepEqual(
    projections.flatMap(({ failures }) => failures),
    [],
  );
  await assertCountersExact(tables);
  assert.deepEqual(await liveMentions(tables), expectedMentions(stream));
});

async function deliver(
  stream: readonly Revision[],
  plan: readonly Delivery[],
  tables: CountingTables,
): Promise<void> {
  let position = 0;
  let setAside: Revision[] = [];
  for (const { kind, size, call, after: afterEffect, order } of plan) {
    const batch = stream.slice(position, position + size);
    switch (kind) {
      case 'batch':
        await run(tables, order, [invoke(batch, tables)]);
        position += batch.length;
        break;
      case 'killed':
        // The stream stays where it is: the next batch is cut anew from the same record on.
        await run(tables, order, [invoke(batch, tables, { call, after: afterEffect })]);
        break;
      case 'set-aside':
        setAside.push(...batch);
        position += batch.length;
        break;
      case 'redrive': {
        const old = stream.slice(Math.max(0, position - size - call), Math.max(0, position - call));
        await run(tables, order, [invoke([...setAside, ...old], tables)]);
        setAside = [];
        break;
      }
      case 'overtaken': {
        // A batch that ran out of time goes on beside its own retry, which was cut longer.
        const retry = stream.slice(position, position + 2 * size);
        const slowFirst = [
          { invocation: 0, calls: call },
          { invocation: 1, calls: 99 },
        ];
        await run(tables, slowFirst, [invoke(batch, tables), invoke(retry, tables)]);
        position += retry.length;
        break;
      }
      case 'twice-at-once': {
        const overlap = stream.slice(Math.max(0, position - 1), position + size + 1);
        await run(tables, order, [invoke(batch, tables), invoke(overlap, tables)]);
        position += batch.length;
        break;
      }
    }
    await assertCountersExact(tables);
  }
  await run(tables, [], [invoke(stream.slice(position), tables)]);
  await run(tables, [], [invoke(setAside, tables)]);
  await assertCountersExact(tables);
}

function invoke(batch: readonly Revision[], tables: CountingTables, kill?: Invocation['kill']): Invocation {
  return {
    kill,
    run: async (client) => {
      const { mentions, counts } = tables;
      const { failures } = await project(batch, {
        mentions: { ...mentions, client },
        counts: { ...counts, client },
      });
      assert.deepEqual(failures, []);
    },
  };
}

function project(batch: readonly Revision[], tables: CountingTables): ReturnType<typeof projectRevisions> {
  return projectRevisions(batch, { tables, remainingMs: timeLeft(HANDLER_MS) });
}

async function run(
  tables: CountingTables,
  order: readonly Burst[],
  invocations: readonly Invocation[],
): Promise<void> {
  const endings = await runInterleaved(engine.endpoint, invocations, order);
  for (const ending of endings) if (typeof ending === 'object') throw ending.failed;
  await assertCountersExact(tables);
}

async function makeCountingTables(): Promise<CountingTables> {
  const client = new DynamoDBClient(localSettings(engine.endpoint));
  return {
    mentions: await makeTable(client, 'mentions', ['tag', 'at']),
    counts: await makeTable(client, 'counts', ['tag', 'day']),
  };
}

/** Counts the live registers with code of its own and compares every counter with it. */
async function assertCountersExact(tables: CountingTables): Promise<void> {
  const expected = new Map<string, number>();
  const add = (name: string): void => void expected.set(name, (expected.get(name) ?? 0) + 1);
  for (const { tag, at, live, about, opens, beside } of await scanTable(tables.mentions)) {
    if (live !== true) continue;
    const [day, hour] = [String(at).slice(0, 10), String(at).slice(11, 13)];
    for (const measure of [
      'articles',
      ...(about === true ? ['about'] : []),
      ...(opens === true ? ['stories'] : []),
    ]) {
      add(`${tag} ${day} ${measure}`);
      add(`${tag} ${day} ${measure}@${hour}`);
    }
    for (const other of Array.isArray(beside) ? beside : []) add(`${tag} beside#${day} ${other}`);
  }
  const counted = new Map<string, number>();
  for (const { tag, day, moves: _, ...attributes } of await scanTable(tables.counts)) {
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== 0) counted.set(`${tag} ${day} ${name}`, Number(value));
    }
  }
  assert.deepEqual(Object.fromEntries([...counted].sort()), Object.fromEntries([...expected].sort()));
}

async function liveMentions(tables: CountingTables): Promise<readonly object[]> {
  const items = await scanTable(tables.mentions);
  const live = items.filter((item) => item['live'] === true);
  return live
    .map(({ tag, at, about, opens, beside, title }) => ({ tag, at, about, opens, beside, title }))
    .sort(byKey);
}

function expectedMentions(stream: readonly Revision[]): readonly object[] {
  return lastImages(stream)
    .flatMap(standingRegisters)
    .map(({ tag, time, article, contribution, display }) => ({
      tag,
      at: `${time}#${article}`,
      ...contribution,
      title: display.title,
    }))
    .sort(byKey);
}

function byKey(a: { tag?: unknown; at?: unknown }, b: { tag?: unknown; at?: unknown }): number {
  return `${a.tag} ${a.at}` < `${b.tag} ${b.at}` ? -1 : 1;
}
