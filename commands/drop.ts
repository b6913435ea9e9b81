import { parseArgs } from 'node:util';
import { S3Client } from '@aws-sdk/client-s3';
import { type FoundFile, findFiles } from './drop/find-files.ts';
import { followObjects } from './drop/follow.ts';
import { startProgress } from './drop/progress.ts';
import { writeSummary } from './drop/summary.ts';
import { uploadFiles } from './drop/upload.ts';
import { localClient, readEndpoints } from './endpoints.ts';
import { fail, runCommand, userPath } from './run-command.ts';

const HELP = `Drops articles into Tidings and says what became of them.

  npm run drop -- FILE|FOLDER... [--prefix P] [--dir .tidings] [--wait SECONDS]
  npm run drop -- FILE|FOLDER... --bucket NAME [--prefix P]

  FILE|FOLDER   files, and folders with all that is in them; a file of the same
                key as an earlier one replaces it
  --prefix P    put before every key, such as "today/"
  --dir DIR     where the Tidings that runs here keeps its state (.tidings)
  --wait S      how long to wait for the files to be read, in seconds (300)
  --bucket B    a bucket on AWS, with the credentials of your environment; does not wait
`;

/** Runs the command; answers its exit code. */
async function drop(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      prefix: { type: 'string', default: '' },
      dir: { type: 'string', default: '.tidings' },
      wait: { type: 'string', default: '300' },
      bucket: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const waitSeconds = Number(values.wait);
  if (positionals.length === 0) return fail('Name at least one file or folder. --help says more.');
  if (!(waitSeconds > 0)) return fail('--wait is a number of seconds.');
  const files = await findFiles(positionals.map(userPath), values.prefix);
  if (files.length === 0) return fail('There is no file in there.');
  if (values.bucket !== undefined) {
    const uploading = startProgress('uploaded', files.length, process.stderr);
    await uploadFiles(files, new S3Client(), values.bucket, uploading);
    return 0;
  }
  return dropLocally(files, values.dir, waitSeconds * 1000);
}

/** Drops files into the Tidings that runs on this machine, and follows them. */
async function dropLocally(files: readonly FoundFile[], dir: string, waitMs: number): Promise<number> {
  const local = await readEndpoints(dir);
  if ('unreachable' in local) return fail(local.unreachable);
  const { endpoints } = local;
  const client = new S3Client({ ...localClient(endpoints, endpoints.s3), forcePathStyle: true });
  const since = Date.now();
  const uploading = startProgress('uploaded', files.length, process.stderr);
  await uploadFiles(files, client, endpoints.bucket, uploading);
  const objects = files.map(({ key }) => `${endpoints.bucket}/${key}`);
  const reading = startProgress('settled', objects.length, process.stderr);
  const times = { since, deadline: Date.now() + waitMs };
  const outcome = await followObjects(endpoints.api, objects, times, reading);
  process.stdout.write(`\n${writeSummary(outcome)}`);
  return outcome.unsettled.length === 0 ? 0 : 1;
}

await runCommand(drop);
