import { ChangeMessageVisibilityCommand, MessageNotInflight, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';

const Inspection = z.object({
  messages: z.object({ inflight: z.array(z.object({ receiptHandle: z.string() })) }),
});

/** fauxqs 2.4.1 loses a message whose timeout is set to 0 while it keeps its data on disk. */
const SOON_SECONDS = 1;

/**
 * Makes messages visible that a runner held when it was killed; its visibility timeout would hide them for minutes.
 * Only to be called while nothing reads the queue.
 */
export async function releaseInFlight(
  endpoint: string,
  queue: { readonly client: SQSClient; readonly url: string; readonly name: string },
): Promise<void> {
  const response = await fetch(`${endpoint}/_fauxqs/queues/${encodeURIComponent(queue.name)}`);
  const { messages } = Inspection.parse(await response.json());
  for (const { receiptHandle } of messages.inflight) {
    const message = { QueueUrl: queue.url, ReceiptHandle: receiptHandle };
    try {
      await queue.client.send(
        new ChangeMessageVisibilityCommand({ ...message, VisibilityTimeout: SOON_SECONDS }),
      );
    } catch (error) {
      // Its time may have been over a moment earlier.
      if (!(error instanceof MessageNotInflight)) throw error;
    }
  }
}
