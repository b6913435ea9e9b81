import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Table } from '../shared/aws/table.ts';
import { listWatches, putWatches, removeWatch } from '../shared/aws/watches.ts';
import { readWatchesFile } from '../shared/watch/watches-file.ts';
import { localClient, readEndpoints } from './endpoints.ts';
import { fail, runCommand, userPath } from './run-command.ts';

const HELP = `Checks a file of watches, or puts it in force.

  npm run watches -- lint [FILE]
  npm run watches -- apply [FILE] [--prune] [--dir .tidings]
  npm run watches -- apply [FILE] [--prune] --table NAME

  FILE          watches.yaml if none is named
  --prune       ends the watches that the file does not name
  --dir DIR     where the Tidings that runs here keeps its state (.tidings)
  --table NAME  the Watches table on AWS, with the credentials of your environment
`;

/** Runs the command; answers its exit code. */
async function watches(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      prune: { type: 'boolean', default: false },
      dir: { type: 'string', default: '.tidings' },
      table: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const [action, file = 'watches.yaml'] = positionals;
  if (action !== 'lint' && action !== 'apply') return fail('Say lint or apply. --help says more.');
  const path = positionals[1] === undefined ? file : userPath(file);
  const drafts = readWatchesFile(file, await readFile(path, 'utf8'));
  if (action === 'lint') return say(`${file}: ${drafts.length} watches, all in order.`);
  const place = values.table === undefined ? await findLocalTable(values.dir) : awsTable(values.table);
  if ('unreachable' in place) return fail(place.unreachable);
  await putWatches(place, drafts);
  say(`${drafts.length} watches are in force within half a minute.`);
  const named = new Set(drafts.map(({ key }) => key));
  const others = (await listWatches(place)).filter(({ key }) => !named.has(key)).map(({ key }) => key);
  if (others.length === 0) return 0;
  if (!values.prune)
    return say(`Not in the file, and still in force: ${others.join(', ')} (--prune ends them).`);
  for (const key of others) await removeWatch(place, key);
  return say(`Ended: ${others.join(', ')}.`);
}

async function findLocalTable(dir: string): Promise<Table | { readonly unreachable: string }> {
  const local = await readEndpoints(dir);
  if ('unreachable' in local) return local;
  const { endpoints } = local;
  const name = endpoints.tables?.['Watches'];
  if (endpoints.dynamodb === undefined || name === undefined) {
    return { unreachable: `${dir}/endpoints.json does not say where the Watches table is.` };
  }
  return { client: new DynamoDBClient(localClient(endpoints, endpoints.dynamodb)), name };
}

function awsTable(name: string): Table {
  return { client: new DynamoDBClient(), name };
}

function say(message: string): number {
  process.stdout.write(`${message}\n`);
  return 0;
}

await runCommand(watches);
