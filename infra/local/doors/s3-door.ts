import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { queueUrl } from '../template/references.ts';
import type { BucketSpec } from '../template/storage-spec.ts';
import { type LoopbackServer, serveOnLoopback } from './loopback-server.ts';
import { createSequencer, type ObjectChange, s3Event } from './s3-event.ts';
import { createS3Proxy, type S3Proxy } from './s3-proxy.ts';
import { recogniseWrite, type S3Write } from './s3-write.ts';
import { changedObjects } from './s3-written.ts';

export interface S3DoorOptions {
  readonly port: number;
  /** `http://127.0.0.1:PORT` of the S3 engine behind the door. */
  readonly engine: string;
  readonly queues: { readonly client: SQSClient; readonly endpoint: string };
  readonly buckets: readonly BucketSpec[];
}

/** The engine takes no larger body in one request. */
const MAX_BODY_BYTES = 11 * 1024 * 1024;

/**
 * The S3 endpoint that users and functions see: what the engine behind it does, and the events that the engine does
 * not raise. A write is answered once its event is in the queue, so that no object stays unnoticed.
 */
export async function openS3Door(options: S3DoorOptions): Promise<LoopbackServer> {
  const proxy = createS3Proxy(options.engine);
  const buckets = new Map(options.buckets.map((bucket) => [bucket.name, bucket]));
  const write = createWriter(proxy, options.queues);
  const server = await serveOnLoopback(options.port, (request, response) => {
    const url = pathStyle(request, buckets);
    const asked = recogniseWrite(request.method ?? 'GET', url, request.headers);
    const bucket = asked && buckets.get(asked.bucket);
    const handled =
      asked !== undefined && bucket !== undefined && bucket.notifications.length > 0
        ? write(asked, bucket, request, response, url)
        : proxy.stream(request, response, url);
    handled.catch((error: unknown) => refuse(response, 503, 'ServiceUnavailable', String(error)));
  });
  const stop = async () => {
    await server.stop();
    proxy.close();
  };
  return { port: server.port, stop };
}

/** Rewrites `http://BUCKET.localhost/KEY` to `/BUCKET/KEY`. */
function pathStyle({ headers, url = '/' }: IncomingMessage, buckets: ReadonlyMap<string, unknown>): string {
  const [first = ''] = (headers.host ?? '').split('.localhost');
  return buckets.has(first) ? `/${first}${url}` : url;
}

type Write = (
  asked: S3Write,
  bucket: BucketSpec,
  request: IncomingMessage,
  response: ServerResponse,
  url: string,
) => Promise<void>;

function createWriter(proxy: S3Proxy, queues: S3DoorOptions['queues']): Write {
  const nextSequencer = createSequencer(() => performance.timeOrigin + performance.now());
  const inOrder = createLine();

  return async (asked, bucket, request, response, url) => {
    const length = Number(request.headers['content-length'] ?? 0);
    if (length > MAX_BODY_BYTES) {
      refuse(response, 400, 'EntityTooLarge', 'The local S3 takes 11 MiB in one request: upload in parts.');
      request.resume();
      return;
    }
    const body = await buffer(request);
    const { method = 'GET', headers } = request;
    // One write at a time, so that sequencers rise in the order in which the engine made the changes.
    const { answer, changes } = await inOrder(async () => {
      const answered = await proxy.send(method, url, headers, body);
      const objects = await changedObjects(asked, bucket, { headers, body }, answered, proxy);
      const stamped = objects.map((object) => ({ ...object, sequencer: nextSequencer(), at: new Date() }));
      return { answer: answered, changes: stamped };
    });
    await Promise.all(changes.map((change) => raise(change, bucket, queues)));
    response.writeHead(answer.status, withoutLength(answer.headers)).end(answer.body);
  };
}

/** Runs tasks one after the other; one that fails does not hold up the next. */
function createLine(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => {});
    return result;
  };
}

async function raise(
  change: ObjectChange,
  bucket: BucketSpec,
  queues: S3DoorOptions['queues'],
): Promise<void> {
  const told = bucket.notifications.filter(({ event }) => matchesEvent(event, change.eventName));
  const MessageBody = JSON.stringify(s3Event(change));
  for (const { queueName } of told) {
    const QueueUrl = queueUrl(queues.endpoint, queueName);
    await queues.client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  }
}

/** `s3:ObjectCreated:*` matches `ObjectCreated:Put`. */
function matchesEvent(pattern: string, eventName: string): boolean {
  const wanted = pattern.replace(/^s3:/, '');
  return wanted.endsWith('*') ? eventName.startsWith(wanted.slice(0, -1)) : wanted === eventName;
}

function withoutLength(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const {
    'content-length': _length,
    'transfer-encoding': _encoding,
    connection: _connection,
    ...kept
  } = headers;
  return kept;
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const text = message.replace(/[<>&]/g, ' ');
  response
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${text}</Message></Error>`,
    );
}
