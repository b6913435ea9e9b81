import { foldWord } from './fold-word.ts';

/** A word of a text: where it stands, in UTF-16 code units (end exclusive), and its folded form. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly folded: string;
}

const UNKNOWN = 0;
const GAP = 1;
const LETTER = 2;
/** Stays with the token before it: a vowel sign, an accent, an invisible joiner. */
const ATTACHED = 3;
/** A token by itself, in scripts that put no space between words. */
const ALONE = 4;

/** U+02BC is a letter to Unicode and an apostrophe to those who type it. */
const APOSTROPHE_LETTER = /[\u02bb-\u02bd]/;
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD_LETTER = /[\p{L}\p{N}]/u;
const MARK_OR_JOINER = /\p{M}|\u00ad|\u200c|\u200d|\u2060/u;

/** Classes of the Basic Multilingual Plane, filled as characters are met. */
const classes = new Uint8Array(0x10000);

function classify(character: string): number {
  if (MARK_OR_JOINER.test(character)) return ATTACHED;
  if (!WORD_LETTER.test(character) || APOSTROPHE_LETTER.test(character)) return GAP;
  return WITHOUT_SPACES.test(character) ? ALONE : LETTER;
}

function classOf(codePoint: number): number {
  if (codePoint > 0xffff) return classify(String.fromCodePoint(codePoint));
  const known = classes[codePoint] ?? UNKNOWN;
  if (known !== UNKNOWN) return known;
  const found = classify(String.fromCharCode(codePoint));
  classes[codePoint] = found;
  return found;
}

/**
 * The words of a text, in order. Apostrophes and hyphens part words (`Bakı'nın` is two tokens); in Chinese,
 * Japanese, Thai, Lao, Khmer and Burmese each character is a token. The text is split before anything is
 * folded, since folding changes lengths and offsets must point into the text as it came.
 */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let start = -1;
  let at = 0;
  const close = (end: number) => {
    if (start >= 0) tokens.push({ start, end, folded: foldWord(text.slice(start, end)) });
    start = -1;
  };
  // Whether the open token may still grow by letters; one of a script without spaces grows by marks only.
  let grows = true;
  while (at < text.length) {
    const codePoint = text.codePointAt(at) ?? 0;
    const kind = classOf(codePoint);
    if (kind === GAP) close(at);
    else if (kind === ALONE || (kind === LETTER && (start < 0 || !grows))) {
      close(at);
      start = at;
      grows = kind === LETTER;
    }
    at += codePoint > 0xffff ? 2 : 1;
  }
  close(text.length);
  return tokens;
}
