import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import pMap from 'p-map';

/** How a batch of queue messages is worked through. */
export interface MessageHandling {
  readonly handle: (message: SQSRecord) => Promise<void>;
  /** Is told of each message that will come back. */
  readonly onFailure: (message: SQSRecord, cause: unknown) => void;
  /** How many messages are in work at once. */
  readonly concurrency: number;
}

/**
 * Works through a batch of messages; one that fails comes back alone.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export async function handleMessages(
  messages: readonly SQSRecord[],
  { handle, onFailure, concurrency }: MessageHandling,
): Promise<SQSBatchResponse> {
  const failed: { itemIdentifier: string }[] = [];
  const work = async (message: SQSRecord): Promise<void> => {
    try {
      await handle(message);
    } catch (cause) {
      onFailure(message, cause);
      failed.push({ itemIdentifier: message.messageId });
    }
  };
  await pMap(messages, work, { concurrency });
  return { batchItemFailures: failed };
}
