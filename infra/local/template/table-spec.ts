import * as z from 'zod';
import type { Found } from './found.ts';

export interface TableSpec {
  readonly noun: string;
  readonly name: string;
  readonly keys: Keys;
  readonly attributes: readonly { readonly AttributeName: string; readonly AttributeType: 'S' | 'N' | 'B' }[];
  readonly globalIndexes: readonly Index[];
  readonly localIndexes: readonly Index[];
  readonly stream?: 'NEW_AND_OLD_IMAGES' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'KEYS_ONLY';
  /** Attribute with the epoch seconds after which an item may go. */
  readonly expires?: string;
}

type Keys = z.infer<typeof KeySchema>;
type Index = z.infer<typeof IndexSchema>;

const KeySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const IndexSchema = z.object({
  IndexName: z.string(),
  KeySchema,
  Projection: z.object({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
});
const Properties = z.object({
  KeySchema,
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  GlobalSecondaryIndexes: z.array(IndexSchema).default([]),
  LocalSecondaryIndexes: z.array(IndexSchema).default([]),
  StreamSpecification: z
    .object({ StreamViewType: z.enum(['NEW_AND_OLD_IMAGES', 'NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY']) })
    .optional(),
  TimeToLiveSpecification: z.object({ Enabled: z.boolean(), AttributeName: z.string() }).optional(),
});

export function readTable(found: Found): TableSpec {
  const properties = Properties.parse(found.resolve(found.properties));
  const timeToLive = properties.TimeToLiveSpecification;
  return {
    noun: found.noun,
    name: found.name,
    keys: properties.KeySchema,
    attributes: properties.AttributeDefinitions,
    globalIndexes: properties.GlobalSecondaryIndexes,
    localIndexes: properties.LocalSecondaryIndexes,
    ...(properties.StreamSpecification ? { stream: properties.StreamSpecification.StreamViewType } : {}),
    ...(timeToLive?.Enabled ? { expires: timeToLive.AttributeName } : {}),
  };
}
