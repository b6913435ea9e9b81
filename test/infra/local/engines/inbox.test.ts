import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import * as z from 'zod';
import { startInbox } from '../../../../infra/local/engines/inbox.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../../../../infra/local/template/local-account.ts';

const Store = z.object({ emails: z.array(z.object({ subject: z.string() })) });

async function subjects(endpoint: string): Promise<readonly string[]> {
  const store = Store.parse(await (await fetch(`${endpoint}/store`)).json());
  return store.emails.map(({ subject }) => subject);
}

test('mails are there after the inbox was killed, and gone after they were cleared', async (t) => {
  const file = join(mkdtempSync(join(tmpdir(), 'tidings-inbox-')), 'inbox.jsonl');
  const first = await startInbox({ file });
  t.after(() => first.stop());
  const client = new SESv2Client({
    endpoint: first.endpoint,
    region: LOCAL_REGION,
    credentials: LOCAL_CREDENTIALS,
  });
  const send = (subject: string) =>
    client.send(
      new SendEmailCommand({
        FromEmailAddress: 'tidings@example.com',
        Destination: { ToAddresses: ['reader@example.com'] },
        Content: { Simple: { Subject: { Data: subject }, Body: { Text: { Data: 'text' } } } },
      }),
    );
  await send('one');
  await send('two');
  first.child.kill();
  await first.child.ended;
  client.destroy();

  const second = await startInbox({ file });
  t.after(() => second.stop());
  assert.deepEqual(await subjects(second.endpoint), ['one', 'two']);
  await fetch(`${second.endpoint}/clear-store`, { method: 'POST' });
  await second.stop();

  const third = await startInbox({ file });
  t.after(() => third.stop());
  assert.deepEqual(await subjects(third.endpoint), []);
});
