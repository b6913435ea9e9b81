import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { lockDirectory } from '../../../infra/local/directory-lock.ts';
import { startChild } from '../../../infra/local/engines/child.ts';
import { readCommand } from '../../../infra/local/process-command.ts';

const IDLE = ['-e', 'setInterval(() => {}, 1000)'];

function makeLockFile(...entries: readonly { readonly pid: number; readonly command: string }[]): string {
  const dir = mkdtempSync(join(tmpdir(), 'tidings-lock-'));
  const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`);
  writeFileSync(join(dir, 'runner.lock'), lines.join(''));
  return dir;
}

test('a directory whose runner lives is refused', async () => {
  const runner = await startChild(process.execPath, IDLE);
  try {
    const dir = makeLockFile({ pid: runner.pid, command: readCommand(runner.pid) ?? '' });
    assert.throws(() => lockDirectory(dir), new RegExp(`process ${runner.pid}`));
  } finally {
    runner.kill();
  }
});

test('what a killed runner left running is ended, but not a process that only has the same id', async () => {
  const left = await startChild(process.execPath, IDLE);
  const stranger = await startChild(process.execPath, IDLE);
  try {
    const dir = makeLockFile(
      { pid: 2 ** 30, command: 'node start.ts' },
      { pid: left.pid, command: readCommand(left.pid) ?? '' },
      { pid: stranger.pid, command: 'java -jar DynamoDBLocal.jar' },
    );
    lockDirectory(dir).release();
    await left.ended;
    assert.notEqual(readCommand(stranger.pid), undefined);
  } finally {
    stranger.kill();
  }
});

test('a directory can be taken again once it is released', () => {
  const dir = mkdtempSync(join(tmpdir(), 'tidings-lock-'));
  lockDirectory(dir).release();
  lockDirectory(dir).release();
});
