import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { createMailClient } from '../../shared/aws/email.ts';
import { env } from './env.ts';
import { type MailPorts, sendDue } from './send-due.ts';

const wakeUp = z.object({ recipient: z.string().min(1) });

const logger = new Logger();
const client = new DynamoDBClient();
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
  apiUrl: env.API_URL,
  claimMs: env.CLAIM_MINUTES * 60_000,
  now: () => new Date(),
  newId: randomUUID,
};

/** Kept back to send and mark the last mail before Lambda ends the function. */
const LAST_MAIL_MS = 15_000;

/**
 * Sends what is due for the recipients that a batch of wake-ups names; reports the messages to be tried again.
 * Each recipient is a group of the queue: several wake-ups are one, and one that fails holds up no other.
 */
export const handler = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  logger.addContext(context);
  const failed: SQSRecord[] = [];
  for (const [recipient, messages] of Map.groupBy(event.Records, readRecipient)) {
    const startedMs = performance.now();
    try {
      if (recipient === undefined) throw new Error('A wake-up names no recipient.');
      const hasTime = () => context.getRemainingTimeInMillis() > LAST_MAIL_MS;
      const sendings = await sendDue(recipient, { ...ports, hasTime });
      logger.info('recipient served', {
        recipient,
        ...sendings,
        ms: Math.round(performance.now() - startedMs),
      });
    } catch (error) {
      logger.error('recipient not served', { recipient, reasons: reasonsOf(error) });
      failed.push(...messages);
    }
  }
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};

function readRecipient({ body }: SQSRecord): string | undefined {
  const parsed = wakeUp.safeParse(parseJson(body));
  return parsed.success ? parsed.data.recipient : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonsOf(error: unknown): readonly string[] {
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  // An SDK error may quote the address in its message: its name is enough.
  return errors.map((cause) => (cause instanceof Error && '$metadata' in cause ? cause.name : String(cause)));
}
