import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { LoopbackServer } from '../../../../infra/local/doors/loopback-server.ts';
import { openS3Door } from '../../../../infra/local/doors/s3-door.ts';
import type { Engine } from '../../../../infra/local/engines/engine.ts';
import { startFauxqs } from '../../../../infra/local/engines/fauxqs.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../../../../infra/local/template/local-account.ts';
import { queueUrl } from '../../../../infra/local/template/references.ts';

const Body = z.object({
  Records: z.tuple([
    z.object({
      eventName: z.string(),
      eventTime: z.iso.datetime(),
      s3: z.object({
        bucket: z.object({ name: z.string() }),
        object: z.object({
          key: z.string(),
          size: z.number().optional(),
          eTag: z.string().optional(),
          sequencer: z.string().regex(/^[0-9A-F]{18,}$/),
        }),
      }),
    }),
  ]),
});

describe('the S3 endpoint', () => {
  let engine: Engine;
  let door: LoopbackServer;
  let s3: S3Client;
  let sqs: SQSClient;
  let endpoint: string;

  before(async () => {
    engine = await startFauxqs({});
    const shared = { region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS };
    sqs = new SQSClient({ ...shared, endpoint: engine.endpoint });
    await sqs.send(new CreateQueueCommand({ QueueName: 'events' }));
    const notifications = ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'].map((event) => ({
      event,
      queueName: 'events',
    }));
    const buckets = [
      { noun: 'Drop', name: 'drop', versioned: true, notifications },
      { noun: 'Store', name: 'store', versioned: true, notifications: [] },
    ];
    const queues = { client: sqs, endpoint: engine.endpoint };
    door = await openS3Door({ port: 0, engine: engine.endpoint, queues, buckets });
    endpoint = `http://127.0.0.1:${door.port}`;
    s3 = new S3Client({ ...shared, endpoint, forcePathStyle: true });
    for (const { name } of buckets) await s3.send(new CreateBucketCommand({ Bucket: name }));
  });
  after(async () => {
    s3.destroy();
    sqs.destroy();
    await door.stop();
    await engine.stop();
  });

  /** The events of the queue, oldest first. */
  const takeEvents = async () => {
    const QueueUrl = queueUrl(engine.endpoint, 'events');
    const events: z.infer<typeof Body>['Records'][0][] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      if (Messages.length === 0) break;
      for (const message of Messages) {
        events.push(Body.parse(JSON.parse(message.Body ?? '')).Records[0]);
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
      }
    }
    return events.toSorted((a, b) => a.s3.object.sequencer.localeCompare(b.s3.object.sequencer));
  };
  const summary = async () =>
    (await takeEvents()).map(({ eventName, s3: { object } }) => [eventName, object.key, object.size]);

  const keys: readonly [key: string, encoded: string][] = [
    ['plain.txt', 'plain.txt'],
    ['a folder/two words.txt', 'a+folder/two+words.txt'],
    ['1+1=2 & 100%.txt', '1%2B1%3D2+%26+100%25.txt'],
    [`it's "quoted" (1)!~.txt`, 'it%27s+%22quoted%22+%281%29%21%7E.txt'],
    ['новости/Баку.txt', '%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/%D0%91%D0%B0%D0%BA%D1%83.txt'],
    ['%41 already encoded.txt', '%2541+already+encoded.txt'],
  ];
  for (const [key, encoded] of keys) {
    test(`tells of ${key} being put, read and removed`, async () => {
      const Bucket = 'drop';
      const put = await s3.send(new PutObjectCommand({ Bucket, Key: key, Body: 'текст' }));
      const { Body: found } = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
      assert.equal(await found?.transformToString(), 'текст');
      await s3.send(new DeleteObjectCommand({ Bucket, Key: key }));
      const [created, removed, ...others] = await takeEvents();
      assert.deepEqual(others, []);
      assert.partialDeepStrictEqual(created, {
        eventName: 'ObjectCreated:Put',
        s3: {
          bucket: { name: Bucket },
          object: { key: encoded, size: 10, eTag: put.ETag?.replaceAll('"', '') },
        },
      });
      assert.partialDeepStrictEqual(removed, {
        eventName: 'ObjectRemoved:DeleteMarkerCreated',
        s3: { object: { key: encoded } },
      });
    });
  }

  test('tells of a copy with its size', async () => {
    await s3.send(new PutObjectCommand({ Bucket: 'store', Key: 'from', Body: 'four' }));
    await s3.send(new CopyObjectCommand({ Bucket: 'drop', Key: 'to', CopySource: 'store/from' }));
    assert.deepEqual(await summary(), [['ObjectCreated:Copy', 'to', 4]]);
  });

  test('tells of an upload in parts once, when it is complete', async () => {
    const target = { Bucket: 'drop', Key: 'in parts' };
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(target));
    const large = Buffer.alloc(5 * 1024 * 1024, 'x');
    const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
    for (const [index, Body] of [large, Buffer.from('end')].entries()) {
      const part = { ...target, UploadId, PartNumber: index + 1, Body };
      const { ETag } = await s3.send(new UploadPartCommand(part));
      Parts.push({ PartNumber: index + 1, ETag });
    }
    assert.deepEqual(await summary(), []);
    await s3.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));
    assert.deepEqual(await summary(), [
      ['ObjectCreated:CompleteMultipartUpload', 'in+parts', large.length + 3],
    ]);
  });

  test('tells of every object that one request deletes, quietly or not', async () => {
    for (const Quiet of [true, false]) {
      const Objects = [{ Key: 'a & b' }, { Key: '<c>' }];
      await s3.send(new DeleteObjectsCommand({ Bucket: 'drop', Delete: { Objects, Quiet } }));
      assert.deepEqual(await summary(), [
        ['ObjectRemoved:DeleteMarkerCreated', 'a+%26+b', undefined],
        ['ObjectRemoved:DeleteMarkerCreated', '%3Cc%3E', undefined],
      ]);
    }
  });

  test("tells of a browser form's upload", async () => {
    const form = new FormData();
    form.set('key', `forms/\${filename}`);
    form.set('file', new File(['three'], 'my file.txt'));
    const response = await fetch(`${endpoint}/drop`, { method: 'POST', body: form });
    assert.equal(response.status, 204);
    assert.deepEqual(await summary(), [['ObjectCreated:Post', 'forms/my+file.txt', 5]]);
  });

  test('takes what curl sends: no signature, and a form for a content type', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const put = await fetch(`${endpoint}/drop/curl.txt`, { method: 'PUT', body: 'a=b&c', headers });
    assert.equal(put.status, 200);
    assert.equal(await (await fetch(`${endpoint}/drop/curl.txt`)).text(), 'a=b&c');
    assert.deepEqual(await summary(), [['ObjectCreated:Put', 'curl.txt', 5]]);
  });

  test('takes a body in signed chunks from a client that does not name its encoding', async () => {
    const chunk = `4;chunk-signature=${'0'.repeat(64)}\r\nfour\r\n0;chunk-signature=${'0'.repeat(64)}\r\n\r\n`;
    const headers = {
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
      'x-amz-decoded-content-length': '4',
    };
    await fetch(`${endpoint}/drop/chunks`, { method: 'PUT', body: chunk, headers });
    assert.equal(await (await fetch(`${endpoint}/drop/chunks`)).text(), 'four');
    assert.deepEqual(await summary(), [['ObjectCreated:Put', 'chunks', 4]]);
  });

  test('takes buckets named by the host', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = { host: `drop.localhost:${door.port}` };
      request(`${endpoint}/hosted`, { method: 'PUT', headers }, (response) => resolve(response.statusCode))
        .once('error', reject)
        .end('x');
    });
    assert.equal(status, 200);
    assert.deepEqual(await summary(), [['ObjectCreated:Put', 'hosted', 1]]);
  });

  test('answers nobody who calls it by a name that is not this machine', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = { host: 'attacker.example' };
      request(`${endpoint}/drop/x`, { method: 'PUT', headers }, (response) => resolve(response.statusCode))
        .once('error', reject)
        .end('x');
    });
    assert.equal(status, 403);
    assert.deepEqual(await summary(), []);
  });

  test('says nothing of a bucket without notifications, of reads and of writes that failed', async () => {
    await s3.send(new PutObjectCommand({ Bucket: 'store', Key: 'quiet', Body: 'x' }));
    await assert.rejects(s3.send(new GetObjectCommand({ Bucket: 'drop', Key: 'nowhere' })));
    await assert.rejects(
      s3.send(new CopyObjectCommand({ Bucket: 'drop', Key: 'c', CopySource: 'store/nowhere' })),
    );
    assert.deepEqual(await summary(), []);
  });

  test('sequencers rise in the order in which writes to a key took effect', async () => {
    const Key = 'contended';
    const write = (n: number) => s3.send(new PutObjectCommand({ Bucket: 'drop', Key, Body: 'x'.repeat(n) }));
    await Promise.all(Array.from({ length: 20 }, (_, n) => write(n + 1)));
    const events = await takeEvents();
    assert.equal(new Set(events.map(({ s3: { object } }) => object.sequencer)).size, 20);
    const { Body: last } = await s3.send(new GetObjectCommand({ Bucket: 'drop', Key }));
    assert.equal((await last?.transformToString())?.length, events.at(-1)?.s3.object.size);
  });

  test('refuses a body that is too large for one request with the advice to upload in parts', async () => {
    const Body = Buffer.alloc(12 * 1024 * 1024);
    await assert.rejects(s3.send(new PutObjectCommand({ Bucket: 'drop', Key: 'large', Body })), /parts/);
    assert.deepEqual(await summary(), []);
  });
});
