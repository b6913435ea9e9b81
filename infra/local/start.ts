import { parseArgs } from 'node:util';
import { type Pipeline, startPipeline } from './pipeline.ts';
import { welcome } from './welcome.ts';

const HELP = `Runs Tidings on this machine, as it would run on AWS.

  npm start -- [--dir DIR] [--port N] [--in-memory] [--no-samples]

  --dir DIR      where its state is kept (.tidings)
  --port N       API on port N, S3 on N+1, inbox on N+2 (4610); 0 takes any free ports
  --in-memory    forget everything at the end
  --no-samples   do not put in the sample articles and watches on the first start
`;

interface Arguments {
  readonly dir: string;
  readonly port: number;
  readonly inMemory: boolean;
  readonly samples: boolean;
}

/** @throws {Error} naming the argument that is wrong */
function readArguments(args: readonly string[]): Arguments | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      dir: { type: 'string', default: '.tidings' },
      port: { type: 'string', default: '4610' },
      'in-memory': { type: 'boolean', default: false },
      'no-samples': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_533) {
    throw new Error(`--port takes a whole number from 0 to 65533, not ${values.port}.`);
  }
  return { dir: values.dir, port, inMemory: values['in-memory'], samples: !values['no-samples'] };
}

async function start(args: Arguments): Promise<void> {
  const began = performance.now();
  process.stdout.write('Starting Tidings …\n');
  const starting = startPipeline({ ...args, report: (line) => process.stderr.write(`${line}\n`) });
  const asked = untilAskedToStop();
  const pipeline = await starting;
  process.stdout.write(welcome(pipeline, (performance.now() - began) / 1000));
  const failure = await Promise.race([asked, pipeline.failed]);
  if (failure !== undefined) {
    process.stderr.write(`${failure}\nTidings cannot go on without it and stops.\n`);
    process.exitCode = 1;
  }
  await stop(pipeline);
}

/** Resolves at the first Ctrl-C or SIGTERM; at the second, this process ends, and what it started notices and ends. */
function untilAskedToStop(): Promise<undefined> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(130);
        asked = true;
        process.stdout.write(
          '\nStopping: what is under way is finished first. Ctrl-C again ends it at once.\n',
        );
        resolve(undefined);
      });
    }
  });
}

async function stop(pipeline: Pipeline): Promise<void> {
  await pipeline.stop();
  process.stdout.write('Stopped.\n');
}

try {
  const args = readArguments(process.argv.slice(2));
  if (args === 'help') process.stdout.write(HELP);
  else await start(args);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
