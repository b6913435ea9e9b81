import { spawn } from 'node:child_process';

/**
 * Runs the command given as arguments and ends it when standard input closes, so that a program
 * that knows nothing of its parent does not outlive it, however the parent dies.
 */
const [command, ...args] = process.argv.slice(2);
if (command === undefined) throw new Error('A leash needs a command to hold.');

const held = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
held.once('error', (error) => {
  console.error(error.message);
  process.exit(127);
});
held.once('exit', (code) => process.exit(code ?? 1));

process.stdin.once('close', () => held.kill('SIGTERM')).resume();
process.once('SIGTERM', () => held.kill('SIGTERM'));
process.once('SIGINT', () => held.kill('SIGTERM'));
