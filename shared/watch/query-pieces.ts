import type { Span } from '../tagging/tags.ts';
import { tokenise } from '../text/tokenise.ts';
import type { QueryFault } from './query.ts';

/** A lexical piece of a query; a word or a phrase carries its folded tokens. */
export type QueryPiece = Span &
  (
    | { readonly kind: 'AND' | 'OR' | 'NOT' | '(' | ')' }
    | { readonly kind: 'word' | 'phrase'; readonly raw: string; readonly words: readonly string[] }
  );

// One alternative a piece: parentheses, a closed phrase, a phrase that never closes, anything else up to a space.
const PIECE = /[()]|["“”„«](?<phrase>[^"“”„«»]*)["“”»]|(?<open>["“”„«»].*)|[^\s()"“”„«»]+/gsu;

/** Cuts a query into its pieces, and says which of them cannot be read. */
export function readQueryPieces(query: string): {
  readonly pieces: readonly QueryPiece[];
  readonly faults: readonly QueryFault[];
} {
  const pieces: QueryPiece[] = [];
  const faults: QueryFault[] = [];
  for (const match of query.matchAll(PIECE)) {
    const [whole] = match;
    const span = { start: match.index, end: match.index + whole.length };
    if (match.groups?.['open'] !== undefined) {
      faults.push({ ...span, message: `This quotation mark has no partner. Write ${closed(whole)}.` });
    } else if (whole === '(' || whole === ')' || whole === 'AND' || whole === 'OR' || whole === 'NOT') {
      pieces.push({ ...span, kind: whole });
    } else {
      const phrase = match.groups?.['phrase'];
      const raw = phrase ?? whole;
      const words = tokenise(raw).map((token) => token.folded);
      const message = phrase === undefined ? wordFault(raw, words) : phraseFault(words);
      if (message !== undefined) faults.push({ ...span, message });
      else pieces.push({ ...span, kind: phrase === undefined ? 'word' : 'phrase', raw, words });
    }
  }
  return { pieces, faults };
}

function wordFault(raw: string, words: readonly string[]): string | undefined {
  if (raw === '&' || raw === '&&' || raw === '+') return `Write AND instead of “${raw}”.`;
  if (raw === '|' || raw === '||') return `Write OR instead of “${raw}”.`;
  if (/^[-!]./u.test(raw)) {
    return `To leave articles out, write NOT ${raw.slice(1)} instead of “${raw}”.`;
  }
  if (raw.includes('*')) {
    return `A word cannot have “*” in it. Write its forms out, with OR between them: (${raw.replaceAll('*', '')} OR …).`;
  }
  return words.length === 0 ? `“${raw}” has no letter or digit to look for. Leave it out.` : undefined;
}

function phraseFault(words: readonly string[]): string | undefined {
  return words.length === 0
    ? 'There is nothing between these quotation marks. Write a phrase, or leave them out.'
    : undefined;
}

function closed(open: string): string {
  const words = open.slice(1).trim();
  return words === '' ? 'a phrase between two of them' : `"${words}"`;
}
