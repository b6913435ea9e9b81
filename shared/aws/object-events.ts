import * as z from 'zod';
import { type FileEvent, normaliseSequencer } from '../article/claims.ts';

/** One event of an object in the drop bucket. */
export interface ObjectEvent extends FileEvent {
  readonly bucket: string;
  readonly key: string;
  /** `version-removed` says only that some version is gone: what is current now must be looked at. */
  readonly kind: 'created' | 'removed' | 'version-removed';
  readonly versionId?: string;
}

const recordSchema = z.object({
  eventName: z.string(),
  eventTime: z.iso.datetime(),
  s3: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({ key: z.string(), versionId: z.string().optional(), sequencer: z.string() }),
  }),
});

const testEventSchema = z.object({ Event: z.literal('s3:TestEvent') });
const messageSchema = z.union([testEventSchema, z.object({ Records: z.array(recordSchema) })]);

/**
 * Reads the object events out of a message of the drop queue; none for the test event that S3 sends once.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 * @throws {Error} when the message is no S3 notification
 */
export function readObjectEvents(body: string): readonly ObjectEvent[] {
  const message = messageSchema.parse(JSON.parse(body));
  return 'Records' in message ? message.Records.map(readRecord) : [];
}

function readRecord({ eventName, eventTime, s3 }: z.infer<typeof recordSchema>): ObjectEvent {
  // Keys arrive form-encoded: a space as a plus sign.
  const key = decodeURIComponent(s3.object.key.replaceAll('+', ' '));
  const { versionId } = s3.object;
  const kind = kindOf(eventName, versionId);
  return {
    bucket: s3.bucket.name,
    key,
    object: `${s3.bucket.name}/${key}`,
    kind,
    sequencer: normaliseSequencer(s3.object.sequencer),
    at: new Date(eventTime).toISOString(),
    ...(kind === 'created' && versionId !== undefined && { versionId }),
  };
}

function kindOf(eventName: string, versionId: string | undefined): ObjectEvent['kind'] {
  if (!eventName.startsWith('ObjectRemoved:')) return 'created';
  return eventName === 'ObjectRemoved:Delete' && versionId !== undefined ? 'version-removed' : 'removed';
}
