import { after } from 'node:test';
import { startDynamoDb } from '../../infra/local/engines/dynamodb-local.ts';

/** An engine that runs already, so that many test processes can share it. */
const SHARED = process.env['TIDINGS_DYNAMODB'];

/** Starts DynamoDB Local in memory for the tests of a file, and stops it after them. */
export async function dynamoDbForTests(): Promise<{ readonly endpoint: string }> {
  if (SHARED !== undefined) return { endpoint: SHARED };
  const engine = await startDynamoDb({ inMemory: true });
  after(() => engine.stop());
  return engine;
}

/** Whether these tests are to find a fault that was put in. */
const SEARCHING = process.env['TIDINGS_FAULT'] !== undefined;

/** How long a handler may take: a fault may keep one busy for ever, a loaded machine only for a while. */
export const HANDLER_MS = SEARCHING ? 3_000 : 30_000;

/** A clock that runs down from `ms`, as Lambda's remaining time does. */
export function timeLeft(ms: number): () => number {
  const end = performance.now() + ms;
  return () => end - performance.now();
}

/**
 * How many random histories a property test tries: other ones at each run, but always the same, and as many as
 * it takes, while it is to find a fault.
 */
export function historyOptions(): { numRuns: number; seed?: number; endOnFailure?: boolean } {
  return SEARCHING
    ? { numRuns: 400, seed: 1, endOnFailure: true }
    : { numRuns: Number(process.env['TIDINGS_HISTORIES'] ?? 60) };
}
