import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { functionEnvironment } from '../infra/local/functions/function-environment.ts';
import { readAssembly } from '../infra/local/template/assembly.ts';
import { readStack } from '../infra/local/template/local-stack.ts';
import { synthesize } from '../infra/local/template/synthesize.ts';
import type { BenchOptions, Figure } from './figure.ts';

const RUNS = 7;
const NOWHERE = 'http://127.0.0.1:9';

const run = promisify(execFile);

/** The size of each function's bundle, and the CPU time to import it in a fresh process, beside an empty module. */
export async function* measureBundles({ progress }: BenchOptions): AsyncIterable<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'tidings-bundles-'));
  try {
    progress('synthesizing');
    await synthesize(folder);
    const empty = join(folder, 'empty.mjs');
    await writeFile(empty, '');
    const baseline = await importCpuMs(empty, {});
    const addresses = { api: NOWHERE, s3: NOWHERE, inbox: NOWHERE, dynamodb: NOWHERE, sqs: NOWHERE };
    const { functions } = readStack(readAssembly(folder), addresses);
    for (const spec of functions) {
      const bundle = join(spec.folder, 'index.mjs');
      const services = { S3: NOWHERE, DYNAMODB: NOWHERE, SQS: NOWHERE, SESV2: NOWHERE };
      const about = { bench: 'bundles', case: spec.noun };
      yield {
        ...about,
        metric: 'size',
        value: Math.round((await stat(bundle)).size / 1000),
        unit: 'kB',
        n: 1,
      };
      const value = await importCpuMs(bundle, functionEnvironment(spec, services, NOWHERE));
      yield { ...about, metric: 'import_cpu', value, unit: 'ms', n: RUNS, baseline };
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The median over fresh processes. */
async function importCpuMs(module: string, env: NodeJS.ProcessEnv): Promise<number> {
  const url = JSON.stringify(pathToFileURL(module).href);
  const script = `const before = process.cpuUsage(); await import(${url}); const { user, system } = process.cpuUsage(before); console.log((user + system) / 1000); process.exit();`;
  const times: number[] = [];
  for (let index = 0; index < RUNS; index += 1) {
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { env });
    times.push(Number(stdout.trim().split('\n').at(-1)));
  }
  return Math.round(times.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN);
}
