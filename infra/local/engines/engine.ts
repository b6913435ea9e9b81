import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { type Child, startChild } from './child.ts';
import { firstMessage } from './child-message.ts';

/** A local stand-in for an AWS service, in a process of its own. */
export interface Engine {
  readonly name: string;
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  readonly child: Child;
  stop(): Promise<void>;
}

const Ready = z.object({ port: z.int().positive() });

/**
 * Starts one of this folder's `*-process.ts` programs and waits for its `{port}`.
 * @throws {Error} when it ends first; the message holds what it said
 */
export async function startEngine(name: string, program: string, options: object): Promise<Engine> {
  const path = fileURLToPath(import.meta.resolve(program));
  const child = await startChild(process.execPath, [path, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.process.stdout?.resume();
  const { port } = Ready.parse(await firstMessage(child, name));
  return { name, endpoint: `http://127.0.0.1:${port}`, child, stop: () => child.stop() };
}
