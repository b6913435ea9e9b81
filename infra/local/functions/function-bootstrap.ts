import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';

/** The program in a function's process: loads the handler once, then answers one invocation after the other. */
const environment = z
  .object({
    AWS_LAMBDA_RUNTIME_API: z.string(),
    AWS_LAMBDA_FUNCTION_NAME: z.string(),
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: z.string(),
    LAMBDA_TASK_ROOT: z.string(),
    _HANDLER: z.string(),
  })
  .parse(process.env);

interface Reply {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

process.once('disconnect', () => process.exit(0));

const handler = await loadHandler();
for (;;) await handleNext();

async function loadHandler(): Promise<(event: unknown, context: object) => unknown> {
  try {
    const [file = '', name = ''] = environment._HANDLER.split('.');
    const root = environment.LAMBDA_TASK_ROOT;
    const found = readdirSync(root).find((entry) =>
      [`${file}.mjs`, `${file}.js`, `${file}.cjs`].includes(entry),
    );
    if (found === undefined) throw new Error(`${root} holds no ${file}.mjs, .js or .cjs.`);
    const module: Record<string, unknown> = await import(pathToFileURL(join(root, found)).href);
    const exported = module[name];
    if (!isFunction(exported)) throw new Error(`${found} exports no function ${name}.`);
    return exported;
  } catch (error) {
    await report('init/error', error);
    process.exit(1);
  }
}

async function handleNext(): Promise<void> {
  const { headers, body } = await call('GET', 'invocation/next');
  const requestId = String(headers['lambda-runtime-aws-request-id']);
  const deadlineMs = Number(headers['lambda-runtime-deadline-ms']);
  const context = {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: false,
    functionName: environment.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: '$LATEST',
    invokedFunctionArn: String(headers['lambda-runtime-invoked-function-arn']),
    memoryLimitInMB: environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: `/aws/lambda/${environment.AWS_LAMBDA_FUNCTION_NAME}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
  };
  try {
    const result = await handler(JSON.parse(body), context);
    await call('POST', `invocation/${requestId}/response`, JSON.stringify(result ?? null));
  } catch (error) {
    await report(`invocation/${requestId}/error`, error);
  }
}

async function report(path: string, error: unknown): Promise<void> {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  console.error(JSON.stringify({ level: 'ERROR', message, error: { name, stack: stack?.split('\n') } }));
  await call(
    'POST',
    path,
    JSON.stringify({ errorType: name, errorMessage: message, stackTrace: stack?.split('\n') }),
  );
}

function call(method: string, path: string, body?: string): Promise<Reply> {
  const url = `http://${environment.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/${path}`;
  return new Promise((resolve, reject) => {
    request(url, { method }, (response) => {
      text(response).then((answer) => resolve({ headers: response.headers, body: answer }), reject);
    })
      .once('error', reject)
      .end(body);
  });
}

function isFunction(value: unknown): value is (event: unknown, context: object) => unknown {
  return typeof value === 'function';
}
