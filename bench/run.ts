import { existsSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { fail, runCommand, userPath } from '../commands/run-command.ts';
import type { Bench, Figure } from './figure.ts';

interface Known {
  readonly load: () => Promise<Bench>;
  readonly needsData: boolean;
}

const BENCHES: Readonly<Record<string, Known>> = {
  bundles: { load: async () => (await import('./bundles.ts')).measureBundles, needsData: false },
  pipeline: { load: async () => (await import('./pipeline.ts')).measurePipeline, needsData: true },
  'write-units': { load: async () => (await import('./write-units.ts')).measureWriteUnits, needsData: true },
};

const HELP = `Measures a part of Tidings and prints the figures with the machine and the versions.

  npm run bench -- NAME [--data DIR] [--json]

  NAME         one of: ${Object.keys(BENCHES).join(', ')}
  --data DIR   folder of labelled data (../shared/data)
  --json       one object a line, and nothing else on standard output
`;

/** Runs the command; answers its exit code. */
async function bench(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      data: { type: 'string', default: '../shared/data' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const known = BENCHES[positionals[0] ?? ''];
  if (known === undefined) return fail(`Name one bench of: ${Object.keys(BENCHES).join(', ')}.`);
  const data = userPath(values.data);
  if (known.needsData && !existsSync(data)) {
    return fail(
      `There is no folder ${data}. This bench reads labelled data, which is not part of Tidings: name it with --data.`,
    );
  }
  if (!values.json) process.stdout.write(`${machine()}\n\n`);
  const measure = await known.load();
  const progress = (line: string): void => void process.stderr.write(`${line}\n`);
  for await (const figure of measure({ data, progress })) {
    process.stdout.write(`${values.json ? JSON.stringify(figure) : inWords(figure)}\n`);
  }
  return 0;
}

function machine(): string {
  const cores = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cores.length} × ${cores[0]?.model ?? 'unknown processor'}, ${memory} GB, ${process.platform}, Node ${process.versions.node}`;
}

function inWords({ case: name, metric, value, unit, n, baseline }: Figure): string {
  const beside = baseline === undefined ? '' : `, baseline ${baseline}`;
  return `${name.padEnd(16)} ${metric.padEnd(28)} ${String(value).padStart(10)} ${unit} (n ${n}${beside})`;
}

await runCommand(bench);
