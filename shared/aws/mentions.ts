import {
  DynamoDBServiceException,
  QueryCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Instant } from '../article/article.ts';
import { besideDeltas, besideKey, counterDeltas } from '../count/counter.ts';
import type { Move, MoveGroup } from '../count/move.ts';
import type { Contribution, Display, Register } from '../count/register.ts';
import { fromItem, type Item, type Table, toItem } from './table.ts';

/** A mention as lists show it. */
export interface Mention extends Display {
  readonly article: string;
  /** When it counts: its publication, or its arrival. */
  readonly time: Instant;
  readonly about: boolean;
}

/** The tables that one transaction writes. */
export interface CountingTables {
  readonly mentions: Table;
  /** Reached by the client of `mentions`. */
  readonly counts: Table;
}

/**
 * What became of a transaction: `written`; `refused`, with the registers that were not as assumed;
 * `contended`, to be tried again soon; `malformed`, to be tried in halves.
 */
export type GroupOutcome =
  | { readonly kind: 'written' | 'contended' }
  | { readonly kind: 'refused'; readonly found: ReadonlyMap<Move, Register | undefined> }
  | { readonly kind: 'malformed'; readonly cause: unknown };

const registerSchema = z.object({
  rev: z.number(),
  live: z.boolean(),
  about: z.boolean().optional(),
  opens: z.boolean().optional(),
  beside: z.array(z.string()).optional(),
});

const mentionSchema = z
  .object({
    at: z.string(),
    about: z.boolean(),
    title: z.string(),
    lang: z.string(),
    arrived: z.string(),
    outlet: z.string().exactOptional(),
    url: z.string().exactOptional(),
  })
  .transform(({ at, ...shown }): Mention => {
    const [time = '', article = ''] = at.split('#');
    return { ...shown, time, article };
  });

/**
 * Writes a group in one transaction: every register on the condition that it is as assumed and older,
 * and the counter with the sum of their differences.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export async function writeGroup(tables: CountingTables, group: MoveGroup): Promise<GroupOutcome> {
  const registers = group.moves.map((move) => registerWrite(tables.mentions, move));
  try {
    await tables.mentions.client.send(
      new TransactWriteItemsCommand({
        TransactItems: [...registers, ...counterWrites(tables.counts, group)],
      }),
    );
    return { kind: 'written' };
  } catch (error) {
    if (error instanceof TransactionCanceledException) return readRefusal(error, group);
    if (error instanceof DynamoDBServiceException && error.name === 'ValidationException') {
      return { kind: 'malformed', cause: error };
    }
    throw error;
  }
}

/** Mentions of a tag, latest arrival first, from before `before` (`arrived#article`) on. */
export async function queryArrivals(
  table: Table,
  tag: string,
  page: { readonly before?: string; readonly limit: number },
): Promise<readonly Mention[]> {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: 'arrivals',
      KeyConditionExpression: page.before === undefined ? 'tag = :tag' : 'tag = :tag AND arrival < :before',
      ExpressionAttributeValues: toItem({ ':tag': tag, ':before': page.before }),
      ScanIndexForward: false,
      Limit: page.limit,
    }),
  );
  return Items.map((item) => mentionSchema.parse(fromItem(item)));
}

function registerWrite(table: Table, move: Move): TransactWriteItem {
  const { tag, time, article, rev, assumed, target } = move;
  const at = `${time}#${article}`;
  const standing = target && {
    ...target.contribution,
    ...target.display,
    arrival: `${target.display.arrived}#${article}`,
  };
  const { condition, values } = assumption(assumed);
  return {
    Put: {
      TableName: table.name,
      Item: toItem({ tag, at, rev, live: target !== undefined, ...standing }),
      ConditionExpression: condition,
      ExpressionAttributeValues: toItem({ ...values, ':rev': rev }),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}

function assumption(assumed: Contribution | undefined): { condition: string; values: object } {
  if (assumed === undefined) {
    return {
      condition: 'attribute_not_exists(tag) OR (live = :live AND rev < :rev)',
      values: { ':live': false },
    };
  }
  const { about, opens, beside } = assumed;
  return {
    condition: 'live = :live AND rev < :rev AND about = :about AND opens = :opens AND beside = :beside',
    values: { ':live': true, ':about': about, ':opens': opens, ':beside': beside },
  };
}

function counterWrites(table: Table, group: MoveGroup): readonly TransactWriteItem[] {
  const counter = new Map([...counterDeltas(group.moves), ['moves', 1]] as const);
  const beside = besideDeltas(group.moves);
  const counterWrite = adding(table, { tag: group.tag, day: group.day }, counter);
  if (beside.size === 0) return [counterWrite];
  return [counterWrite, adding(table, { tag: group.tag, day: besideKey(group.day) }, beside)];
}

function adding(table: Table, key: object, deltas: ReadonlyMap<string, number>): TransactWriteItem {
  const entries = [...deltas];
  return {
    Update: {
      TableName: table.name,
      Key: toItem(key),
      UpdateExpression: `ADD ${entries.map((_, index) => `#${index} :${index}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(entries.map(([name], index) => [`#${index}`, name])),
      ExpressionAttributeValues: toItem(
        Object.fromEntries(entries.map(([, delta], index) => [`:${index}`, delta])),
      ),
    },
  };
}

function readRefusal(error: TransactionCanceledException, group: MoveGroup): GroupOutcome {
  const reasons = error.CancellationReasons ?? [];
  if (reasons.some((reason) => reason.Code === 'ValidationError')) return { kind: 'malformed', cause: error };
  const found = new Map<Move, Register | undefined>();
  for (const [index, move] of group.moves.entries()) {
    const reason = reasons[index];
    if (reason?.Code === 'ConditionalCheckFailed') found.set(move, readRegister(reason.Item));
  }
  return found.size > 0 ? { kind: 'refused', found } : { kind: 'contended' };
}

function readRegister(item: Item | undefined): Register | undefined {
  if (item === undefined) return undefined;
  const { rev, live, about = false, opens = false, beside = [] } = registerSchema.parse(fromItem(item));
  // Only what a register adds is needed to plan again; what it shows is replaced as a whole.
  return live ? { rev, contribution: { about, opens, beside } } : { rev };
}
