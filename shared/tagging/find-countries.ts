import type { Token } from '../text/tokenise.ts';
import { type CountryForms, countryAcronyms, countryForms, type Place } from './country-forms.ts';
import type { CountryTag } from './tags.ts';
import type { TokenisedText } from './tokenised-text.ts';

type Evidence = CountryTag['evidence'][number];

interface Mention {
  readonly country: string;
  readonly evidence: Evidence;
  /** Tokens that it takes. */
  readonly length: number;
}

const MENTIONS_OF_A_SUBJECT = 3;
/** A two-letter acronym among words in capitals is one of them: `TELL US MORE`. */
const SHORT_ACRONYM = 2;

/** The countries that a text names, by their names, adjectives and capitals, in the order of first mention. */
export function findCountries(article: TokenisedText): CountryTag[] {
  const forms = countryForms(article.lang);
  const found = new Map<string, Evidence[]>();
  let at = 0;
  while (at < article.tokens.length) {
    const mention = acronymAt(article, at) ?? formAt(article, at, forms);
    if (mention !== undefined) {
      const evidence = found.get(mention.country);
      if (evidence === undefined) found.set(mention.country, [mention.evidence]);
      else evidence.push(mention.evidence);
    }
    at += mention?.length ?? 1;
  }
  return [...found].map(([country, evidence]) => ({ country, about: isAbout(article, evidence), evidence }));
}

/** An article is about a country that its title names, or that it names three times, once in its first third. */
function isAbout(article: TokenisedText, evidence: readonly Evidence[]): boolean {
  const first = evidence[0]?.start ?? article.text.length;
  if (first < article.titleEnd) return true;
  return evidence.length >= MENTIONS_OF_A_SUBJECT && first < article.text.length / 3;
}

/** The longest form that starts at a token, if it is written as what it stands for is written. */
function formAt(article: TokenisedText, at: number, forms: CountryForms): Mention | undefined {
  const first = article.tokens[at];
  const longest = first === undefined ? undefined : forms.longest.get(first.folded);
  if (first === undefined || longest === undefined) return undefined;
  const capital = isCapitalised(article.text, first.start);
  for (let length = longest; length > 0; length -= 1) {
    const taken = article.tokens.slice(at, at + length);
    const last = taken[length - 1];
    if (last === undefined) continue;
    const places = forms.places.get(taken.map((token) => token.folded).join(' ')) ?? [];
    const place = places.find(({ as }) => capital || !needsCapital(as, article.lang));
    if (place !== undefined) return toMention(place, first.start, last.end, length);
  }
  return undefined;
}

function acronymAt({ text, tokens }: TokenisedText, at: number): Mention | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  // `U.S.` is two tokens of one letter.
  const length = token.end - token.start === 1 ? 2 : 1;
  const end = tokens[at + length - 1]?.end;
  if (end === undefined) return undefined;
  const country = countryAcronyms.get(text.slice(token.start, end));
  if (country === undefined) return undefined;
  if (
    end - token.start === SHORT_ACRONYM &&
    [at - 1, at + 1].every((beside) => isShouted(text, tokens[beside]))
  ) {
    return undefined;
  }
  return toMention({ country, as: 'name' }, token.start, end, length);
}

function toMention({ country, as }: Place, start: number, end: number, length: number): Mention {
  return { country, evidence: { start, end, as }, length };
}

/** English writes its adjectives with a capital too. */
function needsCapital(as: Place['as'], lang: string): boolean {
  return as !== 'adjective' || lang === 'und' || /^en\b/.test(lang);
}

/** Whether a word starts as a name does; in a script without case every word may. */
function isCapitalised(text: string, start: number): boolean {
  const letter = String.fromCodePoint(text.codePointAt(start) ?? 0);
  const lower = letter.toLowerCase();
  const upper = letter.toUpperCase();
  // Georgian has capitals for whole words in headlines, and starts no name with one.
  return letter !== lower || lower === upper || /\p{Script=Georgian}/u.test(letter);
}

function isShouted(text: string, token: Token | undefined): boolean {
  const word = token === undefined ? '' : text.slice(token.start, token.end);
  return word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase();
}
