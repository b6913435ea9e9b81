import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { askApi } from '../../commands/drop/ask-api.ts';
import { followObjects } from '../../commands/drop/follow.ts';
import type { DropOutcome } from '../../commands/drop/summary.ts';
import { localClient } from '../../commands/endpoints.ts';
import { type Pipeline, startPipeline } from '../../infra/local/pipeline.ts';
import { moveDates } from '../../infra/local/samples.ts';
import { type AlertsAnswer, alertsAnswer } from '../../shared/api/alerts.ts';
import { type ArticleAnswer, articleAnswer } from '../../shared/api/articles.ts';
import { trendsAnswer } from '../../shared/api/trends.ts';
import { type Comparison, compareCounts } from '../harness/compare-counts.ts';

const SAMPLES = new URL('../../samples/', import.meta.url);
const BROKEN = 'samples/broken-customs-talks.json';
const WITHIN_MS = 60_000;

let dir: string;
let pipeline: Pipeline;
let outcome: DropOutcome;

before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tidings-e2e-'));
  pipeline = await startPipeline({ dir, port: 0, inMemory: false, samples: true });
  const keys = (await readdir(SAMPLES)).map((name) => `samples/${name}`);
  outcome = await follow(keys);
});

after(async () => {
  await pipeline.stop();
  await rm(dir, { recursive: true, force: true });
});

describe('a first start with the samples', () => {
  it('reads every sample but the broken one, which it keeps with a reason', () => {
    assert.deepEqual(outcome.unsettled, []);
    const quarantined = outcome.settled.filter(({ state }) => state === 'quarantined');
    assert.deepEqual(
      quarantined.map(({ object }) => object),
      [`${pipeline.endpoints.bucket}/${BROKEN}`],
    );
    assert.match(quarantined[0]?.reason ?? '', /JSON/);
    const present = outcome.settled.filter(
      ({ state, articles }) => state === 'present' && articles.length === 1,
    );
    assert.equal(present.length, outcome.settled.length - 1);
  });

  it('tells the language of each article', async () => {
    const articles = await Promise.all(outcome.articles.map(({ id }) => readArticle(id)));
    const languages = new Set(articles.map((article) => article?.lang));
    assert.ok(
      languages.isSupersetOf(new Set(['en', 'uk', 'ru', 'az', 'tr', 'fr', 'de'])),
      [...languages].join(' '),
    );
  });

  it('points every tag to the words that led to it', async () => {
    for (const { id } of outcome.articles) {
      const { text, tags } = (await readArticle(id)) ?? assert.fail(`article ${id} is gone`);
      for (const { evidence } of [...tags.countries, ...tags.topics, ...tags.watches]) {
        assert.ok(evidence.length > 0);
        for (const { start, end } of evidence) assert.match(text.slice(start, end), /^\S(.*\S)?$/su);
      }
    }
  });

  it('counts exactly what stands on the articles', async () => {
    const { articles, differences } = await untilExact(outcome.articles.length);
    assert.equal(articles, outcome.articles.length);
    assert.deepEqual(differences, []);
  });

  it('sends one mail for each alert, with its watch, its title and the words that matched', async () => {
    const alerts = await untilMailed();
    const mails = await readInbox();
    assert.ok(alerts.length > 0);
    assert.equal(mails.length, alerts.length);
    const tripp = mails.filter(({ subject }) => subject.includes('TRIPP'));
    assert.ok(tripp.length > 0);
    for (const { body } of tripp) {
      assert.match(body.html ?? '', /<mark/);
      assert.match(body.text ?? '', /https?:\/\//);
    }
  });

  it('raises nothing on TRIPP for somebody called Tripp', async () => {
    const bakery = outcome.settled.find(({ object }) => object.includes('marjorie-tripp'));
    const article = await readArticle(bakery?.articles[0] ?? '');
    assert.deepEqual(
      article?.tags.watches.filter(({ watch }) => watch === 'tripp'),
      [],
    );
  });
});

describe('files that change', () => {
  const key = 'late/азербайджан 100% "new"+.json';

  it('count once under their newest text, whatever their key', async () => {
    const before = await countOf('country:AZ');
    await put(key, {
      title: 'Baku opens a new port',
      text: 'The port of Baku in Azerbaijan opened on Friday.',
    });
    await until(async () => (await countOf('country:AZ')) === before + 1);
    await put(key, {
      title: 'Yerevan opens a new park',
      text: 'The park of Yerevan in Armenia opened on Friday.',
    });
    await until(async () => (await countOf('country:AZ')) === before);
  });

  it('keep a text whole that is too long for an item, and every country in it', async () => {
    const before = await countOf('country:TR');
    const words = Array.from({ length: 60_000 }, (_, index) =>
      ((index * 2_654_435_761) % 4_294_967_291).toString(36),
    );
    const text = `${words.join(' ')} Azerbaijan ${'Armenia, Georgia and Turkey. '.repeat(5_000)}`;
    await put('long.json', { title: 'A long report', text });
    const { settled } = await follow(['long.json']);
    const article = await readArticle(settled[0]?.articles[0] ?? '');
    assert.equal(article?.text, `A long report\n\n${text.trim()}`);
    assert.ok(article?.tags.countries.some(({ country }) => country === 'TR'));
    await withS3((s3) =>
      s3.send(new DeleteObjectCommand({ Bucket: pipeline.endpoints.bucket, Key: 'long.json' })),
    );
    await until(async () => (await countOf('country:TR')) === before);
  });

  it('count no more once they are deleted', async () => {
    const before = await countOf('country:AM');
    await withS3((s3) => s3.send(new DeleteObjectCommand({ Bucket: pipeline.endpoints.bucket, Key: key })));
    await until(async () => (await countOf('country:AM')) === before - 1);
    assert.deepEqual((await untilExact(outcome.articles.length)).differences, []);
  });
});

describe('a second start', () => {
  it('finds the same counts, and mails nothing again', async () => {
    const before = await compareCounts(pipeline.endpoints.api);
    const mails = (await readInbox()).length;
    await pipeline.stop();
    pipeline = await startPipeline({ dir, port: 0, inMemory: false, samples: true });
    const now = await compareCounts(pipeline.endpoints.api);
    assert.deepEqual(now, before);
    assert.equal((await readInbox()).length, mails);
  });

  it('reads what is dropped again without counting it twice', async () => {
    const before = await compareCounts(pipeline.endpoints.api);
    const again = `samples/${(await readdir(SAMPLES)).find((name) => name.startsWith('en-tripp-first-train.'))}`;
    const body = moveDates(
      await readFile(new URL(again.slice('samples/'.length), SAMPLES), 'utf8'),
      Date.now(),
    );
    await withS3((s3) =>
      s3.send(new PutObjectCommand({ Bucket: pipeline.endpoints.bucket, Key: `again/${again}`, Body: body })),
    );
    await follow([`again/${again}`]);
    await sleep(3_000);
    assert.deepEqual((await compareCounts(pipeline.endpoints.api)).counts, before.counts);
  });
});

function follow(keys: readonly string[]): Promise<DropOutcome> {
  const { api, bucket } = pipeline.endpoints;
  const objects = keys.map((key) => `${bucket}/${key}`);
  const silent = { step: () => {}, end: () => {} };
  return followObjects(api, objects, { since: 0, deadline: Date.now() + WITHIN_MS }, silent);
}

function readArticle(id: string): Promise<ArticleAnswer | undefined> {
  return askApi(pipeline.endpoints.api, `articles/${id}`, articleAnswer);
}

async function countOf(tag: string): Promise<number> {
  const path = `trends?tag=${tag}&from=2026-01-01&to=2027-12-31&by=day`;
  const answer = await askApi(pipeline.endpoints.api, path, trendsAnswer);
  return answer?.series[0]?.total.articles ?? 0;
}

async function put(key: string, article: { readonly title: string; readonly text: string }): Promise<void> {
  const { bucket } = pipeline.endpoints;
  await withS3((s3) =>
    s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: JSON.stringify(article) })),
  );
}

