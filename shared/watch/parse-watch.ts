import type { Span } from '../tagging/tags.ts';
import { findFreePart } from './find-free-part.ts';
import type { QueryFault, Term, WatchQuery } from './query.ts';
import { type QueryPiece, readQueryPieces } from './query-pieces.ts';

/** Longest query that is read, in characters. */
export const MAX_QUERY_LENGTH = 10_000;

const MAX_DEPTH = 50;

/** What a query says, or why it cannot be read. */
export type ParsedWatch = { readonly query: WatchQuery } | { readonly faults: readonly QueryFault[] };

/**
 * Reads a watch's query: words, "phrases", AND, OR, NOT and parentheses, NOT binding before AND before OR;
 * `a NOT b` is `a AND NOT b`.
 * A query that an article could match without one of its words is refused, so that every match has evidence.
 */
export function parseWatch(query: string): ParsedWatch {
  const whole = { start: 0, end: query.length };
  if (query.trim() === '') return { faults: [{ ...whole, message: 'The query is empty. Write a word.' }] };
  if (query.length > MAX_QUERY_LENGTH) {
    const message = `The query is longer than ${MAX_QUERY_LENGTH} characters. Split it into several watches.`;
    return { faults: [{ ...whole, message }] };
  }
  const { pieces, faults } = readQueryPieces(query);
  if (faults.length > 0) return { faults };
  const parsed = readWhole({ query, pieces, at: 0, depth: 0 });
  if ('message' in parsed) return { faults: [parsed] };
  const free = findFreePart(parsed);
  return free === undefined ? { query: parsed } : { faults: [freeFault(query, free)] };
}

interface Reader {
  readonly query: string;
  readonly pieces: readonly QueryPiece[];
  at: number;
  depth: number;
}

type Read = WatchQuery | QueryFault;

function readWhole(reader: Reader): Read {
  const query = readOr(reader, false);
  const rest = reader.pieces[reader.at];
  if ('message' in query || rest === undefined) return query;
  return {
    start: rest.start,
    end: rest.end,
    message: 'This “)” closes nothing. Leave it out, or write “(” before.',
  };
}

function readOr(reader: Reader, negated: boolean): Read {
  return readParts(reader, negated, 'OR', readAnd);
}

function readAnd(reader: Reader, negated: boolean): Read {
  return readParts(reader, negated, 'AND', readFactor);
}

function readParts(
  reader: Reader,
  negated: boolean,
  operator: 'AND' | 'OR',
  readPart: (reader: Reader, negated: boolean) => Read,
): Read {
  const first = readPart(reader, negated);
  if ('message' in first) return first;
  const parts = [first];
  for (;;) {
    const next = reader.pieces[reader.at];
    if (next?.kind === operator) reader.at += 1;
    // `Georgia NOT Atlanta` is said for `Georgia AND NOT Atlanta`, and cannot mean anything else.
    else if (operator === 'OR' || next?.kind !== 'NOT') break;
    const part = readPart(reader, negated);
    if ('message' in part) return part;
    parts.push(part);
  }
  const neighbour = reader.pieces[reader.at];
  const before = reader.pieces[reader.at - 1];
  if (neighbour !== undefined && before !== undefined && !isOperatorOrEnd(neighbour)) {
    return neighboursFault(reader.query, before, neighbour);
  }
  if (parts.length === 1) return first;
  // De Morgan: under NOT, OR becomes AND and the other way round.
  const kind = (operator === 'AND') === negated ? 'or' : 'and';
  return { kind, parts, start: first.start, end: parts.at(-1)?.end ?? first.end };
}

function readFactor(reader: Reader, negated: boolean): Read {
  const piece = reader.pieces[reader.at];
  if (piece === undefined || piece.kind === 'AND' || piece.kind === 'OR' || piece.kind === ')') {
    return missingFault(reader, piece);
  }
  reader.at += 1;
  if (piece.kind === 'word' || piece.kind === 'phrase') {
    const term: Term = { kind: 'term', words: piece.words, start: piece.start, end: piece.end };
    return negated ? { kind: 'not', term, start: piece.start, end: piece.end } : term;
  }
  reader.depth += 1;
  if (reader.depth > MAX_DEPTH) {
    const { start, end } = piece;
    return { start, end, message: 'The query is nested too deeply. Take some parentheses or NOTs away.' };
  }
  const inner = piece.kind === 'NOT' ? readFactor(reader, !negated) : readGroup(reader, piece, negated);
  reader.depth -= 1;
  return 'message' in inner ? inner : { ...inner, start: piece.start };
}

function readGroup(reader: Reader, open: QueryPiece, negated: boolean): Read {
  const inner = readOr(reader, negated);
  if ('message' in inner) return inner;
  const close = reader.pieces[reader.at];
  if (close?.kind !== ')') {
    return {
      start: open.start,
      end: open.end,
      message: 'This “(” is never closed. Write “)” where it ends.',
    };
  }
  reader.at += 1;
  return { ...inner, end: close.end };
}

function isOperatorOrEnd(piece: QueryPiece): boolean {
  return piece.kind === 'AND' || piece.kind === 'OR' || piece.kind === ')';
}

function neighboursFault(query: string, before: QueryPiece, after: QueryPiece): QueryFault {
  const span = { start: before.start, end: after.end };
  for (const piece of [before, after]) {
    const raw = piece.kind === 'word' ? piece.raw : '';
    if (/^(?:and|or|not)$/iu.test(raw)) {
      return {
        ...span,
        message: `Write ${raw.toUpperCase()} in capital letters if “${raw}” is no word to find.`,
      };
    }
  }
  const [left, right] = [sourceOf(query, before), sourceOf(query, after)];
  if (before.kind === 'word' && after.kind === 'word') {
    return {
      ...span,
      message: `Between “${left}” and “${right}” something is missing. Write ${left} AND ${right} to find both anywhere, or "${left} ${right}" to find them side by side.`,
    };
  }
  const advice = after.kind === 'NOT' ? 'AND' : 'AND or OR';
  return {
    ...span,
    message: `Between “${left}” and “${right}” something is missing. Write ${advice} there.`,
  };
}

function missingFault(reader: Reader, piece: QueryPiece | undefined): QueryFault {
  const before = reader.pieces[reader.at - 1];
  const span = piece ?? before ?? { start: 0, end: reader.query.length };
  const { start, end } = span;
  if (before?.kind === '(' && piece?.kind === ')') {
    return {
      start: before.start,
      end,
      message: 'There is nothing in these parentheses. Write a word in them.',
    };
  }
  if (before !== undefined && before.kind !== '(') {
    return { start, end, message: `After “${before.kind}” a word is missing. Write one, or leave it out.` };
  }
  if (before !== undefined && piece === undefined) {
    return { start, end, message: 'This “(” is never closed. Write a word and “)”.' };
  }
  const here = piece === undefined ? '' : sourceOf(reader.query, piece);
  return { start, end, message: `Before “${here}” a word is missing. Write one, or leave “${here}” out.` };
}

function freeFault(query: string, free: Span): QueryFault {
  const { start, end } = free;
  return {
    start,
    end,
    message: `“${query.slice(start, end)}” would match nearly every article, because it only says what must be absent. Say with AND what must be there: … AND ${query.slice(start, end)}.`,
  };
}

function sourceOf(query: string, piece: Span): string {
  return query.slice(piece.start, piece.end);
}
