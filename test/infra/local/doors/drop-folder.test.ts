import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { watchDropFolder } from '../../../../infra/local/doors/drop-folder.ts';
import type { Engine } from '../../../../infra/local/engines/engine.ts';
import { startFauxqs } from '../../../../infra/local/engines/fauxqs.ts';
import type { Source } from '../../../../infra/local/sources/source.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../../../../infra/local/template/local-account.ts';
import { waitUntil } from '../wait-until.ts';

describe('the drop folder', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'tidings-drop-')), 'drop');
  const said: string[] = [];
  let engine: Engine;
  let s3: S3Client;
  let watching: Source;

  before(async () => {
    engine = await startFauxqs({});
    s3 = new S3Client({
      endpoint: engine.endpoint,
      region: LOCAL_REGION,
      credentials: LOCAL_CREDENTIALS,
      forcePathStyle: true,
    });
    watching = await watchDropFolder({ folder, s3, bucket: 'drop', report: (line) => said.push(line) });
  });
  after(async () => {
    await watching.stop();
    s3.destroy();
    await engine.stop();
  });

  const keys = async () => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'drop' }));
    return Contents.map(({ Key }) => Key);
  };

  test('says once that a file cannot be uploaded, keeps it, and uploads it when it can', async () => {
    const file = join(folder, 'early.txt');
    writeFileSync(file, 'text');
    await waitUntil(() => said.length > 0, 'the fault is told');
    await s3.send(new CreateBucketCommand({ Bucket: 'drop' }));
    await waitUntil(() => !existsSync(file), 'the file is taken');
    assert.deepEqual(await keys(), ['early.txt']);
    await waitUntil(() => said.length > 1, 'it is told that the file is taken');
    assert.deepEqual(said.slice(1), ['drop/early.txt is taken.']);
  });

  test('takes files of sub-folders by their path, and leaves hidden and unfinished ones', async () => {
    mkdirSync(join(folder, 'agency/Баку'), { recursive: true });
    for (const name of ['agency/Баку/one two.txt', '.hidden', 'large.json.part']) {
      writeFileSync(join(folder, name), 'text');
    }
    await waitUntil(() => !existsSync(join(folder, 'agency/Баку/one two.txt')), 'the file is taken');
    assert.deepEqual(await keys(), ['agency/Баку/one two.txt', 'early.txt']);
    assert.deepEqual(readdirSync(folder).toSorted(), ['.hidden', 'agency', 'large.json.part']);
    renameSync(join(folder, 'large.json.part'), join(folder, 'large.json'));
    await waitUntil(async () => (await keys()).includes('large.json'), 'the finished file is taken');
  });
});
