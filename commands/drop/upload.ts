import { readFile } from 'node:fs/promises';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import pMap from 'p-map';
import type { FoundFile } from './find-files.ts';
import type { Progress } from './progress.ts';

const UPLOADS_AT_ONCE = 8;

/** Puts files into a bucket. */
export async function uploadFiles(
  files: readonly FoundFile[],
  client: S3Client,
  bucket: string,
  progress: Progress,
): Promise<void> {
  await pMap(
    files,
    async ({ path, key }) => {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: await readFile(path) }));
      progress.step();
    },
    { concurrency: UPLOADS_AT_ONCE },
  );
  progress.end();
}
