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

/** What a batch did: groups written, and why those of some articles could not be. */
export interface Projection {
  readonly written: number;
  readonly failures: readonly { readonly articles: readonly string[]; readonly cause: unknown }[];
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
  return { written: groups.length, failures: results.flat() };
}

async function settleGroup(group: MoveGroup, ports: ProjectionPorts): Promise<Projection['failures']> {
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
        if (pending.moves.length === 1) return [failure(pending, outcome.cause)];
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

function failure(group: MoveGroup, cause: unknown): Projection['failures'][number] {
  return { articles: group.moves.map((move) => move.article), cause };
}
