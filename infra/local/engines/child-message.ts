import type { Child } from './child.ts';

/**
 * Waits for the first message of a child that was started with an IPC channel.
 * @throws {Error} naming the child when it ends before it says anything
 */
export async function firstMessage(child: Child, name: string): Promise<unknown> {
  const message = new Promise<unknown>((resolve) => child.process.once('message', resolve));
  const failure = child.ended.then(({ code, lastWords }) => {
    throw new Error(`${name} ended with code ${code} before it was ready: ${lastWords}`);
  });
  return Promise.race([message, failure]);
}
