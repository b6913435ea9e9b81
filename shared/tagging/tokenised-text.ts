import type { Token } from '../text/tokenise.ts';

/** A text as the taggers see it. */
export interface TokenisedText {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Where the title ends; 0 when there is none. */
  readonly titleEnd: number;
  /** BCP 47, `und` when it is not known. */
  readonly lang: string;
}
