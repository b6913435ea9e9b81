import { resolve } from 'node:path';
import { hasCode } from '../shared/runtime/error-code.ts';

/** A command: its arguments in, its exit code out. */
export type Command = (args: readonly string[]) => Promise<number>;

/** Runs a command as this process; what it throws is told in one line. */
export async function runCommand(command: Command): Promise<void> {
  // `npm run drop -- folder | head` closes the pipe when it has seen enough.
  process.stdout.on('error', (error) => {
    if (hasCode(error, 'EPIPE')) process.exit(0);
    throw error;
  });
  try {
    process.exitCode = await command(process.argv.slice(2));
  } catch (error) {
    process.exitCode = fail(explain(error));
  }
}

/** Says what is wrong; answers the exit code. */
export function fail(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}

/** A path as the user meant it: npm runs commands from the top of the project, wherever the user stands. */
export function userPath(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? '', path);
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause : error;
  if (hasCode(cause, 'ENOENT') && 'path' in cause) return `There is no file ${cause.path}.`;
  if (hasCode(cause, 'ECONNREFUSED'))
    return 'Tidings does not answer. Start it with npm start, in another terminal.';
  return error.message;
}
