import { isNode, LineCounter, parseDocument } from 'yaml';
import * as z from 'zod';
import { parseWatch } from './parse-watch.ts';
import type { Watch } from './watch.ts';

/** A watch as its author writes it; the table gives it its version. */
export type WatchDraft = Omit<Watch, 'version'>;

/** What is wrong with a watches file, for a person; lines count from 1. */
export interface WatchesFileFault {
  readonly line: number;
  readonly message: string;
}

const watchesFile = z.strictObject({
  watches: z.array(
    z.strictObject({
      key: z
        .string()
        .regex(/^[a-z0-9][a-z0-9-]{0,39}$/u, 'a key is 1 to 40 lower-case letters, digits and hyphens'),
      name: z.string().trim().min(1, 'a name is missing').max(100, 'a name has at most 100 characters'),
      query: z.string(),
      recipients: z
        .array(z.email('this is no e-mail address'))
        .max(100, 'a watch has at most 100 recipients'),
    }),
  ),
});

/**
 * Reads a `watches.yaml`, whose name `file` is only told in faults.
 * @throws {Error} naming file, line and fault, a line each
 */
export function readWatchesFile(file: string, text: string): readonly WatchDraft[] {
  const parsed = parseWatchesFile(text);
  if ('watches' in parsed) return parsed.watches;
  throw new Error(parsed.faults.map(({ line, message }) => `${file}:${line}: ${message}`).join('\n'));
}

/** Reads the text of a `watches.yaml`, checking keys, addresses and queries; every fault is told with its line. */
export function parseWatchesFile(
  text: string,
): { readonly watches: readonly WatchDraft[] } | { readonly faults: readonly WatchesFileFault[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    return {
      faults: document.errors.map(({ pos, message }) => ({ line: lines.linePos(pos[0]).line, message })),
    };
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    // A fault may lie in something that is missing: then the nearest part that is there has the line.
    for (let length = path.length; length >= 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const parsed = watchesFile.safeParse(document.toJS());
  if (!parsed.success) {
    return {
      faults: parsed.error.issues.map(({ path, message }) => ({
        line: lineOf(path),
        message: path.length === 0 ? message : `${path.join('.')}: ${message}`,
      })),
    };
  }
  const faults = [...findRepeatedKeys(parsed.data.watches), ...findQueryFaults(parsed.data.watches)];
  if (faults.length === 0) return { watches: parsed.data.watches };
  return { faults: faults.map(({ path, message }) => ({ line: lineOf(path), message })) };
}

interface PlacedFault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function findRepeatedKeys(watches: readonly WatchDraft[]): PlacedFault[] {
  const seen = new Set<string>();
  const faults: PlacedFault[] = [];
  for (const [index, { key }] of watches.entries()) {
    if (seen.has(key)) {
      const message = `The key “${key}” is used twice. Give each watch its own.`;
      faults.push({ path: ['watches', index, 'key'], message });
    }
    seen.add(key);
  }
  return faults;
}

function findQueryFaults(watches: readonly WatchDraft[]): PlacedFault[] {
  return watches.flatMap(({ key, query }, index) => {
    const parsed = parseWatch(query);
    if ('query' in parsed) return [];
    return parsed.faults.map(({ start, message }) => ({
      path: ['watches', index, 'query'],
      message: `${key}, query, character ${start + 1}: ${message}`,
    }));
  });
}
