import { randomUUID } from 'node:crypto';
import type { FunctionSpec } from '../template/function-spec.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../template/local-account.ts';
import { functionEnvironment, type ServiceEndpoints } from './function-environment.ts';
import { type FunctionProcess, startFunctionProcess } from './function-process.ts';
import type { Outcome, RuntimeApi } from './runtime-api.ts';

/** A function of the stack, run in a small pool of warm processes. */
export interface LocalFunction {
  readonly spec: FunctionSpec;
  /** Runs the handler on an event; waits while every process is busy. */
  invoke(event: unknown): Promise<Outcome>;
  /** Ends its processes; an invocation under way is a crash. */
  stop(): Promise<void>;
}

export interface FunctionSurroundings {
  readonly runtimeApi: RuntimeApi;
  readonly endpoints: ServiceEndpoints;
  readonly logFile: string;
  readonly maxProcesses?: number;
  /** Hears of each process that starts. */
  readonly onStart?: (pid: number) => void;
}

const MAX_PROCESSES = 2;

export function createFunction(spec: FunctionSpec, surroundings: FunctionSurroundings): LocalFunction {
  const idle: FunctionProcess[] = [];
  const all = new Set<FunctionProcess>();
  const queue: (() => void)[] = [];
  const limit = surroundings.maxProcesses ?? MAX_PROCESSES;
  const functionArn = `arn:aws:lambda:${LOCAL_REGION}:${LOCAL_ACCOUNT}:function:${spec.name}`;
  let busy = 0;

  const start = async (): Promise<FunctionProcess> => {
    const mailbox = surroundings.runtimeApi.openMailbox(randomUUID());
    const environment = functionEnvironment(spec, surroundings.endpoints, mailbox.address);
    const { memoryMb } = spec;
    const { logFile } = surroundings;
    const started = await startFunctionProcess({ environment, memoryMb, logFile }, mailbox);
    surroundings.onStart?.(started.pid);
    all.add(started);
    return started;
  };
  const take = async (): Promise<FunctionProcess> => {
    if (busy >= limit) await new Promise<void>((resolve) => queue.push(resolve));
    else busy += 1;
    for (let process = idle.pop(); process !== undefined; process = idle.pop()) {
      if (process.alive()) return process;
      all.delete(process);
    }
    return start();
  };
  /** The place of a process passes straight to the next in the queue. */
  const giveBack = (process: FunctionProcess | undefined): void => {
    if (process?.alive()) idle.push(process);
    else if (process !== undefined) all.delete(process);
    const next = queue.shift();
    if (next === undefined) busy -= 1;
    else next();
  };

  return {
    spec,
    async invoke(event) {
      let process: FunctionProcess | undefined;
      try {
        process = await take();
        const { timeoutMs } = spec;
        return await process.invoke({
          requestId: randomUUID(),
          functionArn,
          event: JSON.stringify(event),
          timeoutMs,
        });
      } finally {
        giveBack(process);
      }
    },
    async stop() {
      await Promise.all([...all].map((process) => process.stop()));
    },
  };
}
