import { join } from 'node:path';
import type { Cleanup } from '../cleanup.ts';
import type { Child } from './child.ts';
import { startDynamoDb } from './dynamodb-local.ts';
import { startFauxqs } from './fauxqs.ts';
import { startInbox } from './inbox.ts';

/** Endpoints of the engines, `http://127.0.0.1:PORT`. */
export interface Engines {
  readonly dynamodb: string;
  /** S3 and SQS. */
  readonly fauxqs: string;
  readonly inbox: string;
  /** Resolves with a sentence when an engine ends that was not asked to. */
  readonly failed: Promise<string>;
}

export interface EngineOptions {
  readonly dir: string;
  readonly inMemory: boolean;
  readonly inboxPort: number;
  readonly cleanup: Cleanup;
  /** Hears of each process that starts. */
  onStart(pid: number): void;
}

/** Starts all engines at once; what started is in `cleanup` also when one fails. */
export async function startEngines(options: EngineOptions): Promise<Engines> {
  const { dir, inMemory, inboxPort, cleanup } = options;
  const failed = Promise.withResolvers<string>();
  const watch = (name: string, child: Child) => {
    options.onStart(child.pid);
    cleanup.add(() => child.stop());
    void child.ended.then(({ code, lastWords }) =>
      failed.resolve(`${name} ended (code ${code}). ${lastWords}`),
    );
  };
  const dynamodb = startDynamoDb(inMemory ? { inMemory } : { dir: join(dir, 'dynamodb') });
  const fauxqs = startFauxqs(inMemory ? {} : { dir: join(dir, 'fauxqs') });
  const inbox = startInbox({ port: inboxPort, ...(inMemory ? {} : { file: join(dir, 'inbox.jsonl') }) });
  const started = await Promise.allSettled([
    dynamodb.then(({ child, endpoint }) => ({ name: 'DynamoDB Local', child, endpoint })),
    fauxqs,
    inbox,
  ]);
  for (const result of started) {
    if (result.status === 'fulfilled') watch(result.value.name, result.value.child);
  }
  for (const result of started) if (result.status === 'rejected') throw result.reason;
  return {
    dynamodb: (await dynamodb).endpoint,
    fauxqs: (await fauxqs).endpoint,
    inbox: (await inbox).endpoint,
    failed: failed.promise,
  };
}
