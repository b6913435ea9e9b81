import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, before, beforeEach, suite, test } from 'node:test';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import * as z from 'zod';
import { type MailPorts, sendDue } from '../../../functions/mail/send-due.ts';
import { startDynamoDb } from '../../../infra/local/engines/dynamodb-local.ts';
import { startInbox } from '../../../infra/local/engines/inbox.ts';
import { alertState, judgeMatch, recordMatch } from '../../../shared/alert/alert.ts';
import { recipientId } from '../../../shared/alert/recipient-id.ts';
import type { Article } from '../../../shared/article/article.ts';
import { readAlert, writeAlert } from '../../../shared/aws/alerts.ts';
import { createMailClient, postMail } from '../../../shared/aws/email.ts';
import { claimMail } from '../../../shared/aws/mails.ts';
import { type Table, toItem } from '../../../shared/aws/table.ts';
import { mailId } from '../../../shared/mail/mail-id.ts';
import { deleted, FRESHNESS, makeArticle } from '../../harness/article.ts';
import { localSettings } from '../../harness/local-settings.ts';
import { makeAlertsTable, makeMailsTable, makeTable, scanTable } from '../../harness/tables.ts';

const ADDRESS = 'ann@tidings.example';
const RECIPIENT = recipientId(ADDRESS);
const WATCH = { key: 'baku', name: 'Baku', query: 'baku' };
const ARTICLE = makeArticle({ watches: ['baku'] });
const MINUTE_MS = 60_000;
const inboxStore = z.object({
  emails: z.array(z.object({ subject: z.string(), destination: z.object({ to: z.array(z.string()) }) })),
});

let dynamo: Awaited<ReturnType<typeof startDynamoDb>>;
let inbox: Awaited<ReturnType<typeof startInbox>>;
let broken: Server;
let brokenStatus = 500;
let client: DynamoDBClient;
let tables: { alerts: Table; mails: Table; articles: Table };
let clock: number;

before(async () => {
  [dynamo, inbox] = await Promise.all([startDynamoDb({ inMemory: true }), startInbox({})]);
  client = new DynamoDBClient(localSettings(dynamo.endpoint));
  broken = createServer((request, response) => {
    request.resume();
    response.writeHead(brokenStatus, { 'x-amzn-errortype': 'SomeException' }).end('{"message":"no"}');
  });
  await new Promise<void>((ready) => broken.listen(0, '127.0.0.1', ready));
});
after(async () => {
  client.destroy();
  broken.close();
  await Promise.all([dynamo.stop(), inbox.stop()]);
});
beforeEach(async () => {
  clock = Date.parse('2026-02-10T10:01:00.000Z');
  const [alerts, mails, articles] = await Promise.all([
    makeAlertsTable(client),
    makeMailsTable(client),
    makeTable(client, 'Articles', ['id'], {}),
  ]);
  tables = { alerts, mails, articles };
  await fetch(new URL('clear-store', inbox.endpoint), { method: 'POST' });
});

function ports(endpoint: string = inbox.endpoint): MailPorts {
  return {
    ...tables,
    texts: { client: new S3Client(localSettings(endpoint)), bucket: 'store' },
    postbox: {
      client: new SESv2Client({ ...localSettings(endpoint), maxAttempts: 1 }),
      sender: 'tidings@tidings.example',
      configurationSet: 'tidings',
    },
    claimMs: 15 * MINUTE_MS,
    now: () => new Date(clock),
    newId: () => 'holder',
    hasTime: () => true,
  };
}

function brokenEndpoint(): string {
  const address = broken.address();
  assert.ok(address !== null && typeof address === 'object');
  return `http://127.0.0.1:${address.port}`;
}

async function raise(article: Article): Promise<void> {
  await client.send(new PutItemCommand({ TableName: tables.articles.name, Item: toItem(article) }));
  const to = { recipient: RECIPIENT, address: ADDRESS, watch: WATCH };
  const alert = recordMatch(
    undefined,
    judgeMatch(article, 'baku', new Date(clock).toISOString(), FRESHNESS),
    to,
  );
  assert.ok(alert);
  assert.ok(await writeAlert(tables.alerts, alert, undefined));
}

async function inboxMails(): Promise<readonly { subject: string; to: readonly string[] }[]> {
  const response = await fetch(new URL('store', inbox.endpoint));
  const { emails } = inboxStore.parse(await response.json());
  return emails.map(({ subject, destination }) => ({ subject, to: destination.to }));
}

const onlyAlert = async () => (await readAlert(tables.alerts, RECIPIENT, 'baku#s1#1'))?.alert;

