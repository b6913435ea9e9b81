/** Things to undo, the last first. */
export interface Cleanup {
  add(undo: () => void | Promise<void>): void;
  /** Undoes each once; a fault in one does not keep the others from their turn. */
  run(): Promise<void>;
}

export function createCleanup(): Cleanup {
  const undos: (() => void | Promise<void>)[] = [];
  return {
    add: (undo) => undos.push(undo),
    async run() {
      const faults: unknown[] = [];
      for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) {
        try {
          await undo();
        } catch (error) {
          faults.push(error);
        }
      }
      if (faults.length > 0) throw new AggregateError(faults, 'Not everything could be stopped.');
    },
  };
}
