import assert from 'node:assert/strict';
import { after, before, beforeEach, suite, test } from 'node:test';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type AlertPorts, raiseAlerts } from '../../../functions/alert/raise-alerts.ts';
import { startDynamoDb } from '../../../infra/local/engines/dynamodb-local.ts';
import { startFauxqs } from '../../../infra/local/engines/fauxqs.ts';
import { recipientId } from '../../../shared/alert/recipient-id.ts';
import { listDue, readAlert } from '../../../shared/aws/alerts.ts';
import type { Table } from '../../../shared/aws/table.ts';
import { wakeRecipients } from '../../../shared/aws/wake-queue.ts';
import type { Watch } from '../../../shared/watch/watch.ts';
import { deleted, FRESHNESS, makeArticle } from '../../harness/article.ts';
import { localSettings } from '../../harness/local-settings.ts';
import { makeAlertsTable } from '../../harness/tables.ts';

const ANN = 'ann@tidings.example';
const BOB = 'bob@tidings.example';
const BAKU: Watch = { key: 'baku', name: 'Baku', query: 'baku', recipients: [ANN, BOB], version: 1 };
const ARTICLE = makeArticle({ watches: ['baku'] });
const LATER = ARTICLE.rev + 1000;
const NOW = '2026-02-10T10:00:05.000Z';

let dynamo: Awaited<ReturnType<typeof startDynamoDb>>;
let engine: Awaited<ReturnType<typeof startFauxqs>>;
let client: DynamoDBClient;
let sqs: SQSClient;
let alerts: Table;
let woken: string[][];

before(async () => {
  [dynamo, engine] = await Promise.all([startDynamoDb({ inMemory: true }), startFauxqs({})]);
  client = new DynamoDBClient(localSettings(dynamo.endpoint));
  sqs = new SQSClient(localSettings(engine.endpoint));
});
after(async () => {
  client.destroy();
  sqs.destroy();
  await Promise.all([dynamo.stop(), engine.stop()]);
});
beforeEach(async () => {
  alerts = await makeAlertsTable(client);
  woken = [];
});

function ports(over: Partial<AlertPorts> = {}): AlertPorts {
  return {
    alerts,
    readWatches: async () => [BAKU],
    wakeRecipients: async (recipients) => {
      woken.push([...recipients].sort());
    },
    freshness: FRESHNESS,
    now: () => NOW,
    ...over,
  };
}

const due = (address: string) => listDue(alerts, recipientId(address));
const everyone = [recipientId(ANN), recipientId(BOB)].sort();
const arrival = { sequenceNumber: '100', now: ARTICLE };

suite('a batch of article changes', () => {
  test('raises an alert for each recipient and wakes each once', async () => {
    const copy = { sequenceNumber: '101', now: { ...ARTICLE, id: 'a2' } };
    const raised = await raiseAlerts([arrival, copy], ports());
    assert.deepEqual(raised, { written: 4, recipients: 2 });
    const [alert, ...others] = await due(ANN);
    assert.equal(others.length, 0);
    assert.equal(alert?.alert, 'baku#s1#1');
    assert.deepEqual(Object.keys(alert?.articles ?? {}).sort(), ['a1', 'a2']);
    assert.deepEqual(woken, [everyone]);
  });

  test('told again writes nothing and wakes all the same', async () => {
    await raiseAlerts([arrival], ports());
    const again = await raiseAlerts([arrival], ports());
    assert.equal(again.written, 0);
    assert.deepEqual(woken, [everyone, everyone]);
  });

  test('withdraws what a correction or a deletion ends', async () => {
    await raiseAlerts([arrival], ports());
    const now = deleted(ARTICLE, LATER);
    await raiseAlerts([{ sequenceNumber: '101', old: ARTICLE, now }], ports());
    assert.deepEqual(await due(ANN), []);
    const read = await readAlert(alerts, recipientId(ANN), 'baku#s1#1');
    assert.deepEqual(read?.alert.articles['a1'], { rev: LATER, matches: false, raises: 'in time' });
  });

  test('without a watch tag touches nobody', async () => {
    await raiseAlerts([{ sequenceNumber: '100', now: makeArticle() }], ports());
    assert.deepEqual(woken, []);
  });

  test('reads the watches anew when a tag names one that is not known yet', async () => {
    const readWatches = async (fresh?: 'fresh') => (fresh === undefined ? [] : [BAKU]);
    await raiseAlerts([arrival], ports({ readWatches }));
    assert.equal((await due(BOB)).length, 1);
  });

  test('stops at the record that fails, and wakes those whose alerts stand', async () => {
    const other = makeArticle({ id: 'a2', story: 's2', watches: ['oil'] });
    const changes = [arrival, { sequenceNumber: '101', now: other }, { sequenceNumber: '102', now: ARTICLE }];
    const readWatches = async (fresh?: 'fresh') => {
      if (fresh !== undefined) throw new Error('the table is out of reach');
      return [BAKU];
    };
    const raised = await raiseAlerts(changes, ports({ readWatches }));
    assert.equal(raised.failed?.sequenceNumber, '101');
    assert.deepEqual(woken, [everyone]);
  });

  test('fails whole when the wake-ups cannot be sent', async () => {
    const failing = async () => {
      throw new Error('SQS is out of reach');
    };
    await assert.rejects(raiseAlerts([arrival], ports({ wakeRecipients: failing })));
  });

  test('told by several functions at once loses no article', async () => {
    const ids = Array.from({ length: 5 }, (_, index) => `a${index}`);
    await Promise.all(
      ids.map((id) => raiseAlerts([{ sequenceNumber: '1', now: { ...ARTICLE, id } }], ports())),
    );
    const [alert] = await due(ANN);
    assert.deepEqual(Object.keys(alert?.articles ?? {}).sort(), ids);
  });
});

test('each recipient gets one wake-up in a group of its own, and a second one is no duplicate', async () => {
  const { QueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName: 'wake.fifo', Attributes: { FifoQueue: 'true' } }),
  );
  let id = 0;
  const wake = () => wakeRecipients({ client: sqs, url: QueueUrl }, ['r1', 'r2', 'r1'], () => `id-${id++}`);
  await wake();
  await wake();
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
    );
    bodies.push(...Messages.map((message) => message.Body ?? ''));
    if (bodies.length >= 4 || Messages.length === 0) break;
  }
  assert.deepEqual(bodies.sort(), [
    '{"recipient":"r1"}',
    '{"recipient":"r1"}',
    '{"recipient":"r2"}',
    '{"recipient":"r2"}',
  ]);
});
