import * as z from 'zod';
import type { Found } from './found.ts';

export interface QueueSpec {
  readonly noun: string;
  readonly name: string;
  /** Attributes as SQS takes them, all text. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Whether its messages go to another queue after too many receives. */
  readonly hasDeadLetters: boolean;
}

export interface BucketSpec {
  readonly noun: string;
  readonly name: string;
  readonly versioned: boolean;
  readonly notifications: readonly BucketNotification[];
}

interface BucketNotification {
  /** `s3:ObjectCreated:*` */
  readonly event: string;
  readonly queueName: string;
}

const QueueProperties = z.object({
  FifoQueue: z.boolean().optional(),
  ContentBasedDeduplication: z.boolean().optional(),
  DelaySeconds: z.int().optional(),
  MessageRetentionPeriod: z.int().optional(),
  ReceiveMessageWaitTimeSeconds: z.int().optional(),
  VisibilityTimeout: z.int().optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.string() }).optional(),
});

export function readQueue(found: Found): QueueSpec {
  const { RedrivePolicy, ...settings } = QueueProperties.parse(found.resolve(found.properties));
  const attributes = Object.entries(settings)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, String(value)] as const);
  if (RedrivePolicy) attributes.push(['RedrivePolicy', JSON.stringify(RedrivePolicy)]);
  return {
    noun: found.noun,
    name: found.name,
    attributes: Object.fromEntries(attributes),
    hasDeadLetters: RedrivePolicy !== undefined,
  };
}

/** Strict where a setting would change which events are raised. */
const BucketProperties = z.object({
  VersioningConfiguration: z.object({ Status: z.enum(['Enabled', 'Suspended']) }).optional(),
  NotificationConfiguration: z
    .strictObject({
      QueueConfigurations: z.array(z.strictObject({ Event: z.string(), Queue: z.string() })).default([]),
    })
    .default({ QueueConfigurations: [] }),
});

export function readBucket(found: Found): BucketSpec {
  const { VersioningConfiguration, NotificationConfiguration } = BucketProperties.parse(
    found.resolve(found.properties),
  );
  return {
    noun: found.noun,
    name: found.name,
    versioned: VersioningConfiguration?.Status === 'Enabled',
    notifications: NotificationConfiguration.QueueConfigurations.map(({ Event, Queue }) => ({
      event: Event,
      queueName: Queue.split(':').at(-1) ?? '',
    })),
  };
}
