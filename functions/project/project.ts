import { setTimeout as sleep } from 'node:timers/promises';
import pMap from 'p-map';
import { type CountingTables, type GroupOutcome, writeGroup } from '../../shared/aws/mentions.ts';
import {
  halveGroup,
  type MoveGroup,
  planMoves,
  type Revision,
  replanGroup,
} from '../../shared/count/move.ts';

/** What a batch did, and which of its moves could not be made. */
export interface Projection {
  readonly groups: number;
  readonly failures: readonly MoveFailure[];
}

/** Why some moves were not made. */
interface MoveFailure {
  readonly tag: string;
  readonly articles: readonly string[];
  readonly cause: unknown;
  /** Trying again cannot help: DynamoDB takes no such item. */
  readonly hopeless: boolean;
}

/** What projecting needs of the world around it. */
export interface ProjectionPorts {
  readonly tables: CountingTables;
  /** Milliseconds left to work in. */
  readonly remainingMs: () => number;
}

const CONCURRENT_GROUPS = 8;
const MAX_PAUSE_MS = 200;

/** Moves the registers and counters that the revisions of a batch move. Repeating it changes nothing. */
export async function projectRevisions(
  revisions: readonly Revision[],
  ports: ProjectionPorts,
): Promise<Projection> {
  const groups = planMoves(revisions);
  const results = await pMap(groups, (group) => settleGroup(group, ports), {
    concurrency: CONCURRENT_GROUPS,
  });
  return { groups: groups.length, failures: results.flat() };
}

async function settleGroup(group: MoveGroup, ports: ProjectionPorts): Promise<readonly MoveFailure[]> {
  let pending = group;
  while (pending.moves.length > 0) {
    const outcome = await tryGroup(pending, ports);
    switch (outcome.kind) {
      case 'written':
        return [];
      case 'refused':
        pending = replanGroup(pending, outcome.found);
        break;
      case 'malformed':
        if (pending.moves.length === 1) return [{ ...failure(pending, outcome.cause), hopeless: true }];
        return (
          await pMap(halveGroup(pending), (half) => settleGroup(half, ports), { concurrency: 1 })
        ).flat();
      case 'contended':
        await sleep(Math.random() * MAX_PAUSE_MS);
        break;
      case 'failed':
        return [failure(pending, outcome.cause)];
    }
    if (ports.remainingMs() <= 0)
      return [failure(pending, new Error('Out of time before the counter could be moved.'))];
  }
  return [];
}

/** A fault of the table fails this group and leaves the others of the batch to go on. */
async function tryGroup(
  group: MoveGroup,
  ports: ProjectionPorts,
): Promise<GroupOutcome | { readonly kind: 'failed'; readonly cause: unknown }> {
  try {
    return await writeGroup(ports.tables, group);
  } catch (cause) {
    return { kind: 'failed', cause };
  }
}

function failure({ tag, moves }: MoveGroup, cause: unknown): MoveFailure {
  return { tag, articles: moves.map((move) => move.article), cause, hopeless: false };
}
