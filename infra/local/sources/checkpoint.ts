import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { hasCode } from '../../../shared/runtime/error-code.ts';

/** How far a reader of a stream has come: everything up to this record is done. */
export interface Position {
  readonly shardId: string;
  readonly sequenceNumber: string;
}

/** Keeps a reader's position; `undefined` before it has one. */
export interface Checkpoint {
  read(): Position | undefined;
  write(position: Position): void;
}

const PositionJson = z.object({ shardId: z.string(), sequenceNumber: z.string() });

/** A checkpoint in a file, replaced whole, so that a kill leaves the old one or the new one. */
export function fileCheckpoint(path: string): Checkpoint {
  mkdirSync(dirname(path), { recursive: true });
  return {
    read() {
      try {
        return PositionJson.parse(JSON.parse(readFileSync(path, 'utf8')));
      } catch (error) {
        // Reading from the start again is allowed, losing records is not: so does a damaged file count as none.
        if (error instanceof SyntaxError || error instanceof z.ZodError || hasCode(error, 'ENOENT'))
          return undefined;
        throw error;
      }
    },
    write(position) {
      writeFileSync(`${path}.new`, JSON.stringify(position));
      renameSync(`${path}.new`, path);
    },
  };
}

/** A checkpoint that ends with the process. */
export function memoryCheckpoint(): Checkpoint {
  let kept: Position | undefined;
  return {
    read: () => kept,
    write: (position) => {
      kept = position;
    },
  };
}
