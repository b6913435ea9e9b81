import * as z from 'zod';
import type { Found } from './found.ts';

/** How a function is fed from a queue or a table's stream. */
export interface EventSource {
  /** Physical name of the function. */
  readonly functionName: string;
  readonly from: { readonly kind: 'queue' | 'stream'; readonly name: string; readonly arn: string };
  readonly batchSize: number;
  readonly windowMs: number;
  readonly partialResponses: boolean;
  readonly bisect: boolean;
  /** -1 for no limit. */
  readonly maxRetries: number;
  /** -1 for no limit. */
  readonly maxAgeSeconds: number;
  /** ARN of where batches go that failed for good. */
  readonly onFailure?: string;
  readonly maxConcurrency?: number;
}

/** Strict: a setting that is not understood here must not be silently without effect. */
const Properties = z.strictObject({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  BatchSize: z.int().optional(),
  MaximumBatchingWindowInSeconds: z.int().default(0),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  BisectBatchOnFunctionError: z.boolean().default(false),
  MaximumRetryAttempts: z.int().default(-1),
  MaximumRecordAgeInSeconds: z.int().default(-1),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }) }).optional(),
  ScalingConfig: z.object({ MaximumConcurrency: z.int() }).optional(),
  /** The position matters only to a stream that was read never before, where nothing may be lost: the oldest is taken. */
  StartingPosition: z.enum(['LATEST', 'TRIM_HORIZON']).optional(),
  /** One local shard has one reader; more in parallel would only be faster. */
  ParallelizationFactor: z.int().optional(),
  Enabled: z.literal(true).optional(),
  MetricsConfig: z.unknown().optional(),
  Tags: z.unknown().optional(),
});

const DEFAULT_BATCH = { queue: 10, stream: 100 };

export function readEventSource(found: Found): EventSource {
  const properties = Properties.parse(found.resolve(found.properties));
  const arn = properties.EventSourceArn;
  const stream = /:table\/([^/]+)\/stream\//.exec(arn)?.[1];
  const from = {
    kind: stream === undefined ? 'queue' : 'stream',
    name: stream ?? arn.split(':').at(-1) ?? '',
    arn,
  } as const;
  const onFailure = properties.DestinationConfig?.OnFailure.Destination;
  const maxConcurrency = properties.ScalingConfig?.MaximumConcurrency;
  return {
    functionName: properties.FunctionName.split(':').at(-1) ?? '',
    from,
    batchSize: properties.BatchSize ?? DEFAULT_BATCH[from.kind],
    windowMs: properties.MaximumBatchingWindowInSeconds * 1000,
    partialResponses: properties.FunctionResponseTypes.length > 0,
    bisect: properties.BisectBatchOnFunctionError,
    maxRetries: properties.MaximumRetryAttempts,
    maxAgeSeconds: properties.MaximumRecordAgeInSeconds,
    ...(onFailure === undefined ? {} : { onFailure }),
    ...(maxConcurrency === undefined ? {} : { maxConcurrency }),
  };
}
