import type { Instant } from './article.ts';

const ISO =
  /^(\d{4}-\d\d-(\d\d))(?:[T ](\d\d:\d\d)(:\d\d)?(?:[.,](\d{1,3})\d*)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
/** No way of writing an instant is longer, and matching takes time that grows with the length. */
const LONGEST_DATE = 100;
const EPOCH = /^\d{10}(?:\d{3})?$/;
/** Formats other than ISO are read only where the month is spelled: 02/10 is two days of the year. */
const SPELLED_MONTH = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b/i;
const ZONE = /(?:\b(?:Z|UTC?|GMT|[ECMP][SD]T)|[+-]\d\d:?\d\d)(?:\s*\([^)]*\))?$/i;

/**
 * The instant of a stated publication time: ISO 8601, RFC 5322, or seconds or milliseconds since 1970; without
 * a zone it is read as UTC. Nothing when it cannot be understood.
 */
export function parsePublished(stated: string | undefined): Instant | undefined {
  const text = stated?.slice(0, LONGEST_DATE).trim() ?? '';
  const date = parseIso(text) ?? parseEpoch(text) ?? parseSpelled(text);
  if (date === undefined || Number.isNaN(date.getTime())) return undefined;
  const instant = date.toISOString();
  // A year beyond four digits would not sort as text.
  return /^\d{4}-/.test(instant) ? instant : undefined;
}

function parseIso(text: string): Date | undefined {
  const [whole, date, day, time = '00:00', seconds = ':00', fraction = '0', zone = 'Z'] =
    ISO.exec(text) ?? [];
  if (whole === undefined) return undefined;
  // The engine reads 31 February as 3 March.
  const isDay = new Date(`${date}T00:00:00Z`).getUTCDate() === Number(day);
  return isDay ? new Date(`${date}T${time}${seconds}.${fraction}${isoZone(zone)}`) : undefined;
}

function isoZone(zone: string): string {
  const [, hours, minutes = '00'] = /^([+-]\d\d):?(\d\d)?$/.exec(zone) ?? [];
  return hours === undefined ? 'Z' : `${hours}:${minutes}`;
}

function parseEpoch(text: string): Date | undefined {
  if (!EPOCH.test(text)) return undefined;
  return new Date(text.length === 10 ? Number(text) * 1000 : Number(text));
}

function parseSpelled(text: string): Date | undefined {
  if (!SPELLED_MONTH.test(text)) return undefined;
  return new Date(ZONE.test(text) ? text : `${text} UTC`);
}
