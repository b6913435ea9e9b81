import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Instant } from '../article/article.ts';
import { shardOf } from '../count/shard.ts';
import { fromItem, type Table, toItem, updateIf } from './table.ts';

export interface MailKey {
  readonly recipient: string;
  /** Sortable by time; letters, digits and hyphens, so that it can be an SES message tag. */
  readonly mail: string;
}

/** Who may send a mail, and until when nobody else may. */
export interface Claim {
  /** Names this attempt. */
  readonly holder: string;
  readonly at: Instant;
  readonly until: Instant;
}

/** `claimed`: send it; `busy`: another holds the claim; `sent`: it went out before. */
export type ClaimOutcome =
  | { readonly kind: 'claimed' | 'busy' }
  | { readonly kind: 'sent'; readonly at: Instant };

const KEEP_DAYS = 90;

const storedMail = z.object({ progress: z.enum(['free', 'claimed', 'sent']), sentAt: z.string().optional() });

/** Claims a mail, making it where there is none; an expired claim is taken over. */
export async function claimMail(
  table: Table,
  key: MailKey,
  alerts: readonly string[],
  claim: Claim,
): Promise<ClaimOutcome> {
  try {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: toItem(key),
        UpdateExpression:
          'SET progress = :claimed, holder = :holder, claimedUntil = :until, pending = :shard, alerts = :alerts, expires = :expires ADD attempts :one',
        ConditionExpression:
          'attribute_not_exists(mail) OR progress = :free OR (progress = :claimed AND claimedUntil < :at)',
        ExpressionAttributeValues: toItem({
          ':claimed': 'claimed',
          ':free': 'free',
          ':holder': claim.holder,
          ':at': claim.at,
          ':until': claim.until,
          ':shard': String(shardOf(key.recipient)),
          ':alerts': alerts,
          ':expires': Math.floor(Date.parse(claim.at) / 1000) + KEEP_DAYS * 86_400,
          ':one': 1,
        }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return { kind: 'claimed' };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException) || error.Item === undefined) throw error;
    const { progress, sentAt } = storedMail.parse(fromItem(error.Item));
    return progress === 'sent' ? { kind: 'sent', at: sentAt ?? claim.at } : { kind: 'busy' };
  }
}

/** Gives a claim back after a clear refusal, unless another holds it by now: states only move forward. */
export async function freeMail(table: Table, key: MailKey, holder: string, refusal: string): Promise<void> {
  await updateIf(table, key, {
    UpdateExpression: 'SET progress = :free, refusal = :refusal REMOVE claimedUntil, pending, holder',
    ConditionExpression: 'progress = :claimed AND holder = :holder',
    ExpressionAttributeValues: toItem({
      ':free': 'free',
      ':claimed': 'claimed',
      ':holder': holder,
      ':refusal': refusal,
    }),
  });
}

/** Marks a mail as sent, whoever holds its claim by now: what went out went out. */
export async function markSent(
  table: Table,
  key: MailKey,
  sent: { readonly at: Instant; readonly messageId: string },
): Promise<void> {
  await updateIf(table, key, {
    UpdateExpression:
      'SET progress = :sent, sentAt = :at, messageId = :id REMOVE claimedUntil, pending, holder',
    ConditionExpression: 'attribute_exists(mail) AND progress <> :sent',
    ExpressionAttributeValues: toItem({ ':sent': 'sent', ':at': sent.at, ':id': sent.messageId }),
  });
}
