import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { TidingsFunction } from './tidings-function.ts';

/** Has the function read the queue, up to `batchSize` messages at a time, and answer which of them failed. */
export function feedFromQueue(reader: TidingsFunction, queue: Queue, batchSize: number): void {
  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions
  reader.allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], queue.queueArn);
  new EventSourceMapping(reader, 'FromQueue', {
    target: reader.function,
    eventSourceArn: queue.queueArn,
    batchSize,
    reportBatchItemFailures: true,
  });
}