async function withS3(use: (s3: S3Client) => Promise<unknown>): Promise<void> {
  const client = new S3Client(localClient(pipeline.endpoints, pipeline.endpoints.s3));
  await use(client);
  client.destroy();
}

const inboxSchema = z.object({
  emails: z.array(
    z.object({
      subject: z.string(),
      body: z.object({ html: z.string().optional(), text: z.string().optional() }),
    }),
  ),
});

async function readInbox(): Promise<z.output<typeof inboxSchema>['emails']> {
  const response = await fetch(`${pipeline.endpoints.inbox}/store`);
  return inboxSchema.parse(await response.json()).emails;
}

async function untilMailed(): Promise<AlertsAnswer['alerts']> {
  let alerts: AlertsAnswer['alerts'] = [];
  await until(async () => {
    alerts = (await askApi(pipeline.endpoints.api, 'alerts?limit=200', alertsAnswer))?.alerts ?? [];
    return alerts.every(({ state }) => state === 'mailed');
  });
  return alerts;
}

async function untilExact(articles: number): Promise<Comparison> {
  let comparison = await compareCounts(pipeline.endpoints.api);
  await until(async () => {
    comparison = await compareCounts(pipeline.endpoints.api);
    return comparison.articles === articles && comparison.differences.length === 0;
  });
  return comparison;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + WITHIN_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) assert.fail(`It did not come about within ${WITHIN_MS / 1000} s.`);
    await sleep(300);
  }
}
