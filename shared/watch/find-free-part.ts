import type { WatchQuery } from './query.ts';

/** The part of a query that can hold without one of its words, if there is one. */
export function findFreePart(query: WatchQuery): WatchQuery | undefined {
  switch (query.kind) {
    case 'term':
      return undefined;
    case 'not':
      return query;
    case 'and': {
      const free = query.parts.map(findFreePart);
      return free.every((part) => part !== undefined) ? query : undefined;
    }
    case 'or': {
      const free = query.parts.map(findFreePart).find((part) => part !== undefined);
      // A NOT that stands further out is only seen in the whole.
      return free?.kind === 'not' && free.start === free.term.start ? query : free;
    }
  }
}
