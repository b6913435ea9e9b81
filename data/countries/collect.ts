import { tokenise } from '../../shared/text/tokenise.ts';
import {
  CAPITAL_ZONES,
  COUNTRY_OF_LANGUAGE,
  MORE_ACRONYMS,
  MORE_ADJECTIVES,
  MORE_CAPITALS,
  MORE_NAMES,
  NAME_LOCALES,
  NOT_A_COUNTRY,
  REGIONAL_LANGUAGES,
} from './choices.ts';
import { exemplarCities, languageNames, mainZones, territoryNames } from './cldr.ts';
import { inflect, type WordKind } from './inflect.ts';

/** A folded form and the country that it was found for. */
export type Form = readonly [form: string, country: string];

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** `USA`, `США`, `ABŞ`: written in capitals only, and matched as they are written. */
const ACRONYM = /^\p{Lu}{2,4}$/u;

/** Names of countries in all locales, with their case forms, acronyms apart. */
export function collectNames(): { name: Form[]; acronym: Form[] } {
  const name: Form[] = [];
  const acronym: Form[] = [];
  for (const locale of NAME_LOCALES) {
    for (const [country, words] of territoryNames(locale)) {
      if (ACRONYM.test(words)) acronym.push([words, country]);
      else name.push(...formsOf(words, locale, 'noun', country));
    }
  }
  for (const [country, words] of Object.entries(MORE_NAMES))
    name.push(...words.map((each): Form => [fold(each), country]));
  const longAcronyms = acronym.filter(([form]) => form.length > 2);
  return { name, acronym: [...longAcronyms, ...Object.entries(MORE_ACRONYMS)] };
}

/** Capitals, or the city of a country's one time zone, in all locales, with their case forms. */
export function collectCities(): Form[] {
  const zones = new Map([
    ...mainZones(),
    ...Object.entries(CAPITAL_ZONES).map(([zone, country]) => [country, zone] as const),
  ]);
  const cities: Form[] = [];
  for (const locale of NAME_LOCALES) {
    const cityOf = exemplarCities(locale);
    for (const [country, zone] of zones) cities.push(...formsOf(cityOf(zone), locale, 'noun', country));
    for (const [country, spellings] of Object.entries(MORE_CAPITALS)) {
      const city = spellings[locale];
      if (city !== undefined) cities.push(...formsOf(city, locale, 'noun', country));
    }
  }
  return cities;
}

/** Adjectives of one locale: names of languages, and what names of regional languages add to them. */
export function collectAdjectives(locale: string): Form[] {
  const languages = languageNames(locale);
  const adjectives = Object.entries(MORE_ADJECTIVES[locale] ?? {}).flatMap(([country, word]) =>
    formsOf(word, locale, 'adjective', country),
  );
  for (const [language, country] of Object.entries(COUNTRY_OF_LANGUAGE)) {
    const word = languages[language];
    if (word !== undefined && !word.includes(' '))
      adjectives.push(...formsOf(word, locale, 'adjective', country));
  }
  for (const [regional, language, country] of REGIONAL_LANGUAGES) {
    const own = new Set(languages[language]?.split(' '));
    const [added, ...others] = (languages[regional] ?? '').split(' ').filter((word) => !own.has(word));
    if (added !== undefined && added !== '' && others.length === 0) {
      adjectives.push(...formsOf(added, locale, 'adjective', country));
    }
  }
  return adjectives;
}

/** Forms that stand for one country only and are long enough to stand for it, by country, sorted. */
export function settle(forms: readonly Form[]): Record<string, string[]> {
  const countries = new Map<string, Set<string>>();
  for (const [form, country] of forms) countries.set(form, (countries.get(form) ?? new Set()).add(country));
  const settled: Record<string, string[]> = {};
  for (const [form, [country, ...others]] of [...countries].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const letters = form.replaceAll(' ', '').length;
    const long = letters >= 3 || (letters === 2 && CJK.test(form));
    if (country === undefined || others.length > 0 || !long || NOT_A_COUNTRY.has(form)) continue;
    settled[country] = [...(settled[country] ?? []), form];
  }
  return Object.fromEntries(Object.entries(settled).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The case forms of one word; a name of several words, a bracketed or a hyphened one stands as it is. */
function formsOf(words: string, locale: string, kind: WordKind, country: string): Form[] {
  const isOneWord = /^[\p{L}\p{M}]+$/u.test(words);
  const inflected = isOneWord ? inflect(words.toLowerCase(), locale, kind) : [words];
  // CLDR writes `Bosnia & Herzegovina`, and newspapers do not.
  if (locale === 'en' && words.includes(' & ')) inflected.push(words.replace(' & ', ' and '));
  return inflected.map((form) => [fold(form), country] as const);
}

/** Tokens joined by spaces: what `findCountries` looks up. */
function fold(words: string): string {
  return tokenise(words.replace(/^the /i, ''))
    .map((token) => token.folded)
    .join(' ');
}
