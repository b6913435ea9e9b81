import { readFileSync } from 'node:fs';
import * as z from 'zod';

const PACKAGES = new URL('./node_modules/', import.meta.url);
/** Codes that ISO 3166 keeps for itself or CLDR uses beside it: groupings, tests and the unknown. */
const NO_COUNTRY = new Set('AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ'.split(' '));

const names = z.record(z.string(), z.string());
type Zones = { readonly [name: string]: string | Zones };
const zones: z.ZodType<Zones> = z.lazy(() => z.record(z.string(), z.union([z.string(), zones])));
const timeZones = z.record(
  z.string(),
  z.union([
    z.string(),
    z.object({
      _alias: z.string().optional(),
      _region: z.string().optional(),
      _deprecated: z.boolean().optional(),
    }),
  ]),
);

/** The version of CLDR that is installed. */
export function cldrVersion(): string {
  return z.object({ version: z.string() }).parse(readPackaged('cldr-core/package.json')).version;
}

/** Names of one locale by territory code, each code with all its variants. */
export function territoryNames(locale: string): [country: string, name: string][] {
  const schema = z.object({
    main: z.record(z.string(), z.object({ localeDisplayNames: z.object({ territories: names }) })),
  });
  const { main } = schema.parse(readPackaged(`cldr-localenames-full/main/${locale}/territories.json`));
  return Object.entries(main[locale]?.localeDisplayNames.territories ?? {})
    .map(([code, name]): [string, string] => [code.replace(/-alt-.*/, ''), name])
    .filter(([code]) => /^[A-Z]{2}$/.test(code) && !NO_COUNTRY.has(code));
}

/** Names of languages in one locale by language tag. */
export function languageNames(locale: string): Readonly<Record<string, string>> {
  const schema = z.object({
    main: z.record(z.string(), z.object({ localeDisplayNames: z.object({ languages: names }) })),
  });
  const { main } = schema.parse(readPackaged(`cldr-localenames-full/main/${locale}/languages.json`));
  return main[locale]?.localeDisplayNames.languages ?? {};
}

/** The city after which a locale calls a time zone, such as `Asia/Baku`. */
export function exemplarCities(locale: string): (zone: string) => string {
  const schema = z.object({
    main: z.record(z.string(), z.object({ dates: z.object({ timeZoneNames: z.object({ zone: zones }) }) })),
  });
  const { main } = schema.parse(readPackaged(`cldr-dates-full/main/${locale}/timeZoneNames.json`));
  const tree = main[locale]?.dates.timeZoneNames.zone ?? {};
  return (zone) => {
    let at: string | Zones | undefined = tree;
    for (const part of [...zone.split('/'), 'exemplarCity'])
      at = typeof at === 'object' ? at[part] : undefined;
    // A city that a locale spells as the zone's own name is left out of its file.
    return typeof at === 'string' ? at : zone.replace(/^.*\//, '').replaceAll('_', ' ');
  };
}

/** The zone of each country that has but one, or that CLDR names as its primary one. */
export function mainZones(): Map<string, string> {
  const bcp47 = z.object({ keyword: z.object({ u: z.object({ tz: timeZones }) }) });
  const primary = z.object({ supplemental: z.object({ primaryZones: names }) });
  const byCountry = new Map<string, string[]>();
  const { tz } = bcp47.parse(readPackaged('cldr-bcp47/bcp47/timezone.json')).keyword.u;
  for (const [key, zone] of Object.entries(tz)) {
    if (typeof zone === 'string' || zone._deprecated === true || zone._alias === undefined) continue;
    const country = zone._region ?? (/^[a-z]{5}$/.test(key) ? key.slice(0, 2).toUpperCase() : undefined);
    const [name] = zone._alias.split(' ');
    if (country === undefined || country === 'AQ' || name === undefined || NO_COUNTRY.has(country)) continue;
    byCountry.set(country, [...(byCountry.get(country) ?? []), name]);
  }
  const single = [...byCountry].flatMap(([country, [zone, ...others]]): [string, string][] =>
    zone !== undefined && others.length === 0 ? [[country, zone]] : [],
  );
  const { primaryZones } = primary.parse(
    readPackaged('cldr-core/supplemental/primaryZones.json'),
  ).supplemental;
  return new Map([...single, ...Object.entries(primaryZones)]);
}

function readPackaged(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, PACKAGES), 'utf8'));
}
