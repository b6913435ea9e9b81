import type { Span, WatchTag } from '../tagging/tags.ts';
import { parseWatch } from './parse-watch.ts';
import type { Term, WatchQuery } from './query.ts';
import type { Watch } from './watch.ts';

/** What the matcher needs of a token: its span in the text and its folded form. */
export interface MatchToken extends Span {
  readonly folded: string;
}

/** Watches made ready to be matched; a watch whose query cannot be read is left out and named. */
export interface CompiledWatches {
  readonly watches: readonly { readonly watch: Watch; readonly query: WatchQuery }[];
  readonly unreadable: readonly Watch[];
}

/** Makes watches ready to be matched against many texts. */
export function compileWatches(watches: readonly Watch[]): CompiledWatches {
  const compiled: { watch: Watch; query: WatchQuery }[] = [];
  const unreadable: Watch[] = [];
  for (const watch of watches) {
    const parsed = parseWatch(watch.query);
    if ('query' in parsed) compiled.push({ watch, query: parsed.query });
    else unreadable.push(watch);
  }
  return { watches: compiled, unreadable };
}

/** Tags a text with the watches that it matches, each with its evidence. */
export function matchWatches(compiled: CompiledWatches, tokens: readonly MatchToken[]): WatchTag[] {
  const index = indexTokens(tokens);
  const tags: WatchTag[] = [];
  for (const { watch, query } of compiled.watches) {
    const evidence = findEvidence(query, index);
    if (evidence === undefined) continue;
    const { key, version } = watch;
    tags.push({ watch: key, version, evidence: inOrder(evidence) });
  }
  return tags;
}

/** The spans of the positive terms that held, in text order; undefined when the query does not match. */
export function matchWatch(query: WatchQuery, tokens: readonly MatchToken[]): readonly Span[] | undefined {
  const evidence = findEvidence(query, indexTokens(tokens));
  return evidence === undefined ? undefined : inOrder(evidence);
}

interface TokenIndex {
  readonly tokens: readonly MatchToken[];
  readonly places: ReadonlyMap<string, readonly number[]>;
}

function indexTokens(tokens: readonly MatchToken[]): TokenIndex {
  const places = new Map<string, number[]>();
  for (const [place, { folded }] of tokens.entries()) {
    const known = places.get(folded);
    if (known === undefined) places.set(folded, [place]);
    else known.push(place);
  }
  return { tokens, places };
}

function findEvidence(query: WatchQuery, index: TokenIndex): readonly Span[] | undefined {
  switch (query.kind) {
    case 'term': {
      const spans = findTerm(query, index);
      return spans.length > 0 ? spans : undefined;
    }
    case 'not':
      return findTerm(query.term, index).length > 0 ? undefined : [];
    case 'and': {
      const evidence: Span[] = [];
      for (const part of query.parts) {
        const found = findEvidence(part, index);
        if (found === undefined) return undefined;
        evidence.push(...found);
      }
      return evidence;
    }
    case 'or': {
      const found = query.parts.map((part) => findEvidence(part, index)).filter((part) => part !== undefined);
      return found.length > 0 ? found.flat() : undefined;
    }
  }
}

function findTerm(term: Term, { tokens, places }: TokenIndex): Span[] {
  const [first = ''] = term.words;
  const spans: Span[] = [];
  for (const place of places.get(first) ?? []) {
    const last = tokens[place + term.words.length - 1];
    const head = tokens[place];
    if (last === undefined || head === undefined) break;
    if (term.words.every((word, offset) => tokens[place + offset]?.folded === word)) {
      spans.push({ start: head.start, end: last.end });
    }
  }
  return spans;
}

function inOrder(spans: readonly Span[]): readonly Span[] {
  const distinct = new Map(spans.map(({ start, end }) => [`${start}-${end}`, { start, end }]));
  return [...distinct.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}
