import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { readObject } from '../../shared/article/read-object.ts';
import { fetchFile } from '../../shared/aws/files.ts';
import { readObjectEvents } from '../../shared/aws/object-events.ts';
import { listWatches } from '../../shared/aws/watches.ts';
import { keepFor } from '../../shared/runtime/keep-for.ts';
import { handleMessages } from '../../shared/runtime/messages.ts';
import { tagArticle } from '../../shared/tagging/tag-article.ts';
import { tokenise } from '../../shared/text/tokenise.ts';
import { compileWatches, matchWatches } from '../../shared/watch/match-watches.ts';
import { env } from './env.ts';
import { ingestEvent } from './ingest.ts';

const WATCHES_KEPT_MS = 30_000;

/** A file of 10 MB takes many times its size while it is read: more at once would not fit into the memory. */
const FILES_AT_ONCE = 4;

const logger = new Logger();
const client = new DynamoDBClient();
const files = new S3Client();
const readWatches = keepFor(WATCHES_KEPT_MS, async () =>
  compileWatches(await listWatches({ client, name: env.WATCHES_TABLE })),
);

/** Reads the files that a batch of S3 events names; reports the messages to be tried again. */
export const handler = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  logger.addContext(context);
  return handleMessages(event.Records, {
    handle: ingestMessage,
    onFailure: ({ messageId }, error) => logger.error('message not worked on', { messageId, error }),
    concurrency: FILES_AT_ONCE,
  });
};

async function ingestMessage(message: SQSRecord): Promise<void> {
  const watches = await readWatches();
  for (const event of readObjectEvents(message.body)) {
    const startedMs = performance.now();
    const outcome = await ingestEvent(event, {
      fetchFile: (file, maxBytes) => fetchFile(files, file, maxBytes),
      readObject,
      objects: { client, name: env.OBJECTS_TABLE },
      articles: { client, name: env.ARTICLES_TABLE },
      texts: { client: files, bucket: env.STORE_BUCKET },
      tagArticle: (clean) => {
        const tokens = tokenise(clean.text);
        return { ...tagArticle({ ...clean, tokens }), watches: matchWatches(watches, tokens) };
      },
      nowMs: Date.now,
    });
    const ms = Math.round(performance.now() - startedMs);
    logger.info('object ingested', { object: event.object, ...outcome, ms });
  }
}
