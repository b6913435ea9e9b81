import { Aws, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnQueuePolicy, type Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetteredQueue } from './dead-lettered-queue.ts';
import { PrivateBucket } from './private-bucket.ts';

/** Where articles arrive: the bucket they are dropped into, and the queue that hears of each change in it. */
export class ArticlesIn extends Construct {
  readonly bucket: Bucket;
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = new PrivateBucket(this, 'Drop');
    const { queue, deadLetters } = new DeadLetteredQueue(this, 'DropQueue');
    this.queue = queue;
    this.deadLetters = deadLetters;
    this.#notify();
  }

  /** Sets the notification on the bucket itself: the construct library's way adds a function of its own. */
  #notify(): void {
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnLike: { 'aws:SourceArn': bucketsOf(Stack.of(this)) },
        },
      }),
    );
    const bucket = this.bucket.node.findAll().find(CfnBucket.isCfnBucket);
    const policy = this.queue.node.findAll().find(CfnQueuePolicy.isCfnQueuePolicy);
    if (bucket === undefined || policy === undefined)
      throw new Error('The drop bucket or queue has no policy');
    bucket.notificationConfiguration = {
      queueConfigurations: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'].map((event) => ({
        event,
        queue: this.queue.queueArn,
      })),
    };
    // S3 tries the queue when the notification is set, and refuses one that it may not send to.
    bucket.addResourceDependency(policy);
  }
}

/**
 * The stack's buckets by the start of their names. The bucket itself cannot be named here, as it is made after the
 * policy; CloudFormation starts a name with the stack's, in lower case and cut to fit:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-using-console-create-stack-parameters.html
 */
function bucketsOf(stack: Stack): string {
  return `arn:${Aws.PARTITION}:s3:::${stack.stackName.toLowerCase().slice(0, 20)}-*`;
}
