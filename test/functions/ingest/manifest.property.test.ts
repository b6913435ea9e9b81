import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import * as fc from 'fast-check';
import { type IngestPorts, ingestEvent } from '../../../functions/ingest/ingest.ts';
import { projectRevisions } from '../../../functions/project/project.ts';
import type { Article } from '../../../shared/article/article.ts';
import { articleIds } from '../../../shared/article/article-id.ts';
import { readArticle } from '../../../shared/aws/articles.ts';
import type { ObjectEvent } from '../../../shared/aws/object-events.ts';
import { readObjectRecord } from '../../../shared/aws/objects.ts';
import { type Table, toItem } from '../../../shared/aws/table.ts';
import { standingRegisters } from '../../../shared/count/register.ts';
import { dynamoDbForTests, HANDLER_MS, historyOptions, timeLeft } from '../../harness/engine.ts';
import { type Burst, bursts, type Kill, runInterleaved } from '../../harness/interleaving.ts';
import { localSettings } from '../../harness/local-settings.ts';
import { readStream } from '../../harness/stream.ts';
import { makeTable, scanTable } from '../../harness/tables.ts';
import { BucketModel, orderOf, readModelFile, userAction } from './bucket-model.ts';

/**
 * What happens next in a history. In `overtake` a file changes twice, and the work on its first change is
 * overtaken after a few calls by that on its second. `ttl` works on every event so far, then takes deleted
 * articles away.
 */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('act' as const), action: userAction }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('deliver' as const),
      /** Counted from the newest. */
      events: fc.uniqueArray(fc.nat({ max: 3 }), { minLength: 1, maxLength: 3 }),
      kill: fc.option(fc.record({ call: fc.nat({ max: 9 }), after: fc.boolean() }), {
        nil: undefined,
        freq: 1,
      }),
      order: bursts,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('overtake' as const),
      actions: fc.tuple(userAction, userAction),
      calls: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('ttl' as const) }) },
);

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const history = fc.record({
  versioned: fc.boolean(),
  steps: fc.array(step, { minLength: 2, maxLength: 16 }),
  lastOrder: fc.array(fc.nat({ max: 99 }), { minLength: 16, maxLength: 16 }),
});

const MONTH_MS = 31 * 24 * 3600 * 1000;

interface World {
  readonly bucket: BucketModel;
  readonly objects: Table;
  readonly articles: Table;
  /** Events whose last delivery was worked on to its end. */
  readonly done: Set<ObjectEvent>;
  nowMs: number;
}

const engine = await dynamoDbForTests();

test('objects, articles and mentions follow the files, in whatever order, how often and how interrupted their events are worked on', async () => {
  await fc.assert(
    fc.asyncProperty(history, async ({ versioned, steps, lastOrder }) => {
      const world = await makeWorld(versioned);
      for (const next of steps) {
        await take(next, world);
        if (isQuiet(world)) await assertTables(world);
      }
      const undone = world.bucket.events.filter((event) => !world.done.has(event));
      const rank = new Map(undone.map((event, index) => [event, lastOrder[index % lastOrder.length] ?? 0]));
      for (const event of undone.toSorted((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0))) {
        await deliver(world, [event]);
      }
      await assertTables(world);
      await assertMentions(world);
    }),
    historyOptions(),
  );
});

async function take(next: Step, world: World): Promise<void> {
  switch (next.kind) {
    case 'act':
      world.bucket.act(next.action);
      break;
    case 'deliver':
      await deliver(world, chosen(world, next.events), next.order, next.kill);
      break;
    case 'overtake': {
      const [first, second] = next.actions;
      world.bucket.act(first);
      world.bucket.act({ ...second, file: first.file });
      const order = [
        { invocation: 0, calls: next.calls },
        { invocation: 1, calls: 99 },
      ];
      await deliver(world, chosen(world, [1, 0]), order);
      break;
    }
    case 'ttl':
      await passMonths(world);
  }
}

/** Whether every event so far has been worked on. */
function isQuiet({ bucket, done }: World): boolean {
  return bucket.events.every((event) => done.has(event));
}

async function assertTables(world: World): Promise<void> {
  await assertObjects(world);
  await assertArticles(world);
}

async function makeWorld(versioned: boolean): Promise<World> {
  const client = new DynamoDBClient(localSettings(engine.endpoint));
  const stream = { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } as const;
  return {
    bucket: new BucketModel(versioned),
    objects: await makeTable(client, 'objects', ['object']),
    articles: await makeTable(client, 'articles', ['id'], { StreamSpecification: stream }),
    done: new Set(),
    nowMs: 1_000,
  };
}

