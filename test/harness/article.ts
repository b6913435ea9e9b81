import { zstdCompressSync } from 'node:zlib';
import type { Article, Content } from '../../shared/article/article.ts';

/** The design's: published within 72 hours of arrival, arrived within 7 days of now. */
export const FRESHNESS = { publishedWithinMs: 72 * 3_600_000, arrivedWithinMs: 7 * 24 * 3_600_000 };

/** An article of the time `arrived` whose text matches the named watches at its first word. */
export function makeArticle(
  facts: Partial<Omit<Article, 'content'>> & {
    readonly watches?: readonly string[];
    readonly content?: Partial<Content>;
  } = {},
): Article {
  const { watches = [], content = {}, ...rest } = facts;
  const text = 'Baku talks\n\nThe envoys met in Baku on Monday. They spoke of the route.';
  const end = 'Baku'.length;
  return {
    id: 'a1',
    rev: Date.parse('2026-02-10T10:00:00.000Z'),
    change: 'arrival',
    arrived: '2026-02-10T10:00:00.000Z',
    story: 's1',
    opens: true,
    sources: { 'drop/a.txt': { sequencer: '01', at: '2026-02-10T10:00:00.000Z', live: true } },
    text: { zstd: new Uint8Array(zstdCompressSync(text)) },
    ...rest,
    content: {
      title: 'Baku talks',
      titleEnd: 'Baku talks'.length,
      digest: 'd',
      lang: 'en',
      published: '2026-02-10T09:00:00.000Z',
      url: 'https://gazette.example/baku-talks',
      outlet: 'gazette.example',
      ...content,
      tags: {
        countries: [{ country: 'AZ', about: true, evidence: [{ start: 0, end, as: 'city' }] }],
        topics: [],
        watches: watches.map((watch) => ({
          watch,
          version: 1,
          evidence: [
            { start: 0, end },
            { start: text.lastIndexOf('Baku'), end: text.lastIndexOf('Baku') + end },
          ],
        })),
      },
    },
  };
}

/** The same article after its deletion. */
export function deleted(article: Article, rev: number): Article {
  const { content: _content, text: _text, ...rest } = article;
  return { ...rest, rev, change: 'deletion' };
}
