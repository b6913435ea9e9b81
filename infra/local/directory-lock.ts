import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { hasCode } from '../../shared/runtime/error-code.ts';
import { killGroup } from './engines/child.ts';
import { readCommand } from './process-command.ts';

/** A runner's hold on its directory. */
export interface DirectoryLock {
  /** Notes a process, so that the next runner can end it should this one not be able to. */
  remember(pid: number): void;
  release(): void;
}

const Entry = z.object({ pid: z.int(), command: z.string() });
type Entry = z.infer<typeof Entry>;

/**
 * Takes a directory for this process. After a runner that was killed, ends what it left running: only processes that
 * still have the command line that was noted.
 * @throws {Error} when another runner has it
 */
export function lockDirectory(dir: string): DirectoryLock {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'runner.lock');
  for (;;) {
    try {
      writeFileSync(file, line(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
      clearStaleLock(dir, file);
    }
  }
  return {
    remember: (pid) => appendFileSync(file, line(pid)),
    release: () => rmSync(file, { force: true }),
  };
}

function line(pid: number): string {
  const entry: Entry = { pid, command: readCommand(pid) ?? '' };
  return `${JSON.stringify(entry)}\n`;
}

function clearStaleLock(dir: string, file: string): void {
  const [runner, ...children] = readEntries(file);
  if (runner !== undefined && isSame(runner)) {
    throw new Error(
      `Another runner (process ${runner.pid}) uses ${dir}. Stop it, or choose another directory with --dir.`,
    );
  }
  for (const child of children.filter(isSame)) killGroup(child.pid);
  rmSync(file, { force: true });
}

function isSame({ pid, command }: Entry): boolean {
  return pid !== process.pid && command !== '' && readCommand(pid) === command;
}

/** A line that a crash cut short is left out. */
function readEntries(file: string): readonly Entry[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text) => {
      try {
        return [Entry.parse(JSON.parse(text))];
      } catch {
        return [];
      }
    });
}
