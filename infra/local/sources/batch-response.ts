import * as z from 'zod';
import type { Outcome } from '../functions/runtime-api.ts';

/** What a function made of a batch: which items failed by their ids, or that all did and why. */
export type BatchResult = { readonly failedIds: ReadonlySet<string> } | { readonly allFailed: string };

const Response = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() })
  .nullable();

/**
 * Reads a function's answer to a batch as Lambda's pollers do: an answer that names an unknown item, or cannot be
 * read, fails the whole batch.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function readBatchResponse(
  outcome: Outcome,
  ids: ReadonlySet<string>,
  partialResponses: boolean,
): BatchResult {
  if (!outcome.ok) return { allFailed: outcome.message };
  if (!partialResponses) return { failedIds: new Set() };
  const response = Response.safeParse(readJson(outcome.payload));
  if (!response.success) return { allFailed: 'The function answered something else than a batch response.' };
  const failedIds = new Set(
    response.data?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier) ?? [],
  );
  for (const id of failedIds) {
    if (!ids.has(id)) return { allFailed: `The function named an item that is not in the batch: ${id}` };
  }
  return { failedIds };
}

/** No answer at all (`undefined` in JavaScript) arrives as an empty text. */
function readJson(payload: string): unknown {
  try {
    return payload === '' ? null : JSON.parse(payload);
  } catch {
    return undefined;
  }
}
