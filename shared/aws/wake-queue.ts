import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** The FIFO queue whose messages tell `mail` that something may be due. */
export interface WakeQueue {
  readonly client: SQSClient;
  readonly url: string;
}

const BATCH = 10;

/**
 * Wakes each recipient once. The message has a deduplication id of its own, since a wake-up swallowed as a
 * duplicate of an earlier one could leave an alert unsent.
 * @throws {Error} when a message was not taken
 */
export async function wakeRecipients(
  queue: WakeQueue,
  recipients: Iterable<string>,
  newId: () => string,
): Promise<void> {
  const distinct = [...new Set(recipients)];
  for (let start = 0; start < distinct.length; start += BATCH) {
    const entries = distinct.slice(start, start + BATCH).map((recipient, index) => ({
      Id: String(index),
      MessageBody: JSON.stringify({ recipient }),
      MessageGroupId: recipient,
      MessageDeduplicationId: newId(),
    }));
    const { Failed = [] } = await queue.client.send(
      new SendMessageBatchCommand({ QueueUrl: queue.url, Entries: entries }),
    );
    const [failed] = Failed;
    if (failed !== undefined) throw new Error(`SQS did not take a wake-up: ${failed.Code}`);
  }
}
