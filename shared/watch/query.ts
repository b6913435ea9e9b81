import type { Span } from '../tagging/tags.ts';

/** One word, or the words of a phrase in a row, folded as the tokeniser folds; the span points into the query. */
export interface Term extends Span {
  readonly kind: 'term';
  readonly words: readonly string[];
}

/** A watch's query in negation normal form (NOT stands only before terms), each part with its span in the query. */
export type WatchQuery =
  | Term
  | (Span & { readonly kind: 'not'; readonly term: Term })
  | (Span & { readonly kind: 'and' | 'or'; readonly parts: readonly WatchQuery[] });

/** What is wrong with a query, for a person: where, why, and what to write instead. */
export interface QueryFault extends Span {
  readonly message: string;
}
