import type { Outcome } from '../functions/runtime-api.ts';

/** Something that feeds a function until it is stopped. */
export interface Source {
  /** Takes nothing new, and resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** What every source needs beside its settings. */
export interface Feeding {
  invoke(event: unknown): Promise<Outcome>;
  /** Says something to the user: one line. */
  report(line: string): void;
}
