import { dirname, relative } from 'node:path';
import type { Pipeline } from './pipeline.ts';

/** What the terminal says once the pipeline is ready: where things are, and what to look at first. */
export function welcome(
  { endpoints, dropFolder, logFolder, samples, keeps }: Pipeline,
  seconds: number,
): string {
  const { s3, bucket, api, inbox } = endpoints;
  const shown = (path: string) => relative('', path) || path;
  const state = dirname(dropFolder);
  const dirOption = shown(state) === '.tidings' ? '' : ` --dir ${shown(state)}`;
  const about =
    samples === undefined || samples.articles === 0
      ? 'Drop an article, then look:'
      : `${samples.articles} sample articles and ${samples.watches} watches are on their way through. Look:`;
  const looks = [
    [`curl '${api}/mentions?tag=all'`, 'what came in, newest first'],
    [`curl '${api}/trends?tag=country:AZ'`, 'mentions of Azerbaijan over time'],
    [`curl '${api}/alerts'`, 'what the watches found'],
    [inbox, 'the mails that went out'],
  ] as const;
  const width = Math.max(...looks.map(([where]) => where.length));
  return `
Tidings is ready (${seconds.toFixed(1)} s).

  S3      ${s3}, bucket ${bucket}
  API     ${api}
  Inbox   ${inbox}
  Drop    ${shown(dropFolder)}/ (files put there are moved into the bucket), or
          npm run drop -- FILE|FOLDER${dirOption}
  Logs    ${shown(logFolder)}/

${about}

${looks.map(([where, what]) => `  ${where.padEnd(width)}  ${what}\n`).join('')}
Ctrl-C stops it; what came in is ${keeps ? 'kept' : 'forgotten'}.
`;
}
