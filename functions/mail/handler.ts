import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { createMailClient } from '../../shared/aws/email.ts';
import { wakeRecipients } from '../../shared/aws/wake-queue.ts';
import { handleMessages } from '../../shared/runtime/messages.ts';
import { env } from './env.ts';
import { type MailPorts, sendDue } from './send-due.ts';

const wakeUp = z.object({ recipient: z.string().min(1) });

const logger = new Logger();
const client = new DynamoDBClient();
const queue = { client: new SQSClient(), url: env.WAKE_QUEUE_URL };
const ports: Omit<MailPorts, 'hasTime'> = {
  alerts: { client, name: env.ALERTS_TABLE },
  mails: { client, name: env.MAILS_TABLE },
  articles: { client, name: env.ARTICLES_TABLE },
  texts: { client: new S3Client(), bucket: env.STORE_BUCKET },
  postbox: {
    client: createMailClient(),
    sender: env.MAIL_SENDER,
    configurationSet: env.CONFIGURATION_SET,
  },
  claimMs: env.CLAIM_MINUTES * 60_000,
  now: () => new Date(),
  newId: randomUUID,
};

/** Kept back to send and mark the last mail before Lambda ends the function. */
const LAST_MAIL_MS = 15_000;

/** Sends what is due for the recipient that a wake-up names; reports it when it is to be tried again. */
export const handler = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  logger.addContext(context);
  const hasTime = (): boolean => context.getRemainingTimeInMillis() > LAST_MAIL_MS;
  return handleMessages(event.Records, {
    handle: ({ body }) => serve(wakeUp.parse(JSON.parse(body)).recipient, hasTime),
    onFailure: ({ body }, error) => logger.error('recipient not served', { body, reasons: reasonsOf(error) }),
    concurrency: 1,
  });
};

async function serve(recipient: string, hasTime: () => boolean): Promise<void> {
  const startedMs = performance.now();
  const sendings = await sendDue(recipient, { ...ports, hasTime });
  // The rest waits for no new alert, and this message is not failed for it.
  if (sendings.left > 0) await wakeRecipients(queue, [recipient], randomUUID);
  logger.info('recipient served', { recipient, ...sendings, ms: Math.round(performance.now() - startedMs) });
}

function reasonsOf(error: unknown): readonly string[] {
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  // An SDK error may quote the address in its message: its name is enough.
  return errors.map((cause) => (cause instanceof Error && '$metadata' in cause ? cause.name : String(cause)));
}
