import { alertKey, type Freshness, judgeMatch, recordMatch } from '../../shared/alert/alert.ts';
import { recipientId } from '../../shared/alert/recipient-id.ts';
import type { Article, Instant } from '../../shared/article/article.ts';
import { readAlert, writeAlert } from '../../shared/aws/alerts.ts';
import type { Table } from '../../shared/aws/table.ts';
import type { Watch } from '../../shared/watch/watch.ts';

/** A change of an article with the place of its record in the stream. */
export interface Change {
  readonly sequenceNumber: string;
  readonly old?: Article;
  readonly now: Article;
}

/** What raising alerts needs of the world around it. */
export interface AlertPorts {
  readonly alerts: Table;
  /** All watches; `fresh` passes by what was read before. */
  readonly readWatches: (fresh?: 'fresh') => Promise<readonly Watch[]>;
  readonly wakeRecipients: (recipients: ReadonlySet<string>) => Promise<void>;
  readonly freshness: Freshness;
  readonly now: () => Instant;
}

/** What became of a batch; where it failed, no later record was begun. */
export interface Raised {
  readonly written: number;
  readonly recipients: number;
  readonly failed?: { readonly sequenceNumber: string; readonly cause: unknown };
}

const WRITE_ATTEMPTS = 8;

/**
 * Records in the alerts of every recipient what a batch of article changes means for their watches, then wakes
 * each of them once: also where nothing was new, since the wake-up of an earlier attempt may have been lost.
 * @throws when the wake-ups cannot be sent; the whole batch is then to be tried again
 */
export async function raiseAlerts(changes: readonly Change[], ports: AlertPorts): Promise<Raised> {
  const touched = new Set<string>();
  let written = 0;
  let failed: Raised['failed'];
  for (const change of changes) {
    try {
      written += await recordChange(change, touched, ports);
    } catch (cause) {
      failed = { sequenceNumber: change.sequenceNumber, cause };
      break;
    }
  }
  if (touched.size > 0) await ports.wakeRecipients(touched);
  return { written, recipients: touched.size, ...(failed !== undefined && { failed }) };
}

async function recordChange(change: Change, touched: Set<string>, ports: AlertPorts): Promise<number> {
  const watches = await findWatches(change, ports);
  const writes = watches.flatMap((watch) =>
    distinctAddresses(watch).map(async (address) => {
      const recipient = recipientId(address);
      const wrote = await recordFor({ recipient, address, watch }, change.now, ports);
      touched.add(recipient);
      return wrote;
    }),
  );
  return (await Promise.all(writes)).filter(Boolean).length;
}

/** The watches that matched before the change or match after it. */
async function findWatches({ old, now }: Change, ports: AlertPorts): Promise<readonly Watch[]> {
  const tags = [...(old?.content?.tags.watches ?? []), ...(now.content?.tags.watches ?? [])];
  const keys = new Set(tags.map((tag) => tag.watch));
  if (keys.size === 0) return [];
  const known = (await ports.readWatches()).filter((watch) => keys.has(watch.key));
  // `ingest` may know a watch that was made after ours were read.
  if (known.length === keys.size) return known;
  return (await ports.readWatches('fresh')).filter((watch) => keys.has(watch.key));
}

async function recordFor(
  to: { readonly recipient: string; readonly address: string; readonly watch: Watch },
  article: Article,
  { alerts, freshness, now }: AlertPorts,
): Promise<boolean> {
  const match = judgeMatch(article, to.watch.key, now(), freshness);
  for (let attempt = 1; attempt <= WRITE_ATTEMPTS; attempt += 1) {
    const stored = await readAlert(alerts, to.recipient, alertKey(to.watch.key, article.story));
    const next = recordMatch(stored?.alert, match, to);
    if (next === undefined) return false;
    if (await writeAlert(alerts, next, stored?.moves)) return true;
  }
  throw new Error(`Other writers were faster ${WRITE_ATTEMPTS} times at an alert of watch ${to.watch.key}.`);
}

function distinctAddresses(watch: Watch): readonly string[] {
  return [...new Map(watch.recipients.map((address) => [recipientId(address), address])).values()];
}
