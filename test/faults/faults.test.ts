import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startDynamoDb } from '../../infra/local/engines/dynamodb-local.ts';
import { FAULTS, type Fault } from './faults.ts';

const TESTS = {
  counting: '../count/counting.property.test.ts',
  manifest: '../functions/ingest/manifest.property.test.ts',
} satisfies Record<Fault['foundBy'], string>;

let engine: Awaited<ReturnType<typeof startDynamoDb>>;
before(async () => {
  engine = await startDynamoDb({ inMemory: true });
});
after(() => engine.stop());

describe('faults put into the code on purpose are found', { concurrency: 2 }, () => {
  for (const fault of FAULTS) {
    test(fault.name, async () => {
      const { code, output } = await runWith(fault);
      assert.equal(code, 1, `The ${fault.foundBy} test did not fail:\n${output}`);
      assert.match(output, /Property failed/, 'It failed for another reason.');
    });
  }
});

async function runWith(fault: Fault): Promise<{ code: unknown; output: string }> {
  const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
  const child = spawn(process.execPath, ['--import', path('./inject.ts'), path(TESTS[fault.foundBy])], {
    env: {
      ...process.env,
      TIDINGS_FAULT: fault.name,
      TIDINGS_DYNAMODB: engine.endpoint,
      NODE_TEST_CONTEXT: undefined,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, output: stdout + stderr };
}
