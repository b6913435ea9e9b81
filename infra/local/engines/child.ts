import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasCode } from '../../../shared/runtime/error-code.ts';

/** A process of ours in a group of its own, so that Ctrl-C in the terminal reaches only the runner. */
export interface Child {
  readonly process: ChildProcess;
  readonly pid: number;
  /** Resolves when it has ended, with what it said last on standard error. */
  readonly ended: Promise<{ readonly code: number | null; readonly lastWords: string }>;
  /** Asks it to end, and ends it and all that it started after `graceMs`. */
  stop(graceMs?: number): Promise<void>;
  /** Ends it and all that it started at once. */
  kill(): void;
}

/** @throws {Error} when the command cannot be started */
export async function startChild(
  command: string,
  args: readonly string[],
  options: { readonly env?: Record<string, string | undefined>; readonly stdio?: StdioOptions } = {},
): Promise<Child> {
  const child = spawn(command, args, {
    detached: true,
    stdio: options.stdio ?? ['pipe', 'pipe', 'pipe'],
    ...(options.env ? { env: options.env } : {}),
  });
  await once(child, 'spawn');
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} did not start.`);

  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    lastWords = (lastWords + chunk).slice(-2000);
  });
  let running = true;
  const ended = new Promise<{ code: number | null; lastWords: string }>((resolve) => {
    child.once('exit', (code) => {
      running = false;
      resolve({ code, lastWords: lastWords.trim() });
    });
  });
  const kill = () => {
    if (running) killGroup(pid);
  };
  const stop = async (graceMs = 5000) => {
    if (!running) return;
    child.kill('SIGTERM');
    const abort = new AbortController();
    const late = sleep(graceMs, undefined, { signal: abort.signal }).then(kill, () => {});
    await ended;
    abort.abort();
    await late;
  };
  return { process: child, pid, ended, stop, kill };
}

/** Kills the process and its group where the system has groups. */
export function killGroup(pid: number): void {
  for (const target of process.platform === 'win32' ? [pid] : [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL');
    } catch (error) {
      if (!hasCode(error, 'ESRCH')) throw error;
    }
  }
}
