import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { findFiles } from '../../commands/drop/find-files.ts';
import { writeSummary } from '../../commands/drop/summary.ts';
import { startFauxqs } from '../../infra/local/engines/fauxqs.ts';
import { localSettings } from '../harness/local-settings.ts';

const DROP = fileURLToPath(import.meta.resolve('../../commands/drop.ts'));
const TAGS = {
  countries: [
    { country: 'AZ', about: true, evidence: [] },
    { country: 'AM', about: false, evidence: [] },
  ],
  topics: [],
  watches: [{ watch: 'baku', version: 1, evidence: [] }],
};
const ALERT = { watch: 'baku', name: 'Baku', recipient: 'r', story: 's', fired: '2026-02-10T10:00:00.000Z' };

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidings-drop-'));
  await mkdir(join(folder, 'news', 'deep'), { recursive: true });
  for (const path of ['news/a b.txt', 'news/deep/c.txt', 'news/.hidden', 'single.txt']) {
    await writeFile(join(folder, path), path);
  }
});
after(() => rm(folder, { recursive: true }));

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [DROP, ...args]);
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    assert.ok(error instanceof Error && 'stdout' in error && 'stderr' in error && 'code' in error);
    return { code: Number(error.code), out: String(error.stdout), err: String(error.stderr) };
  }
}

test('files are found in folders and get keys below the prefix; hidden ones are left out', async () => {
  const found = await findFiles([join(folder, 'news'), join(folder, 'single.txt')], 'today/');
  assert.deepEqual(
    found.map(({ key }) => key),
    ['today/news/a b.txt', 'today/news/deep/c.txt', 'today/single.txt'],
  );
});

test('two files that would get one key are refused', async () => {
  await writeFile(join(folder, 'news', 'single.txt'), 'another');
  const paths = [join(folder, 'single.txt'), join(folder, 'news', 'single.txt')];
  await assert.rejects(findFiles(paths, ''), /would both be single\.txt/);
  await rm(join(folder, 'news', 'single.txt'));
});

test('the summary counts what was read, quarantined, tagged and raised', () => {
  const at = '2026-02-10T10:00:00.000Z';
  const text = writeSummary({
    settled: [
      { object: 'drop/a.txt', state: 'present', at, articles: ['a1'] },
      { object: 'drop/bad.txt', state: 'quarantined', at, reason: 'It is empty.', articles: [] },
    ],
    unsettled: ['drop/late.txt'],
    articles: [{ id: 'a1', tags: TAGS }],
    alerts: [
      { ...ALERT, state: 'mailed', articles: [{ article: 'a1', matches: true }] },
      { ...ALERT, state: 'due', articles: [{ article: 'other', matches: true }] },
    ],
  });
  for (const line of [
    /^read +1 file, 1 article$/m,
    /^quarantined +1 file$/m,
    /drop\/bad\.txt: It is empty\.$/m,
    /^still open +1 file$/m,
    /^countries +AM 1; AZ 1$/m,
    /^topics +none$/m,
    /^alerts +1, 1 of them mailed$/m,
  ]) {
    assert.match(text, line);
  }
});

suite('npm run drop', () => {
  test('says what to do when Tidings does not run', async () => {
    const { code, err } = await run(join(folder, 'news'), '--dir', join(folder, 'nowhere'));
    assert.equal(code, 1);
    assert.match(err, /Start it with npm start/);
  });

  test('explains itself', async () => {
    const { code, out } = await run('--help');
    assert.equal(code, 0);
    assert.match(out, /npm run drop -- FILE/);
  });

  test('names a file that does not exist', async () => {
    const { code, err } = await run(join(folder, 'none.txt'));
    assert.equal(code, 1);
    assert.match(err, /none\.txt/);
  });

  test('uploads, waits until all is settled, and sums up', async () => {
    const engine = await startFauxqs({});
    const api = await startApi();
    const s3 = new S3Client({ ...localSettings(engine.endpoint), forcePathStyle: true });
    try {
      await s3.send(new CreateBucketCommand({ Bucket: 'drop' }));
      const endpoints = { s3: engine.endpoint, bucket: 'drop', api: api.url, region: 'eu-central-1' };
      const keys = { accessKeyId: 'test', secretAccessKey: 'test' };
      await writeFile(join(folder, 'endpoints.json'), JSON.stringify({ ...endpoints, ...keys }));
      const { code, out, err } = await run(join(folder, 'news'), '--dir', folder);
      assert.equal(code, 0, err);
      assert.match(err, /uploaded 2 of 2/);
      assert.match(out, /read +2 files, 1 article/);
      assert.match(out, /alerts +1, 1 of them mailed/);
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'drop', Key: 'news/a b.txt' }));
      assert.equal(await Body?.transformToString(), 'news/a b.txt');
    } finally {
      s3.destroy();
      api.server.close();
      await engine.stop();
    }
  });
});

/** An API that knows every object from the second question on. */
async function startApi(): Promise<{ server: Server; url: string }> {
  const asked = new Set<string>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://api.example');
    const key = url.searchParams.get('key') ?? '';
    const isNew = url.pathname === '/objects' && !asked.has(key);
    asked.add(key);
    response.writeHead(isNew ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isNew ? {} : answer(url.pathname, key)));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  return { server, url: `http://127.0.0.1:${address.port}` };
}

function answer(path: string, key: string): object {
  const now = new Date(Date.now() + 1000).toISOString();
  if (path === '/objects') return { object: key, state: 'present', at: now, articles: ['a1'] };
  if (path === '/alerts') {
    return { alerts: [{ ...ALERT, state: 'mailed', articles: [{ article: 'a1', matches: true }] }] };
  }
  const told = { id: 'a1', rev: 1, arrived: now, time: now, story: 's', opens: true, sources: [] };
  return { ...told, title: 't', titleEnd: 1, text: 't', lang: 'en', tags: TAGS };
}
