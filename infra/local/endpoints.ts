import { LOCAL_CREDENTIALS, LOCAL_REGION } from './template/local-account.ts';
import type { LocalStack } from './template/local-stack.ts';
import { queueUrl } from './template/references.ts';

/** Where everything is, as `endpoints.json` tells other programs. */
export interface Endpoints {
  readonly s3: string;
  /** Bucket that articles are dropped into. */
  readonly bucket: string;
  readonly api: string;
  /** Web page of the mails; `/store` gives them as JSON. */
  readonly inbox: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly dynamodb: string;
  readonly sqs: string;
  /** Physical names by noun: `Articles`. */
  readonly tables: Readonly<Record<string, string>>;
  /** Physical names by noun: `Drop`, `Store`. */
  readonly buckets: Readonly<Record<string, string>>;
  /** URLs by noun: `DropQueue`, `DropQueue-DeadLetters`. */
  readonly queues: Readonly<Record<string, string>>;
}

type Addresses = Pick<Endpoints, 's3' | 'api' | 'inbox' | 'dynamodb' | 'sqs'>;

/** @throws {Error} when no bucket tells a queue of its objects */
export function describeEndpoints(stack: LocalStack, addresses: Addresses): Endpoints {
  const drop = stack.buckets.find(({ notifications }) => notifications.length > 0);
  if (drop === undefined) throw new Error('The stack has no bucket that tells a queue of its objects.');
  return {
    ...addresses,
    ...LOCAL_CREDENTIALS,
    region: LOCAL_REGION,
    bucket: drop.name,
    tables: byNoun(stack.tables, ({ name }) => name),
    buckets: byNoun(stack.buckets, ({ name }) => name),
    queues: byNoun(stack.queues, ({ name }) => queueUrl(addresses.sqs, name)),
  };
}

function byNoun<T extends { readonly noun: string }>(
  found: readonly T[],
  value: (resource: T) => string,
): Record<string, string> {
  return Object.fromEntries(found.map((resource) => [resource.noun, value(resource)]));
}
