import { readdirSync, readFileSync } from 'node:fs';

/** CPU seconds that this process and all that it started have used so far, by what they are. */
export function cpuByProcess(): Readonly<Record<string, number>> {
  const stats = readdirSync('/proc').flatMap(readStat);
  const mine = new Set([process.pid]);
  for (let grew = true; grew; ) {
    const before = mine.size;
    for (const { pid, parent } of stats) if (mine.has(parent)) mine.add(pid);
    grew = mine.size > before;
  }
  const seconds: Record<string, number> = {};
  for (const { pid, ticks } of stats) {
    if (!mine.has(pid)) continue;
    const name = pid === process.pid ? 'runner' : nameOf(pid);
    seconds[name] = (seconds[name] ?? 0) + ticks / TICKS_PER_SECOND;
  }
  return seconds;
}

/** USER_HZ, which Linux fixes at 100 for what it tells programs: proc(5). */
const TICKS_PER_SECOND = 100;

function readStat(entry: string): { pid: number; parent: number; ticks: number }[] {
  if (!/^\d+$/.test(entry)) return [];
  const stat = tryRead(`/proc/${entry}/stat`);
  // The command's name stands in parentheses and may hold spaces: fields are counted from behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return [{ pid: Number(entry), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }];
}

function nameOf(pid: number): string {
  const environment = tryRead(`/proc/${pid}/environ`).split('\0');
  const lambda = environment.find((line) => line.startsWith('AWS_LAMBDA_FUNCTION_NAME='));
  if (lambda !== undefined) return lambda.slice(lambda.indexOf('=') + 1);
  const command = tryRead(`/proc/${pid}/cmdline`);
  if (command.includes('DynamoDBLocal')) return 'dynamodb';
  return ['fauxqs', 'inbox'].find((engine) => command.includes(engine)) ?? 'other';
}

/** A process may end between being listed and being read. */
function tryRead(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
