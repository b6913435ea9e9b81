import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFunction, type LocalFunction } from '../../../infra/local/functions/local-function.ts';
import { startRuntimeApi } from '../../../infra/local/functions/runtime-api.ts';

/** A function whose handler is given as source text, in the runner's own processes. */
export async function startToyFunction(
  source: string,
  options: { readonly timeoutMs?: number; readonly maxProcesses?: number } = {},
): Promise<LocalFunction & { log(): string }> {
  const folder = mkdtempSync(join(tmpdir(), 'tidings-toy-'));
  writeFileSync(join(folder, 'index.mjs'), source);
  const logFile = join(folder, 'log');
  const runtimeApi = await startRuntimeApi();
  const nowhere = 'http://127.0.0.1:9';
  const toy = createFunction(
    {
      id: 'Toy',
      noun: 'toy',
      name: 'tidings-Toy',
      folder,
      handler: 'index.handler',
      timeoutMs: options.timeoutMs ?? 20_000,
      memoryMb: 128,
      environment: { COLOUR: 'green' },
    },
    {
      runtimeApi,
      endpoints: { S3: nowhere, DYNAMODB: nowhere, SQS: nowhere, SESV2: nowhere },
      logFile,
      maxProcesses: options.maxProcesses ?? 1,
    },
  );
  return {
    ...toy,
    log: () => readFileSync(logFile, 'utf8'),
    async stop() {
      await toy.stop();
      await runtimeApi.close();
    },
  };
}
