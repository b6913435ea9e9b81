import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';

/** What became of an invocation. `payload` is JSON text. */
export type Outcome =
  | { readonly ok: true; readonly payload: string }
  | { readonly ok: false; readonly reason: 'error' | 'timeout' | 'crash'; readonly message: string };

export interface Invocation {
  readonly requestId: string;
  readonly functionArn: string;
  /** The event as JSON text. */
  readonly event: string;
  readonly timeoutMs: number;
}

/** One worker's side of the Lambda Runtime API. */
export interface Mailbox {
  /** Value for the worker's `AWS_LAMBDA_RUNTIME_API`. */
  readonly address: string;
  /** Resolves when the worker has answered; `onTaken` is called when it takes the invocation, which starts its clock. */
  deliver(invocation: Invocation, onTaken: () => void): Promise<Outcome>;
  close(): void;
}

export interface RuntimeApi {
  openMailbox(worker: string): Mailbox;
  close(): Promise<void>;
}

interface Slot {
  readonly invocation: Invocation;
  readonly onTaken: () => void;
  readonly settle: (outcome: Outcome) => void;
}

interface Box {
  waiting?: ServerResponse;
  slot?: Slot;
  taken: boolean;
}

const PATH =
  /^\/([^/]+)\/2018-06-01\/runtime\/(?:invocation\/(next|[^/]+\/response|[^/]+\/error)|(init\/error))$/;

/**
 * Serves the Lambda Runtime API on loopback, each worker under a path of its own:
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function startRuntimeApi(): Promise<RuntimeApi> {
  const boxes = new Map<string, Box>();
  const server = createServer((request, response) => {
    void answer(boxes, request, response);
  });
  // A worker may wait for its next invocation for hours.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 3_600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The runtime API has no port.');
  return {
    openMailbox: (worker) => openMailbox(boxes, worker, `127.0.0.1:${address.port}/${worker}`),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function openMailbox(boxes: Map<string, Box>, worker: string, address: string): Mailbox {
  const box: Box = { taken: false };
  boxes.set(worker, box);
  return {
    address,
    deliver: (invocation, onTaken) =>
      new Promise((settle) => {
        box.slot = { invocation, onTaken, settle };
        box.taken = false;
        hand(box);
      }),
    close: () => {
      boxes.delete(worker);
      box.waiting?.destroy();
    },
  };
}

async function answer(
  boxes: ReadonlyMap<string, Box>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, worker = '', invocationStep, initError] = PATH.exec(request.url ?? '') ?? [];
  const box = boxes.get(worker);
  const step = invocationStep ?? initError;
  if (box === undefined || step === undefined) {
    response.writeHead(404).end();
  } else if (step === 'next') {
    box.waiting = response;
    hand(box);
  } else {
    const body = await text(request);
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
    finish(box, step, body);
  }
}

/** Gives the waiting worker its invocation once both are there. */
function hand(box: Box): void {
  const { waiting, slot } = box;
  if (waiting === undefined || slot === undefined || box.taken) return;
  delete box.waiting;
  box.taken = true;
  slot.onTaken();
  waiting.writeHead(200, {
    'content-type': 'application/json',
    'lambda-runtime-aws-request-id': slot.invocation.requestId,
    'lambda-runtime-deadline-ms': String(Date.now() + slot.invocation.timeoutMs),
    'lambda-runtime-invoked-function-arn': slot.invocation.functionArn,
  });
  waiting.end(slot.invocation.event);
}

/** An answer to an invocation that is over, because its time was up, is dropped. */
function finish(box: Box, step: string, body: string): void {
  const { slot } = box;
  if (slot === undefined) return;
  const [requestId, kind] = step.split('/');
  if (requestId !== 'init' && requestId !== slot.invocation.requestId) return;
  delete box.slot;
  slot.settle(
    kind === 'response'
      ? { ok: true, payload: body }
      : { ok: false, reason: 'error', message: describeError(body) },
  );
}

const ErrorReport = z.object({
  errorType: z.string().default('Error'),
  errorMessage: z.string().default(''),
});

function describeError(body: string): string {
  try {
    const { errorType, errorMessage } = ErrorReport.parse(JSON.parse(body));
    return `${errorType}: ${errorMessage}`;
  } catch {
    return body.slice(0, 500);
  }
}
