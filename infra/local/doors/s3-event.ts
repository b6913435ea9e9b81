import { LOCAL_ACCOUNT, LOCAL_REGION } from '../template/local-account.ts';

/** A change of one object, as its event tells it. */
export interface ObjectChange {
  /** `ObjectCreated:Put` */
  readonly eventName: string;
  readonly bucket: string;
  readonly key: string;
  /** Bytes; absent when the object is gone. */
  readonly size?: number;
  readonly eTag?: string;
  readonly versionId?: string;
  readonly sequencer: string;
  /** When the engine had made the change. */
  readonly at: Date;
}

/**
 * The message that S3 sends about a change:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function s3Event(change: ObjectChange): object {
  const { size, eTag, versionId } = change;
  return {
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: LOCAL_REGION,
        eventTime: change.at.toISOString(),
        eventName: change.eventName,
        userIdentity: { principalId: LOCAL_ACCOUNT },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: { 'x-amz-request-id': change.sequencer, 'x-amz-id-2': 'local' },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'local',
          bucket: {
            name: change.bucket,
            ownerIdentity: { principalId: LOCAL_ACCOUNT },
            arn: `arn:aws:s3:::${change.bucket}`,
          },
          object: {
            key: encodeKey(change.key),
            ...(size === undefined ? {} : { size }),
            ...(eTag === undefined ? {} : { eTag }),
            ...(versionId === undefined ? {} : { versionId }),
            sequencer: change.sequencer,
          },
        },
      },
    ],
  };
}

/** Form encoding, spaces as plus signs, with slashes left as they are. */
function encodeKey(key: string): string {
  return new URLSearchParams([['', key]]).toString().slice(1).replaceAll('%2F', '/');
}

/**
 * Makes sequencers: 18 hexadecimal digits that rise with every call, and, as they count nanoseconds since 1970, also
 * after a restart.
 */
export function createSequencer(nowMs: () => number): () => string {
  let last = 0n;
  return () => {
    const now = BigInt(Math.round(nowMs() * 1e6));
    last = now > last ? now : last + 1n;
    return last.toString(16).toUpperCase().padStart(18, '0');
  };
}
