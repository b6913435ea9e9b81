import type { Move } from './move.ts';
import type { Contribution } from './register.ts';

/** The three things counted of a tag, each in total and by hour. */
export const MEASURES = ['articles', 'about', 'stories'] as const;
export type Measure = (typeof MEASURES)[number];

/** One measure over one day. */
interface DayCount {
  readonly total: number;
  /** 24 numbers, by hour in UTC. */
  readonly byHour: readonly number[];
}

/** A tag's counts on one day. */
export interface Counter extends Readonly<Record<Measure, DayCount>> {
  /** UTC: `2026-02-10`. */
  readonly day: string;
  /** How many transactions have moved it. */
  readonly moves: number;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** The attribute that counts a measure in an hour (0 to 23): `articles@05`. */
function hourAttribute(measure: Measure, hour: number): string {
  return `${measure}@${String(hour).padStart(2, '0')}`;
}

/** What a group of moves adds to its counter's attributes; zeros are left out. */
export function counterDeltas(moves: readonly Move[]): ReadonlyMap<string, number> {
  const deltas = new Map<string, number>();
  for (const move of moves) {
    const hour = Number(move.time.slice(11, 13));
    for (const measure of MEASURES) {
      const delta = measureOf(measure, move.target?.contribution) - measureOf(measure, move.assumed);
      addTo(deltas, measure, delta);
      addTo(deltas, hourAttribute(measure, hour), delta);
    }
  }
  return withoutZeros(deltas);
}

/** The key of the item beside a day's counter; all of them stand behind the days, so that reading days passes them by. */
export function besideKey(day: string): string {
  return `beside#${day}`;
}

/** What a group of moves adds to the totals of the tags beside; zeros are left out. */
export function besideDeltas(moves: readonly Move[]): ReadonlyMap<string, number> {
  const deltas = new Map<string, number>();
  for (const move of moves) {
    for (const tag of move.target?.contribution.beside ?? []) addTo(deltas, tag, 1);
    for (const tag of move.assumed?.beside ?? []) addTo(deltas, tag, -1);
  }
  return withoutZeros(deltas);
}

/** Reads a counter from its attributes; what was never counted is zero. */
export function readCounter(day: string, attributes: Readonly<Record<string, unknown>>): Counter {
  const read = (name: string): number => {
    const value = attributes[name];
    return typeof value === 'number' ? value : 0;
  };
  const count = (measure: Measure): DayCount => ({
    total: read(measure),
    byHour: HOURS.map((hour) => read(hourAttribute(measure, hour))),
  });
  return {
    day,
    articles: count('articles'),
    about: count('about'),
    stories: count('stories'),
    moves: read('moves'),
  };
}

function measureOf(measure: Measure, contribution: Contribution | undefined): number {
  if (contribution === undefined) return 0;
  if (measure === 'articles') return 1;
  return Number(measure === 'about' ? contribution.about : contribution.opens);
}

function addTo(deltas: Map<string, number>, name: string, delta: number): void {
  deltas.set(name, (deltas.get(name) ?? 0) + delta);
}

function withoutZeros(deltas: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map([...deltas].filter(([, delta]) => delta !== 0));
}
