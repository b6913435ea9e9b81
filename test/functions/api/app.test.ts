import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { Hono } from 'hono';
import type * as z from 'zod';
import { createApp } from '../../../functions/api/app.ts';
import { startDynamoDb } from '../../../infra/local/engines/dynamodb-local.ts';
import { judgeMatch, recordMatch } from '../../../shared/alert/alert.ts';
import { recipientId } from '../../../shared/alert/recipient-id.ts';
import { alertsAnswer } from '../../../shared/api/alerts.ts';
import { articleAnswer } from '../../../shared/api/articles.ts';
import { mentionsAnswer } from '../../../shared/api/mentions.ts';
import { objectAnswer, quarantineAnswer } from '../../../shared/api/objects.ts';
import { PROBLEM_TYPE, problemSchema } from '../../../shared/api/problem.ts';
import { trendsAnswer } from '../../../shared/api/trends.ts';
import { watchesAnswer } from '../../../shared/api/watches.ts';
import type { Article } from '../../../shared/article/article.ts';
import { writeAlert } from '../../../shared/aws/alerts.ts';
import { writeGroup } from '../../../shared/aws/mentions.ts';
import { type Table, toItem } from '../../../shared/aws/table.ts';
import { putWatches } from '../../../shared/aws/watches.ts';
import { planMoves } from '../../../shared/count/move.ts';
import { deleted, FRESHNESS, makeArticle } from '../../harness/article.ts';
import { localSettings } from '../../harness/local-settings.ts';
import { makeAlertsTable, makeTable } from '../../harness/tables.ts';

const ANN = 'ann@tidings.example';
const BOB = 'bob@tidings.example';
const ARTICLES = Array.from({ length: 5 }, (_, index) => {
  const arrived = `2026-02-1${index}T10:00:00.000Z`;
  const published = `2026-02-1${index}T09:00:00.000Z`;
  return makeArticle({
    id: `a${index}`,
    story: `s${index}`,
    arrived,
    watches: ['baku'],
    content: { published },
  });
});

let dynamo: Awaited<ReturnType<typeof startDynamoDb>>;
let client: DynamoDBClient;
let app: Hono;
const faults: Error[] = [];

before(async () => {
  dynamo = await startDynamoDb({ inMemory: true });
  client = new DynamoDBClient(localSettings(dynamo.endpoint));
  const table = (noun: string, keys: readonly [string] | readonly [string, string], global = {}) =>
    makeTable(client, noun, keys, { global });
  const [objects, articles, mentions, counts, watches, alerts] = await Promise.all([
    table('Objects', ['object'], { quarantined: ['quarantine', 'at'] }),
    table('Articles', ['id']),
    table('Mentions', ['tag', 'at'], { arrivals: ['tag', 'arrival'] }),
    table('Counts', ['tag', 'day']),
    table('Watches', ['kind', 'key']),
    makeAlertsTable(client),
  ]);
  const texts = { client: new S3Client(localSettings(dynamo.endpoint)), bucket: 'store' };
  const now = () => '2026-02-15T00:00:00.000Z';
  app = createApp({ objects, articles, mentions, counts, watches, alerts, texts, now }, (fault) => {
    faults.push(fault);
  });
  await fill({ objects, articles, mentions, counts, watches, alerts });
});
after(async () => {
  client.destroy();
  await dynamo.stop();
});

async function fill(
  tables: Record<'objects' | 'articles' | 'mentions' | 'counts' | 'watches' | 'alerts', Table>,
) {
  const { objects, articles, mentions, counts, watches, alerts } = tables;
  const put = (table: Table, item: object) =>
    client.send(new PutItemCommand({ TableName: table.name, Item: toItem(item) }));
  for (const now of ARTICLES) {
    await put(articles, now);
    for (const group of planMoves([{ now }])) {
      assert.deepEqual(await writeGroup({ mentions, counts }, group), { kind: 'written' });
    }
    await raise(alerts, now, ANN);
  }
  await raise(alerts, makeArticle({ id: 'b1', story: 'b1', watches: ['baku'] }), BOB);
  const gone = deleted(makeArticle({ id: 'gone' }), 1);
  await put(articles, gone);
  await putWatches(watches, [
    { key: 'baku', name: 'Baku', query: 'baku', recipients: [ANN, BOB] },
    { key: 'oil', name: 'Oil', query: 'oil', recipients: [ANN] },
  ]);
  const at = (day: number) => `2026-02-1${day}T10:00:00.000Z`;
  await put(objects, { object: 'drop/a b.txt', state: 'present', at: at(0), held: new Set(['a0', 'a1']) });
  for (const day of [1, 2, 3]) {
    const quarantined = { state: 'quarantined', quarantine: 'all', reason: 'It is empty.', at: at(day) };
    await put(objects, { object: `drop/bad${day}.txt`, ...quarantined });
  }
}

