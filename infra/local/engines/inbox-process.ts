import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import ses from 'aws-ses-v2-local';
import { type Email, getStoreReadonly, saveEmail } from 'aws-ses-v2-local/dist/store.js';
import * as z from 'zod';

/** Runs the local SES and its inbox until the parent is gone; argument: `{"port", "file"?}`. */
const { port, file } = z
  .object({ port: z.int(), file: z.string().optional() })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

process.once('disconnect', () => process.exit(0));
if (file !== undefined && existsSync(file)) {
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const mail = readMail(line);
    if (mail !== undefined) saveEmail(mail);
  }
}
let kept = getStoreReadonly().emails.length;

const server = await ses.default({ host: '127.0.0.1', port });
server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
  // A mail is on disk before its sender hears that it was accepted, or a kill in between would lose it.
  response.writeHead = new Proxy(response.writeHead, {
    apply(writeHead, self, head) {
      keepMails();
      return Reflect.apply(writeHead, self, head);
    },
  });
});
const address = server.address();
if (address === null || typeof address === 'string') throw new Error('The inbox has no port.');
process.send?.({ port: address.port });

function keepMails(): void {
  const { emails } = getStoreReadonly();
  if (file === undefined || emails.length === kept) return;
  if (emails.length < kept) rmSync(file, { force: true });
  const fresh = emails.slice(emails.length < kept ? 0 : kept);
  for (const mail of fresh) appendFileSync(file, `${JSON.stringify(mail)}\n`);
  kept = emails.length;
}

/** A line that was cut short by a crash is no mail. */
function readMail(line: string): Email | undefined {
  try {
    const mail: unknown = JSON.parse(line);
    return isMail(mail) ? mail : undefined;
  } catch {
    return undefined;
  }
}

function isMail(value: unknown): value is Email {
  return z.looseObject({ messageId: z.string(), at: z.number(), subject: z.string() }).safeParse(value)
    .success;
}
