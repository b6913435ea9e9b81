import { LOCAL_REGION } from '../template/local-account.ts';
import { type Engine, startEngine } from './engine.ts';

/** Starts S3 and SQS on loopback; `dir` keeps their data, without it they forget at the end. */
export function startFauxqs(options: { readonly dir?: string; readonly port?: number }): Promise<Engine> {
  const { dir, port = 0 } = options;
  return startEngine('S3 and SQS (fauxqs)', './fauxqs-process.ts', { port, region: LOCAL_REGION, dir });
}