async function raise(alerts: Table, article: Article, address: string): Promise<void> {
  const watch = { key: 'baku', name: 'Baku', query: 'baku' };
  const to = { recipient: recipientId(address), address, watch };
  const alert = recordMatch(undefined, judgeMatch(article, 'baku', article.arrived, FRESHNESS), to);
  assert.ok(alert);
  // Revisions are instants: alerts fire in the order of arrival.
  const fired = article.arrived;
  assert.ok(await writeAlert(alerts, { ...alert, fired }, undefined));
}

async function ask<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
  const response = await app.request(path);
  const body: unknown = await response.json();
  assert.equal(response.status, 200, JSON.stringify([body, faults]));
  return schema.parse(body);
}

async function askAll<Answer extends { cursor?: string | undefined }>(
  path: string,
  schema: z.ZodType<Answer>,
): Promise<Answer[]> {
  const first = await ask(path, schema);
  if (first.cursor === undefined) return [first];
  const next = path.replace(/&cursor=.*/, '');
  return [first, ...(await askAll(`${next}&cursor=${first.cursor}`, schema))];
}

suite('trends', () => {
  test('count by day with zeros, for several tags at once', async () => {
    const path = '/trends?tag=country:AZ&tag=country:FR&from=2026-02-09&to=2026-02-11&by=day';
    const answer = await ask(path, trendsAnswer);
    assert.deepEqual(
      answer.series.map(({ tag, points }) => [tag, points.map(({ articles }) => articles)]),
      [
        ['country:AZ', [0, 1, 1]],
        ['country:FR', [0, 0, 0]],
      ],
    );
    assert.deepEqual(answer.series[0]?.total, { articles: 2, about: 2, stories: 2 });
  });

  test('count by hour, at the hour of publication', async () => {
    const path = '/trends?tag=country:AZ&from=2026-02-10T08:00:00Z&to=2026-02-10T11:00:00%2B00:00';
    const [series] = (await ask(path, trendsAnswer)).series;
    assert.deepEqual(
      series?.points.map(({ articles }) => articles),
      [0, 1, 0],
    );
  });

  test('of all add up its eight keys, over the last week by default', async () => {
    const [series] = (await ask('/trends?tag=all&by=day', trendsAnswer)).series;
    assert.equal(series?.points.length, 7);
    assert.equal(series?.total.articles, 5);
  });
});

suite('mentions', () => {
  for (const tag of ['country:AZ', 'all']) {
    test(`of ${tag} come latest arrival first, in pages`, async () => {
      const pages = await askAll(`/mentions?tag=${tag}&limit=2`, mentionsAnswer);
      assert.deepEqual(
        pages.map(({ mentions }) => mentions.map(({ article }) => article)),
        [['a4', 'a3'], ['a2', 'a1'], ['a0']],
      );
    });
  }

  test('can be bounded by arrival', async () => {
    const answer = await ask('/mentions?tag=all&from=2026-02-11&to=2026-02-12', mentionsAnswer);
    assert.deepEqual(
      answer.mentions.map(({ article }) => article),
      ['a2', 'a1'],
    );
    assert.equal(answer.cursor, undefined);
  });
});

