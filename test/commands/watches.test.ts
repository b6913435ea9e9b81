import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDynamoDb } from '../../infra/local/engines/dynamodb-local.ts';
import type { Table } from '../../shared/aws/table.ts';
import { listWatches } from '../../shared/aws/watches.ts';
import { localSettings } from '../harness/local-settings.ts';
import { makeTable } from '../harness/tables.ts';

const WATCHES = fileURLToPath(import.meta.resolve('../../commands/watches.ts'));

let folder: string;
let dynamo: Awaited<ReturnType<typeof startDynamoDb>>;
let client: DynamoDBClient;
let table: Table;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidings-watches-'));
  dynamo = await startDynamoDb({ inMemory: true });
  client = new DynamoDBClient(localSettings(dynamo.endpoint));
  table = await makeTable(client, 'Watches', ['kind', 'key']);
  const endpoints = {
    s3: 'http://127.0.0.1:1',
    bucket: 'drop',
    api: 'http://127.0.0.1:1',
    region: 'eu-central-1',
  };
  const keys = { accessKeyId: 'test', secretAccessKey: 'test' };
  const place = { dynamodb: dynamo.endpoint, tables: { Watches: table.name } };
  await writeFile(join(folder, 'endpoints.json'), JSON.stringify({ ...endpoints, ...keys, ...place }));
});
after(async () => {
  client.destroy();
  await dynamo.stop();
  await rm(folder, { recursive: true });
});

async function write(watches: Record<string, string>): Promise<string> {
  const file = join(folder, 'watches.yaml');
  const entries = Object.entries(watches).map(
    ([key, query]) => `  - { key: ${key}, name: ${key}, query: ${JSON.stringify(query)}, recipients: [] }\n`,
  );
  await writeFile(file, `watches:\n${entries.join('')}`);
  return file;
}

function run(...args: string[]): Promise<{ failed: boolean; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [WATCHES, ...args, '--dir', folder], (error, out, err) => {
      resolve({ failed: error !== null, out, err });
    });
  });
}

const stored = async () => (await listWatches(table)).map(({ key, version }) => `${key}@${version}`);

suite('npm run watches', () => {
  test('lint tells the line and place of each fault, and writes nothing', async () => {
    const file = await write({ baku: 'baku oil', oil: 'oil' });
    const { failed, err } = await run('lint', file);
    assert.ok(failed);
    assert.match(err, /watches\.yaml:2: baku, query, character 1: Between “baku” and “oil”/);
  });

  test('apply puts a file in force; a version rises only when its query changes', async () => {
    assert.equal((await run('apply', await write({ baku: 'baku', oil: 'oil' }))).failed, false);
    assert.deepEqual(await stored(), ['baku@1', 'oil@1']);
    await run('apply', await write({ baku: 'baku OR bakı', oil: 'oil' }));
    assert.deepEqual(await stored(), ['baku@2', 'oil@1']);
  });

  test('apply says which watches the file does not name, and ends them only with --prune', async () => {
    const file = await write({ baku: 'baku OR bakı' });
    assert.match((await run('apply', file)).out, /still in force: oil/);
    assert.deepEqual(await stored(), ['baku@2', 'oil@1']);
    assert.match((await run('apply', file, '--prune')).out, /Ended: oil/);
    assert.deepEqual(await stored(), ['baku@2']);
  });
});
