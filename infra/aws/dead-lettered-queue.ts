import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** The time-out of every function that reads a queue. */
export const QUEUE_READER_TIMEOUT = Duration.seconds(60);

/**
 * A message stays hidden for six time-outs of its reader, so that a batch that was throttled can be tried again:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const VISIBILITY_TIMEOUTS = 6;

/** AWS advises five at least, so that throttling alone buries no message (same page). */
const MAX_RECEIVES = 5;

export interface DeadLetteredQueueProps {
  /** Whether messages of one group keep their order. Senders name a deduplication id: none is made from the content. */
  readonly fifo?: boolean;
}

/** A queue, and beside it the queue of the messages that could not be handled. */
export class DeadLetteredQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: DeadLetteredQueueProps = {}) {
    super(scope, id);
    const shared = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      ...(props.fifo === true && { fifo: true, contentBasedDeduplication: false }),
    };
    // A dead letter's age counts from its first sending, so this must be longer than the queue's own four days:
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
    this.deadLetters = new Queue(this, 'DeadLetters', { ...shared, retentionPeriod: Duration.days(14) });
    this.queue = new Queue(this, 'Queue', {
      ...shared,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.seconds(VISIBILITY_TIMEOUTS * QUEUE_READER_TIMEOUT.toSeconds()),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVES },
    });
  }
}
