import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Engine } from '../../../../infra/local/engines/engine.ts';
import { startFauxqs } from '../../../../infra/local/engines/fauxqs.ts';
import type { Outcome } from '../../../../infra/local/functions/runtime-api.ts';
import { startQueueSource } from '../../../../infra/local/sources/queue-source.ts';
import { releaseInFlight } from '../../../../infra/local/sources/release-in-flight.ts';
import type { EventSource } from '../../../../infra/local/template/event-source.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../../../../infra/local/template/local-account.ts';
import { queueUrl } from '../../../../infra/local/template/references.ts';
import { waitUntil } from '../wait-until.ts';

interface SqsEvent {
  readonly Records: readonly {
    readonly messageId: string;
    readonly body: string;
    readonly attributes: Readonly<Record<string, string>>;
  }[];
}

describe('a queue that feeds a function', () => {
  let engine: Engine;
  let client: SQSClient;

  before(async () => {
    engine = await startFauxqs({ dir: mkdtempSync(join(tmpdir(), 'tidings-queues-')) });
    client = new SQSClient({
      endpoint: engine.endpoint,
      region: LOCAL_REGION,
      credentials: LOCAL_CREDENTIALS,
    });
  });
  after(async () => {
    client.destroy();
    await engine.stop();
  });

  const makeQueue = async (name: string, Attributes: Record<string, string>) => {
    await client.send(new CreateQueueCommand({ QueueName: name, Attributes }));
    return { client, url: queueUrl(engine.endpoint, name), name };
  };
  const isEmpty = async (url: string) => {
    const AttributeNames = ['All' as const];
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames }),
    );
    return (
      Attributes['ApproximateNumberOfMessages'] === '0' &&
      Attributes['ApproximateNumberOfMessagesNotVisible'] === '0'
    );
  };
  const feed = (name: string, url: string, handle: (event: SqsEvent) => object | undefined) => {
    const invoke = async (event: unknown): Promise<Outcome> => {
      assert.ok(isSqsEvent(event));
      const answer = handle(event);
      return answer === undefined
        ? { ok: false, reason: 'error', message: 'asked to fail' }
        : { ok: true, payload: JSON.stringify(answer) };
    };
    return startQueueSource(mapping(name), { client, url }, { invoke, report: () => {} });
  };

  test('only the messages that a function names as failed come back', async () => {
    const { url } = await makeQueue('partial', { VisibilityTimeout: '1' });
    for (const MessageBody of ['good', 'bad', 'fine']) {
      await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
    }
    const seen: string[] = [];
    const source = feed('partial', url, ({ Records }) => {
      const bodies = Records.map(({ body }) => body);
      const failed = Records.filter(({ body }) => body === 'bad' && !seen.includes('bad'));
      seen.push(...bodies);
      return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    });
    await waitUntil(() => isEmpty(url), 'the queue is empty');
    await source.stop();
    assert.deepEqual(seen.toSorted(), ['bad', 'bad', 'fine', 'good']);
  });

  test('a function that fails gets the whole batch again, and then the dead letters do', async () => {
    const dead = await makeQueue('failing-dead', {});
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: 'arn:aws:sqs:eu-central-1:000000000000:failing-dead',
      maxReceiveCount: '2',
    });
    const { url } = await makeQueue('failing', { VisibilityTimeout: '1', RedrivePolicy });
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'poison' }));
    let calls = 0;
    const source = feed('failing', url, () => {
      calls += 1;
      return undefined;
    });
    await waitUntil(async () => !(await isEmpty(dead.url)), 'the message is a dead letter');
    await source.stop();
    assert.equal(calls, 2);
  });

  test('messages of one FIFO group arrive one after the other and in order', async () => {
    const { url } = await makeQueue('ordered.fifo', { FifoQueue: 'true', VisibilityTimeout: '30' });
    for (let n = 0; n < 12; n += 1) {
      const MessageGroupId = n % 2 === 0 ? 'even' : 'odd';
      const message = { MessageBody: String(n), MessageGroupId, MessageDeduplicationId: String(n) };
      await client.send(new SendMessageCommand({ QueueUrl: url, ...message }));
    }
    const seen: Record<string, number[]> = { even: [], odd: [] };
    const source = feed('ordered.fifo', url, ({ Records }) => {
      for (const { body, attributes } of Records)
        seen[attributes['MessageGroupId'] ?? '']?.push(Number(body));
      return { batchItemFailures: [] };
    });
    await waitUntil(() => isEmpty(url), 'the queue is empty');
    await source.stop();
    assert.deepEqual(seen, { even: [0, 2, 4, 6, 8, 10], odd: [1, 3, 5, 7, 9, 11] });
  });

  test('messages that a killed reader held can be released at once', async () => {
    const queue = await makeQueue('held', { VisibilityTimeout: '600' });
    await client.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: 'held' }));
    const failing = feed('held', queue.url, () => ({
      unexpected: true,
      batchItemFailures: [{ itemIdentifier: 'x' }],
    }));
    await waitUntil(async () => !(await isEmpty(queue.url)), 'the message is held');
    await failing.stop();
    await releaseInFlight(engine.endpoint, queue);
    const bodies: string[] = [];
    const source = feed('held', queue.url, ({ Records }) => {
      bodies.push(...Records.map(({ body }) => body));
      return {};
    });
    await waitUntil(() => isEmpty(queue.url), 'the queue is empty');
    await source.stop();
    assert.deepEqual(bodies, ['held']);
  });
});

function mapping(name: string): EventSource {
  return {
    functionName: 'tidings-Toy',
    from: { kind: 'queue', name, arn: `arn:aws:sqs:eu-central-1:000000000000:${name}` },
    batchSize: 10,
    windowMs: 0,
    partialResponses: true,
    bisect: false,
    maxRetries: -1,
    maxAgeSeconds: -1,
  };
}

function isSqsEvent(event: unknown): event is SqsEvent {
  return typeof event === 'object' && event !== null && 'Records' in event;
}
