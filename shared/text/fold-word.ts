/** Letters that Unicode does not decompose, though readers take them for the plain one. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ς: 'σ',
  ё: 'е',
};

/** Lower-case letters that folding leaves alone: most words of English, Russian and Ukrainian are done here. */
const FOLDED = /^[ -~а-яіїєґ]*$/;
const PLAIN_LETTER = /[ßøłđæœıςё]/g;
const INVISIBLE = /\p{Cf}+/gu;
const MARKED = /([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu;
/** Stress signs over Cyrillic vowels; the marks of й and ї are part of their letters and stay. */
const STRESS = /[\u0300\u0301]/g;

/**
 * The form under which a word is compared: lower case, Unicode NFKC, no marks on Latin and Greek letters,
 * `ı` as `i`, `ё` as `е`; folding twice changes nothing.
 */
export function foldWord(word: string): string {
  const lower = word.toLowerCase();
  if (FOLDED.test(lower)) return lower;
  return lower
    .normalize('NFKC')
    .toLowerCase()
    .replace(INVISIBLE, '')
    .normalize('NFD')
    .replace(MARKED, '$1')
    .normalize('NFC')
    .replace(STRESS, '')
    .replace(PLAIN_LETTER, (letter) => PLAIN_LETTERS[letter] ?? letter)
    .normalize('NFKC');
}
