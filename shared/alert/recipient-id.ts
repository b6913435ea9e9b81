import { createHash } from 'node:crypto';

/** Names a recipient where an address must not stand (keys, queues, logs): 22 characters of base64url. */
export function recipientId(address: string): string {
  return createHash('sha256').update(address.toLowerCase()).digest('base64url').slice(0, 22);
}
