import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';
import { LOCAL_REGION } from '../template/local-account.ts';

/** A message as Lambda hands it to a function, but for the queue's ARN. */
export interface SqsRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, object>>;
  readonly md5OfBody: string;
  readonly eventSource: 'aws:sqs';
  readonly awsRegion: string;
}

/** Undefined for a message without the ids that SQS always gives. */
export function toSqsRecord(message: Message): SqsRecord | undefined {
  const { MessageId, ReceiptHandle, Body, MD5OfBody, Attributes, MessageAttributes } = message;
  if (MessageId === undefined || ReceiptHandle === undefined) return undefined;
  const messageAttributes = Object.entries(MessageAttributes ?? {}).map(([name, value]) => [
    name,
    toAttribute(value),
  ]);
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body ?? '',
    attributes: { ...Attributes },
    messageAttributes: Object.fromEntries(messageAttributes),
    md5OfBody: MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    awsRegion: LOCAL_REGION,
  };
}

function toAttribute({ DataType, StringValue, BinaryValue }: MessageAttributeValue): object {
  return {
    dataType: DataType,
    ...(StringValue === undefined ? {} : { stringValue: StringValue }),
    ...(BinaryValue === undefined ? {} : { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
    stringListValues: [],
    binaryListValues: [],
  };
}