suite('alerts', () => {
  test('of a watch come latest first, in pages, with the id of their recipient', async () => {
    const pages = await askAll('/alerts?watch=baku&limit=4', alertsAnswer);
    const alerts = pages.flatMap((page) => page.alerts);
    assert.deepEqual(
      alerts.map(({ story }) => story),
      ['s4', 's3', 's2', 's1', 's0', 'b1'],
    );
    assert.equal(alerts[0]?.recipient, recipientId(ANN));
    assert.equal(alerts[0]?.state, 'due');
    assert.equal(pages.length, 2);
  });

  test('of all watches come together when none is named', async () => {
    assert.equal((await ask('/alerts', alertsAnswer)).alerts.length, 6);
  });

  test('of a recipient are found by address, over all watches', async () => {
    const pages = await askAll(`/alerts?recipient=${BOB}&limit=1`, alertsAnswer);
    assert.deepEqual(
      pages.flatMap((page) => page.alerts.map(({ story }) => story)),
      ['b1'],
    );
  });
});

test('an article is told with its text, tags, evidence and live files', async () => {
  const article = await ask('/articles/a0', articleAnswer);
  const [evidence] = article.tags.watches[0]?.evidence ?? [];
  assert.equal(article.text.slice(evidence?.start, evidence?.end), 'Baku');
  assert.deepEqual(article.sources, ['drop/a.txt']);
  assert.equal(article.time, '2026-02-10T09:00:00.000Z');
});

test('watches are told without addresses', async () => {
  const { watches } = await ask('/watches', watchesAnswer);
  assert.deepEqual(
    watches.map(({ key }) => key),
    ['baku', 'oil'],
  );
  assert.doesNotMatch(JSON.stringify(watches), /@/);
});

test('an object tells its state and articles, also when its key has spaces', async () => {
  const answer = await ask('/objects?key=drop/a%20b.txt', objectAnswer);
  assert.deepEqual(answer.articles, ['a0', 'a1']);
});

test('quarantined objects come latest first, in pages, with their reasons', async () => {
  const pages = await askAll('/quarantine?limit=2', quarantineAnswer);
  assert.deepEqual(
    pages.flatMap(({ objects }) => objects.map(({ object, reason }) => [object, reason])),
    [
      ['drop/bad3.txt', 'It is empty.'],
      ['drop/bad2.txt', 'It is empty.'],
      ['drop/bad1.txt', 'It is empty.'],
    ],
  );
});

suite('what is asked wrongly is answered with a problem', () => {
  for (const [path, status, parameter] of [
    ['/nothing', 404, undefined],
    ['/articles/none', 404, undefined],
    ['/articles/gone', 404, undefined],
    ['/objects?key=drop/none', 404, undefined],
    ['/trends', 400, 'tag'],
    ['/trends?tag=colour:red', 400, 'tag'],
    ['/trends?tag=all&by=week', 400, 'by'],
    ['/trends?tag=all&from=yesterday', 400, 'from'],
    ['/trends?tag=all&from=2026-02-10&to=2026-02-01', 400, 'from'],
    ['/trends?tag=all&from=1990-01-01&by=hour', 400, 'from'],
    ['/trends?tag=all&until=2026-02-01', 400, 'until'],
    ['/mentions', 400, 'tag'],
    ['/objects', 400, 'key'],
    ['/mentions?tag=all&tag=country:AZ', 400, 'tag'],
    ['/mentions?tag=all&limit=0', 400, 'limit'],
    ['/mentions?tag=all&limit=ten', 400, 'limit'],
    ['/mentions?tag=all&cursor=bogus', 400, 'cursor'],
    ['/quarantine?cursor=bogus', 400, 'cursor'],
    ['/alerts?watch=Baku!', 400, 'watch'],
    ['/alerts?recipient=ann', 400, 'recipient'],
    ['/objects?key=nobucket', 400, 'key'],
  ] as const) {
    test(path, async () => {
      const response = await app.request(path);
      assert.equal(response.status, status);
      assert.equal(response.headers.get('content-type'), PROBLEM_TYPE);
      const problem = problemSchema.parse(await response.json());
      assert.equal(problem.status, status);
      assert.equal(problem.parameters?.[0]?.name, parameter);
      assert.doesNotMatch(problem.detail, /Invalid|undefined/);
    });
  }

  test('a cursor of another question', async () => {
    const { cursor = '' } = await ask('/mentions?tag=all&limit=2', mentionsAnswer);
    assert.notEqual(cursor, '');
    const response = await app.request(`/mentions?tag=country:AZ&limit=2&cursor=${cursor}`);
    assert.equal(response.status, 400);
  });
});
