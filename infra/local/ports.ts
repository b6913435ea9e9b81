import { serveOnLoopback } from './doors/loopback-server.ts';
import { findFreePort } from './engines/free-port.ts';

/** Ports of the doors that users know. */
export interface Ports {
  readonly api: number;
  readonly s3: number;
  readonly inbox: number;
}

/**
 * Three ports in a row from `base` on, or any three when it is 0.
 * @throws {PortTaken} naming the first that is taken
 */
export async function choosePorts(base: number): Promise<Ports> {
  if (base === 0) {
    const [api, s3, inbox] = [await findFreePort(), await findFreePort(), await findFreePort()];
    return { api, s3, inbox };
  }
  for (const port of [base, base + 1, base + 2]) {
    const probe = await serveOnLoopback(port, () => {});
    await probe.stop();
  }
  return { api: base, s3: base + 1, inbox: base + 2 };
}
