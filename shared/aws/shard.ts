import { createHash } from 'node:crypto';

const SHARDS = 8;

/** Spreads a sparse index's partition over eight keys, `0` to `7`. */
export function shardOf(key: string): string {
  return String((createHash('sha256').update(key).digest()[0] ?? 0) % SHARDS);
}
