import { writeFileSync } from 'node:fs';
import { ADJECTIVE_LOCALES } from './choices.ts';
import { cldrVersion } from './cldr.ts';
import { collectAdjectives, collectCities, collectNames, settle } from './collect.ts';

const OUTPUT = new URL('../../shared/tagging/countries.data.json', import.meta.url);

const { name, acronym } = collectNames();
const data = {
  source: `Unicode CLDR ${cldrVersion()}, Unicode License v3, inflected and folded by data/countries`,
  acronym: Object.fromEntries(acronym.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  name: settle(name),
  city: settle(collectCities()),
  adjective: Object.fromEntries(
    ADJECTIVE_LOCALES.map((locale) => [locale, settle(collectAdjectives(locale))] as const),
  ),
};

writeFileSync(OUTPUT, `${serialise(data, 0)}\n`);

/** JSON with a line for each country, so that a new CLDR shows as a readable difference. */
function serialise(value: unknown, depth: number): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > 3)
    return JSON.stringify(value);
  const lines = Object.entries(value).map(
    ([key, one]) => `${JSON.stringify(key)}:${serialise(one, depth + 1)}`,
  );
  return `{\n${lines.join(',\n')}\n}`;
}
