import data from './countries.data.json' with { type: 'json' };
import type { PlaceKind } from './tags.ts';

/** What a form stands for. */
export interface Place {
  readonly country: string;
  readonly as: PlaceKind;
}

/** Folded forms, tokens joined by a space, with what each may stand for, the likeliest first. */
export interface CountryForms {
  readonly places: ReadonlyMap<string, readonly Place[]>;
  /** The most tokens of a form that starts with this token. */
  readonly longest: ReadonlyMap<string, number>;
}

type Listed = Readonly<Record<string, readonly string[]>>;

const adjectives: Readonly<Record<string, Listed>> = data.adjective;
const allAdjectives = Object.values(adjectives);
const byLanguage = new Map<string, CountryForms>();

/** Acronyms as they are written (`USA`, `США`), which stand for a country only in capitals. */
export const countryAcronyms: ReadonlyMap<string, string> = new Map(Object.entries(data.acronym));

/**
 * The forms to look for in a text of a language: names and cities of every language, since they are written
 * with a capital, and adjectives of its own only, since another language's may be one of its common words
 * (Spanish `fines`, the Finns). A language that is not known gets them all.
 */
export function countryForms(lang: string): CountryForms {
  const language = lang.replace(/-.*/, '');
  const known = byLanguage.get(language);
  if (known !== undefined) return known;
  const own = adjectives[language];
  const forms = buildForms(language === 'und' ? allAdjectives : own === undefined ? [] : [own]);
  byLanguage.set(language, forms);
  return forms;
}

function buildForms(adjectiveLists: readonly Listed[]): CountryForms {
  const places = new Map<string, Place[]>();
  const longest = new Map<string, number>();
  const add = (listed: Listed, as: PlaceKind) => {
    for (const [country, forms] of Object.entries(listed)) {
      for (const form of forms) {
        const others = places.get(form);
        if (others === undefined) places.set(form, [{ country, as }]);
        else others.push({ country, as });
        const [first = '', ...rest] = form.split(' ');
        longest.set(first, Math.max(longest.get(first) ?? 0, rest.length + 1));
      }
    }
  };
  add(data.name, 'name');
  for (const listed of adjectiveLists) add(listed, 'adjective');
  add(data.city, 'city');
  return { places, longest };
}
