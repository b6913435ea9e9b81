import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';

const run = promisify(execFile);
const root = new URL('../../', import.meta.url);
const packageSchema = z.object({
  scripts: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});
const { scripts, devDependencies } = packageSchema.parse(
  JSON.parse(await readFile(new URL('package.json', root), 'utf8')),
);

test('every script is run by the pinned Node, or refuses', async () => {
  const cdk = await readFile(new URL('cdk.json', root), 'utf8');
  assert.match(cdk, /--import \.\/commands\/node-version\.mjs/);
  for (const [name, script] of Object.entries(scripts)) {
    assert.match(script, /^(node (--import \.\/)?commands\/node-version\.mjs|cdk )/, name);
  }
});

test('these tests run on the pinned Node', () => {
  assert.equal(process.versions.node, devDependencies['node']);
});

test('another Node is told what to do', async () => {
  const pretend = `data:text/javascript,Object.defineProperty(process.versions, 'node', { value: '20.1.0' });`;
  const check = fileURLToPath(new URL('commands/node-version.mjs', root));
  const refusal = await run(process.execPath, ['--import', pretend, check]).catch((error: unknown) => error);
  assert.match(
    z.object({ stderr: z.string() }).parse(refusal).stderr,
    /runs on Node .* but this is Node 20\.1\.0[\s\S]*npm ci/,
  );
});
