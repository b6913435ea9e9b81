import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Child, startChild } from '../engines/child.ts';
import type { Invocation, Mailbox, Outcome } from './runtime-api.ts';

/** One warm process of a function; it serves one invocation at a time and is gone after a crash or time-out. */
export interface FunctionProcess {
  readonly pid: number;
  /** False once it has ended. */
  alive(): boolean;
  invoke(invocation: Invocation): Promise<Outcome>;
  stop(): Promise<void>;
}

export interface ProcessSettings {
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  /** File that standard output and error go to. */
  readonly logFile: string;
}

const BOOTSTRAP = fileURLToPath(import.meta.resolve('./function-bootstrap.ts'));

/** Lambda gives a cold start 10 s; a laptop under load gets more. */
const INIT_TIMEOUT_MS = 30_000;

export async function startFunctionProcess(
  settings: ProcessSettings,
  mailbox: Mailbox,
): Promise<FunctionProcess> {
  const child = await spawnBootstrap(settings);
  let alive = true;
  const crashed = child.ended.then(({ code }): Outcome => {
    alive = false;
    mailbox.close();
    return {
      ok: false,
      reason: 'crash',
      message: `The process ended (code ${code}); see ${settings.logFile}`,
    };
  });
  return {
    pid: child.pid,
    alive: () => alive,
    stop: () => child.stop(1000),
    async invoke(invocation) {
      const over = new AbortController();
      const clock = startClock(invocation.timeoutMs, over.signal);
      const outcome = await Promise.race([mailbox.deliver(invocation, clock.begin), clock.rings, crashed]);
      over.abort();
      if (!outcome.ok && outcome.reason === 'timeout') {
        child.kill();
        await child.ended;
      }
      return outcome;
    },
  };
}

/** Lambda gives a Node process nine tenths of the function's memory for its heap. */
async function spawnBootstrap({ environment, memoryMb, logFile }: ProcessSettings): Promise<Child> {
  const log = openSync(logFile, 'a');
  try {
    const heap = `--max-old-space-size=${Math.floor(memoryMb * 0.9)}`;
    return await startChild(process.execPath, [heap, BOOTSTRAP], {
      env: environment,
      stdio: ['ignore', log, log, 'ipc'],
    });
  } finally {
    closeSync(log);
  }
}

/** Rings when the process does not load in time, or, once begun, when the invocation takes too long. */
function startClock(timeoutMs: number, signal: AbortSignal): { begin(): void; rings: Promise<Outcome> } {
  const rings = Promise.withResolvers<Outcome>();
  const loading = new AbortController();
  const ring = (message: string) => () => rings.resolve({ ok: false, reason: 'timeout', message });
  const whileLoading = AbortSignal.any([signal, loading.signal]);
  sleep(INIT_TIMEOUT_MS, undefined, { signal: whileLoading }).then(
    ring(`The function did not load within ${INIT_TIMEOUT_MS / 1000} s`),
    () => {},
  );
  return {
    rings: rings.promise,
    begin() {
      loading.abort();
      const late = ring(`Task timed out after ${timeoutMs / 1000} s`);
      sleep(timeoutMs, undefined, { signal }).then(late, () => {});
    },
  };
}
