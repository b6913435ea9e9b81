import { createHash } from 'node:crypto';

/** How many keys one is spread over where a single partition would take too much. */
export const SHARDS = 8;

/** Which of the eight shards, 0 to 7, an id belongs to. */
export function shardOf(id: string): number {
  return (createHash('sha256').update(id).digest()[0] ?? 0) % SHARDS;
}