suite('what is due for a recipient', () => {
  test('is sent, one mail an alert, and marked', async () => {
    await raise(ARTICLE);
    await raise({ ...ARTICLE, id: 'a2', story: 's2' });
    assert.deepEqual(await sendDue(RECIPIENT, ports()), { sent: 2, sentBefore: 0, withdrawn: 0, left: 0 });
    const mails = await inboxMails();
    assert.deepEqual(mails[0], { subject: 'Baku: Baku talks', to: [ADDRESS] });
    assert.equal(mails.length, 2);
    const alert = await onlyAlert();
    assert.ok(alert);
    assert.equal(alertState(alert), 'mailed');
    assert.equal(alert.due, undefined);
    assert.equal(alert.mailed?.mail, mailId(alert));
    const stored = await scanTable(tables.mails);
    assert.deepEqual(
      stored.map(({ progress, pending }) => ({ progress, pending })),
      [
        { progress: 'sent', pending: undefined },
        { progress: 'sent', pending: undefined },
      ],
    );
  });

  test('is sent once, however often the recipient is woken', async () => {
    await raise(ARTICLE);
    await sendDue(RECIPIENT, ports());
    assert.deepEqual(await sendDue(RECIPIENT, ports()), { sent: 0, sentBefore: 0, withdrawn: 0, left: 0 });
    assert.equal((await inboxMails()).length, 1);
  });

  test('is not sent again after a crash between the mail and the alert', async () => {
    await raise(ARTICLE);
    const before = await readAlert(tables.alerts, RECIPIENT, 'baku#s1#1');
    await sendDue(RECIPIENT, ports());
    const after = await readAlert(tables.alerts, RECIPIENT, 'baku#s1#1');
    assert.ok(before !== undefined && after !== undefined);
    assert.ok(await writeAlert(tables.alerts, before.alert, after.moves));
    assert.deepEqual(await sendDue(RECIPIENT, ports()), { sent: 0, sentBefore: 1, withdrawn: 0, left: 0 });
    assert.equal((await inboxMails()).length, 1);
    assert.notEqual((await onlyAlert())?.mailed, undefined);
  });

  test('is left to another run that holds a claim, and taken over when the claim has expired', async () => {
    await raise(ARTICLE);
    const alert = await onlyAlert();
    assert.ok(alert);
    const until = new Date(clock + 15 * MINUTE_MS).toISOString();
    const claim = { holder: 'other', at: new Date(clock).toISOString(), until };
    await claimMail(tables.mails, { recipient: RECIPIENT, mail: mailId(alert) }, [alert.alert], claim);
    await assert.rejects(sendDue(RECIPIENT, ports()), AggregateError);
    assert.equal((await inboxMails()).length, 0);
    clock += 16 * MINUTE_MS;
    assert.equal((await sendDue(RECIPIENT, ports())).sent, 1);
  });

  test('can be tried again at once after a clear refusal', async () => {
    await raise(ARTICLE);
    brokenStatus = 400;
    await assert.rejects(sendDue(RECIPIENT, ports(brokenEndpoint())), AggregateError);
    assert.equal((await sendDue(RECIPIENT, ports())).sent, 1);
  });

  test('keeps its claim when nobody knows whether the mail went out', async () => {
    await raise(ARTICLE);
    brokenStatus = 500;
    await assert.rejects(sendDue(RECIPIENT, ports(brokenEndpoint())), AggregateError);
    await assert.rejects(sendDue(RECIPIENT, ports()), AggregateError);
    clock += 16 * MINUTE_MS;
    assert.equal((await sendDue(RECIPIENT, ports())).sent, 1);
  });

  test('is not sent when its article was deleted meanwhile', async () => {
    await raise(ARTICLE);
    const gone = deleted(ARTICLE, ARTICLE.rev + 1);
    await client.send(new PutItemCommand({ TableName: tables.articles.name, Item: toItem(gone) }));
    assert.deepEqual(await sendDue(RECIPIENT, ports()), { sent: 0, sentBefore: 0, withdrawn: 1, left: 0 });
    assert.equal((await inboxMails()).length, 0);
  });

  test('is left for a later run when the time is up', async () => {
    await raise(ARTICLE);
    const sendings = await sendDue(RECIPIENT, { ...ports(), hasTime: () => false });
    assert.deepEqual(sendings, { sent: 0, sentBefore: 0, withdrawn: 0, left: 1 });
    assert.equal((await sendDue(RECIPIENT, ports())).sent, 1);
  });
});

test('SES is not waited for longer than ten seconds', async () => {
  const mute = createServer((request) => void request.resume());
  await new Promise<void>((ready) => mute.listen(0, '127.0.0.1', ready));
  const address = mute.address();
  assert.ok(address !== null && typeof address === 'object');
  const postbox = {
    client: createMailClient(localSettings(`http://127.0.0.1:${address.port}`)),
    sender: 'tidings@tidings.example',
    configurationSet: 'tidings',
  };
  const letter = { mail: 'm1', address: ADDRESS, subject: 'S', html: 'H', text: 'T' };
  await assert.rejects(postMail(postbox, letter), { name: 'TimeoutError' });
  mute.closeAllConnections();
  mute.close();
});
