import * as fc from 'fast-check';
import type { Article, ChangeKind } from '../../shared/article/article.ts';
import type { Revision } from '../../shared/count/move.ts';

/** What an article says in one revision, as far as it is counted; undefined once it is deleted. */
interface State {
  readonly day: number;
  readonly hour: number;
  readonly countries: readonly { readonly country: string; readonly about: boolean }[];
  readonly topics: readonly string[];
  readonly watches: readonly string[];
  readonly outlet: string;
  readonly opens: boolean;
}

/** One step of a random history. `expire` is a deletion after which TTL takes the item away. */
export interface Step {
  readonly article: number;
  readonly to: State | 'delete' | 'expire';
  readonly ms: number;
}

const anything = {
  day: fc.nat({ max: 1 }),
  hour: fc.constantFrom(0, 9, 23),
  countries: fc.uniqueArray(fc.record({ country: fc.constantFrom('AZ', 'AM', 'GE'), about: fc.boolean() }), {
    selector: (tag) => tag.country,
    maxLength: 2,
  }),
  topics: fc.uniqueArray(fc.constantFrom('11000000', '20000587'), { maxLength: 2 }),
  watches: fc.uniqueArray(fc.constantFrom('tripp'), { maxLength: 1 }),
  outlet: fc.constantFrom('unn.example', 'apa.example'),
  opens: fc.boolean(),
};

/**
 * Random histories of up to three articles: arrivals, corrections, deletions, returns, some after a TTL. Each
 * moves between a few states that differ in part, so that an old revision often finds what it assumes, or nearly.
 */
export const histories: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    fc.record(anything),
    fc.array(fc.record(anything, { requiredKeys: [] }), { minLength: 1, maxLength: 3 }),
  )
  .map(([first, changes]): readonly State[] => [first, ...changes.map((change) => ({ ...first, ...change }))])
  .chain((states) =>
    fc.array(
      fc.record({
        article: fc.nat({ max: 2 }),
        to: fc.oneof(
          { weight: 6, arbitrary: fc.constantFrom(...states) },
          { weight: 2, arbitrary: fc.constantFrom('delete', 'expire') },
        ),
        ms: fc.nat({ max: 3 }),
      }),
      { minLength: 1, maxLength: 12 },
    ),
  );

/** The stream of a history: each record with the image before it and the image after. */
export function streamOf(steps: readonly Step[]): readonly Revision[] {
  const items = new Map<string, Article>();
  let nowMs = 1_000;
  return steps.flatMap(({ article, to, ms }) => {
    nowMs += ms;
    const id = `article${article}`;
    const old = items.get(id);
    if (typeof to === 'string' && old?.content === undefined) return [];
    const now = imageOf(id, Math.max((old?.rev ?? 0) + 1, nowMs), to);
    if (to === 'expire') {
      items.delete(id);
      // TTL takes weeks: the clock has long passed the last revision when the article comes back.
      nowMs = now.rev + 1;
    } else {
      items.set(id, now);
    }
    return [old === undefined ? { now } : { old, now }];
  });
}

function imageOf(id: string, rev: number, to: Step['to']): Article {
  const base = { id, rev, arrived: '2026-02-12T00:00:00.000Z', story: id, sources: {} };
  if (typeof to === 'string') return { ...base, change: 'deletion', opens: false };
  const change: ChangeKind = 'correction';
  return {
    ...base,
    change,
    opens: to.opens,
    content: {
      title: `Title at ${rev}`,
      titleEnd: 0,
      digest: String(rev),
      lang: 'en',
      published: `2026-02-1${to.day}T${String(to.hour).padStart(2, '0')}:30:00.000Z`,
      outlet: to.outlet,
      tags: {
        countries: to.countries.map((tag) => ({ ...tag, evidence: [] })),
        topics: to.topics.map((topic) => ({ topic, evidence: [] })),
        watches: to.watches.map((watch) => ({ watch, version: 1, evidence: [] })),
      },
    },
  };
}

/** The last image of each article in a stream. */
export function lastImages(stream: readonly Revision[]): readonly Article[] {
  return [...new Map(stream.map(({ now }) => [now.id, now])).values()];
}
