import { setImmediate as nextTurn } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { localSettings } from './local-settings.ts';

/** Where a process is killed: at which of its table calls (from 0), before or after the call's effect. */
export interface Kill {
  readonly call: number;
  readonly after: boolean;
}

/** One function invocation that talks to the tables through the client it is given. */
export interface Invocation {
  readonly run: (client: DynamoDBClient) => Promise<void>;
  readonly kill?: Kill | undefined;
}

/** How an invocation ended. */
export type Ending = 'done' | 'killed' | { readonly failed: unknown };

interface Waiting {
  /** The place of its invocation. */
  readonly invocation: number;
  readonly proceed: () => void;
  readonly finished: Promise<void>;
}

class Killed extends Error {}

/** Which invocation goes on, and for how many calls in a row. */
export interface Burst {
  readonly invocation: number;
  readonly calls: number;
}

/** Random orders in which two or three invocations take their steps. */
export const bursts: fc.Arbitrary<readonly Burst[]> = fc.array(
  fc.record({ invocation: fc.nat({ max: 2 }), calls: fc.integer({ min: 1, max: 6 }) }),
  { minLength: 4, maxLength: 8 },
);

/**
 * Runs invocations at once and lets one table call through at a time, each time that of the invocation whose
 * burst it is, so that every order of their steps can come about. A killed invocation makes no further call.
 * @param order is gone through again and again; an invocation that has ended gives its burst to another
 */
export async function runInterleaved(
  endpoint: string,
  invocations: readonly Invocation[],
  order: readonly Burst[] = [],
): Promise<readonly Ending[]> {
  const queue: Waiting[] = [];
  let running = invocations.length;
  const endings = invocations.map(async ({ run, kill }, invocation): Promise<Ending> => {
    const { client, killed } = openClient(endpoint, queue, invocation, kill);
    try {
      await Promise.race([run(client), killed]);
      return 'done';
    } catch (error) {
      return error instanceof Killed ? 'killed' : { failed: error };
    } finally {
      running -= 1;
    }
  });
  const turns = order.flatMap(({ invocation, calls }) => Array.from({ length: calls }, () => invocation));
  for (let turn = 0; running > 0; turn += 1) {
    await untilQuiet(queue);
    const chosen = queue.findIndex(({ invocation }) => invocation === turns[turn % turns.length]);
    const [next] = queue.splice(Math.max(chosen, 0), 1);
    next?.proceed();
    await next?.finished;
  }
  return Promise.all(endings);
}

function openClient(
  endpoint: string,
  queue: Waiting[],
  invocation: number,
  kill: Kill | undefined,
): { client: DynamoDBClient; killed: Promise<never> } {
  const client = new DynamoDBClient(localSettings(endpoint));
  const death = Promise.withResolvers<never>();
  death.promise.catch(() => undefined);
  let calls = 0;
  let dead = false;
  const die = (): Promise<never> => {
    dead = true;
    death.reject(new Killed());
    return new Promise(() => undefined);
  };
  client.middlewareStack.add(
    (next) => async (args) => {
      const turn = Promise.withResolvers<void>();
      const call = Promise.withResolvers<void>();
      queue.push({ invocation, proceed: turn.resolve, finished: call.promise });
      await turn.promise;
      const mine = calls++;
      if (dead || (kill?.call === mine && !kill.after)) {
        call.resolve();
        return die();
      }
      const answer = await next(args).finally(call.resolve);
      return kill?.call === mine ? die() : answer;
    },
    { step: 'initialize' },
  );
  return { client, killed: death.promise };
}

/** Waits until every invocation has come to its next call or to its end. */
async function untilQuiet(queue: readonly Waiting[]): Promise<void> {
  let seen = -1;
  for (let turns = 0; turns < 3 || seen !== queue.length; turns += 1) {
    seen = queue.length;
    await nextTurn();
  }
}
