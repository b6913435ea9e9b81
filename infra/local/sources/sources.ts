import { join } from 'node:path';
import type { Clients } from '../clients.ts';
import type { LocalFunction } from '../functions/local-function.ts';
import type { LocalStack } from '../template/local-stack.ts';
import { queueUrl } from '../template/references.ts';
import { fileCheckpoint, memoryCheckpoint } from './checkpoint.ts';
import { startQueueSource } from './queue-source.ts';
import { releaseInFlight } from './release-in-flight.ts';
import type { Source } from './source.ts';
import { startStreamSource } from './stream-source.ts';

export interface SourceOptions {
  readonly clients: Clients;
  /** `http://127.0.0.1:PORT` of SQS. */
  readonly sqs: string;
  /** Directory of the streams' checkpoints; without one they end with the process. */
  readonly checkpoints: string | undefined;
  readonly functions: readonly LocalFunction[];
  report(line: string): void;
}

/**
 * Starts every event source of the stack.
 * @throws {Error} when a source feeds a function that the stack does not have
 */
export async function startSources(stack: LocalStack, options: SourceOptions): Promise<readonly Source[]> {
  const { clients, sqs, checkpoints, report } = options;
  const byName = new Map(options.functions.map((found) => [found.spec.name, found]));
  const sources: Source[] = [];
  for (const source of stack.sources) {
    const fed = byName.get(source.functionName);
    if (fed === undefined) throw new Error(`The stack has no function ${source.functionName}.`);
    const feeding = { invoke: fed.invoke, report };
    const { name } = source.from;
    if (source.from.kind === 'queue') {
      const queue = { client: clients.sqs, url: queueUrl(sqs, name), name };
      await releaseInFlight(sqs, queue);
      sources.push(startQueueSource(source, queue, feeding));
    } else {
      const checkpoint =
        checkpoints === undefined
          ? memoryCheckpoint()
          : fileCheckpoint(join(checkpoints, `${source.functionName}.json`));
      sources.push(startStreamSource(source, { client: clients.streams, checkpoint }, feeding));
    }
  }
  return sources;
}
