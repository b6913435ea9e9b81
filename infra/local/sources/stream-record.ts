import type { AttributeValue, _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import { LOCAL_REGION } from '../template/local-account.ts';

/** A change of an item as Lambda hands it to a function, but for the stream's ARN. */
export interface ChangeRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly eventVersion: string;
  readonly eventSource: 'aws:dynamodb';
  readonly awsRegion: string;
  readonly dynamodb: {
    readonly SequenceNumber: string;
    /** Epoch seconds. */
    readonly ApproximateCreationDateTime: number;
    readonly [other: string]: unknown;
  };
  readonly userIdentity?: { readonly type: string; readonly principalId: string };
}

const CHANGES = new Set(['INSERT', 'MODIFY', 'REMOVE']);
const TIME_TO_LIVE = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };

/**
 * Turns the SDK's record into Lambda's. DynamoDB Local calls a deletion by time to live something that the SDK does not
 * know, where AWS says REMOVE by the service itself.
 */
export function toChangeRecord(record: StreamRecord): ChangeRecord | undefined {
  const change = record.dynamodb;
  const sequenceNumber = change?.SequenceNumber;
  if (change === undefined || sequenceNumber === undefined) return undefined;
  const expired = !CHANGES.has(String(record.eventName));
  return {
    eventID: record.eventID ?? sequenceNumber,
    eventName: expired ? 'REMOVE' : String(record.eventName),
    eventVersion: record.eventVersion ?? '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: LOCAL_REGION,
    dynamodb: {
      ApproximateCreationDateTime: (change.ApproximateCreationDateTime ?? new Date()).getTime() / 1000,
      SequenceNumber: sequenceNumber,
      SizeBytes: change.SizeBytes,
      StreamViewType: change.StreamViewType,
      ...image('Keys', change.Keys),
      ...image('NewImage', change.NewImage),
      ...image('OldImage', change.OldImage),
    },
    ...(expired ? { userIdentity: TIME_TO_LIVE } : {}),
  };
}

function image(name: string, item: Readonly<Record<string, AttributeValue>> | undefined): object {
  return item === undefined ? {} : { [name]: mapValues(item) };
}

function mapValues(item: Readonly<Record<string, AttributeValue>>): Record<string, object> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toJson(value)]));
}

/** Lambda's JSON carries binary values as base64. */
function toJson(value: AttributeValue): object {
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(base64) };
  if (value.L !== undefined) return { L: value.L.map(toJson) };
  if (value.M !== undefined) return { M: mapValues(value.M) };
  return value;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
