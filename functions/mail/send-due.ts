import type { Alert } from '../../shared/alert/alert.ts';
import type { Instant } from '../../shared/article/article.ts';
import { listDue, markMailed } from '../../shared/aws/alerts.ts';
import { type Postbox, postMail } from '../../shared/aws/email.ts';
import { claimMail, freeMail, type MailKey, markSent } from '../../shared/aws/mails.ts';
import type { Table } from '../../shared/aws/table.ts';
import { mailId } from '../../shared/mail/mail-id.ts';
import { type LetterSources, writeLetter } from './write-letter.ts';

/** What mailing needs of the world around it. */
export interface MailPorts extends LetterSources {
  readonly alerts: Table;
  readonly mails: Table;
  readonly postbox: Postbox;
  readonly claimMs: number;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Whether there is time to begin another mail. */
  readonly hasTime: () => boolean;
}

/** How many of a recipient's alerts went out now, had gone out before, match no more, or were left for want of time. */
export interface Sendings {
  readonly sent: number;
  readonly sentBefore: number;
  readonly withdrawn: number;
  readonly left: number;
}

/**
 * Sends a recipient one mail for each alert that is due.
 * @throws {AggregateError} when some are still to be sent: refused, uncertain, or claimed by another
 */
export async function sendDue(recipient: string, ports: MailPorts): Promise<Sendings> {
  const counts = { sent: 0, sentBefore: 0, withdrawn: 0, left: 0 };
  const faults: unknown[] = [];
  for (const alert of await listDue(ports.alerts, recipient)) {
    if (!ports.hasTime()) {
      counts.left += 1;
      continue;
    }
    try {
      counts[await sendAlert(alert, ports)] += 1;
    } catch (cause) {
      faults.push(cause);
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} alerts could not be mailed.`);
  return counts;
}

async function sendAlert(alert: Alert, ports: MailPorts): Promise<Exclude<keyof Sendings, 'left'>> {
  const key: MailKey = { recipient: alert.recipient, mail: mailId(alert) };
  const letter = await writeLetter(alert, ports);
  if (letter === undefined) return 'withdrawn';
  const at = ports.now();
  const holder = ports.newId();
  const claim = await claimMail(ports.mails, key, [alert.alert], {
    holder,
    at: at.toISOString(),
    until: new Date(at.getTime() + ports.claimMs).toISOString(),
  });
  if (claim.kind === 'busy') throw new Error(`Mail ${key.mail} is claimed by another run.`);
  if (claim.kind === 'sent') {
    await markMailed(ports.alerts, alert, { at: claim.at, mail: key.mail });
    return 'sentBefore';
  }
  const posting = await postMail(ports.postbox, { ...letter, mail: key.mail, address: alert.address });
  if ('refused' in posting) {
    await freeMail(ports.mails, key, holder, posting.refused);
    throw new Error(`SES refused mail ${key.mail}: ${posting.refused}`);
  }
  const sentAt: Instant = ports.now().toISOString();
  await markSent(ports.mails, key, { at: sentAt, messageId: posting.messageId });
  await markMailed(ports.alerts, alert, { at: sentAt, mail: key.mail });
  return 'sent';
}