function chosen({ bucket }: World, picks: readonly number[]): readonly ObjectEvent[] {
  return picks.flatMap((pick) => bucket.events.at(-1 - pick) ?? []);
}

/** Works on events at once; the kill strikes the first of them. */
async function deliver(
  world: World,
  events: readonly ObjectEvent[],
  order: readonly Burst[] = [],
  kill?: Kill,
): Promise<void> {
  const invocations = events.map((event, index) => ({
    kill: index === 0 ? kill : undefined,
    run: async (client: Table['client']): Promise<void> => {
      // A message whose handler dies comes back, also when an earlier delivery of it was worked on.
      world.done.delete(event);
      await ingestEvent(event, portsOf(world, client));
      world.done.add(event);
    },
  }));
  const endings = await runInterleaved(engine.endpoint, invocations, order);
  for (const ending of endings) if (typeof ending === 'object') throw ending.failed;
}

function portsOf({ bucket, objects, articles, nowMs }: World, client: Table['client']): IngestPorts {
  return {
    fetchFile: async (file) => bucket.fetch(file),
    readObject: async (bytes) => readModelFile(bytes),
    objects: { ...objects, client },
    articles: { ...articles, client },
    texts: { client: new S3Client({ region: 'eu-central-1' }), bucket: 'no text here is long' },
    tagArticle: ({ author = '' }) => ({
      countries: [
        {
          country: orderOf(author) % 2 === 0 ? 'AZ' : 'AM',
          about: true,
          evidence: [],
        },
      ],
      topics: [],
      watches: [],
    }),
    nowMs: () => nowMs,
  };
}

async function passMonths(world: World): Promise<void> {
  for (const event of world.bucket.events) if (!world.done.has(event)) await deliver(world, [event]);
  const { client, name } = world.articles;
  for (const { id, content } of await scanTable(world.articles)) {
    if (content === undefined)
      await client.send(new DeleteItemCommand({ TableName: name, Key: toItem({ id }) }));
  }
  world.nowMs += MONTH_MS;
}

async function assertObjects({ bucket, objects }: World): Promise<void> {
  for (const expected of bucket.expectedObjects()) {
    const record = await readObjectRecord(objects, expected.object);
    assert.deepEqual(
      { object: record?.object, state: record?.state, articles: record?.articles },
      { ...expected, articles: expected.articles.map(idOf).sort() },
    );
  }
}

async function assertArticles({ bucket, articles }: World): Promise<void> {
  const alive = (await scanArticles(articles)).filter(({ content }) => content !== undefined);
  const found = alive.map(({ id, content }) => [id, content?.author]).sort();
  const expected = [...bucket.expectedArticles()].map(([url, saidBy]) => [idOf(url), saidBy]).sort();
  assert.deepEqual(found, expected);
}

/** The stream of all that was written, projected, leaves exactly the mentions of the articles. */
async function assertMentions({ articles }: World): Promise<void> {
  const tables = {
    mentions: await makeTable(articles.client, 'mentions', ['tag', 'at']),
    counts: await makeTable(articles.client, 'counts', ['tag', 'day']),
  };
  const stream = await readStream(articles, engine.endpoint);
  for (let start = 0; start < stream.length; start += 4) {
    const { failures } = await projectRevisions(stream.slice(start, start + 4), {
      tables,
      remainingMs: timeLeft(HANDLER_MS),
    });
    assert.deepEqual(failures, []);
  }
  const live = (await scanTable(tables.mentions)).filter((item) => item['live'] === true);
  const found = live.map(({ tag, at, title }) => `${tag} ${at} ${title}`).sort();
  const expected = (await scanArticles(articles))
    .flatMap(standingRegisters)
    .map(({ tag, time, article, display }) => `${tag} ${time}#${article} ${display.title}`)
    .sort();
  assert.deepEqual(found, expected);
}

async function scanArticles(articles: Table): Promise<readonly Article[]> {
  const items = await scanTable(articles);
  const read = await Promise.all(items.map((item) => readArticle(articles, String(item['id']))));
  return read.filter((article) => article !== undefined);
}

function idOf(url: string): string {
  const [id = ''] = articleIds('', [{ text: '', titleEnd: 0, lang: 'en', url }]).keys();
  return id;
}
