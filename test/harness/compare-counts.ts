import { askApi, askPages } from '../../commands/drop/ask-api.ts';
import { articleAnswer } from '../../shared/api/articles.ts';
import { type MentionsAnswer, mentionsAnswer } from '../../shared/api/mentions.ts';
import { trendsAnswer } from '../../shared/api/trends.ts';

/** How the counts that the API tells compare with the tags on the articles that it tells. */
export interface Comparison {
  readonly articles: number;
  /** Tag-days compared. */
  readonly compared: number;
  /** Each tag-day that differs, with both numbers. */
  readonly differences: readonly string[];
  /** Counts by `tag day`, so that two comparisons can be compared. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Reads every article with its tags, counts them anew, and compares with the trends of every tag. */
export async function compareCounts(api: string): Promise<Comparison> {
  const mentions = await allMentions(api);
  const expected = new Map<string, number>();
  for (const { article, time } of mentions) {
    for (const tag of await tagsOf(api, article)) add(expected, `${tag} ${time.slice(0, 10)}`);
  }
  const counted = new Map<string, number>();
  const days = mentions.map(({ time }) => time.slice(0, 10)).sort();
  const tags = new Set([...expected.keys()].map((key) => key.slice(0, key.lastIndexOf(' '))));
  for (const tag of tags) await addTrend(api, tag, days, counted);
  const keys = [...new Set([...expected.keys(), ...counted.keys()])].sort();
  const differences = keys
    .filter((key) => expected.get(key) !== counted.get(key))
    .map((key) => `${key}: ${expected.get(key) ?? 0} on the articles, ${counted.get(key) ?? 0} counted`);
  return {
    articles: mentions.length,
    compared: keys.length,
    differences,
    counts: Object.fromEntries(counted),
  };
}

async function allMentions(api: string): Promise<MentionsAnswer['mentions']> {
  const pages = askPages(api, 'mentions?tag=all&limit=200', mentionsAnswer);
  return (await Array.fromAsync(pages)).flatMap(({ mentions }) => mentions);
}

async function tagsOf(api: string, id: string): Promise<readonly string[]> {
  const article = await askApi(api, `articles/${id}`, articleAnswer);
  if (article === undefined) return [];
  const { countries, topics, watches } = article.tags;
  return [
    'all',
    ...(article.outlet === undefined ? [] : [`source:${article.outlet.toLowerCase()}`]),
    ...countries.map(({ country }) => `country:${country}`),
    ...topics.map(({ topic }) => `topic:${topic}`),
    ...watches.map(({ watch }) => `watch:${watch}`),
  ];
}

/** A year at a time: an answer has a bound on its points. */
async function addTrend(
  api: string,
  tag: string,
  days: readonly string[],
  counted: Map<string, number>,
): Promise<void> {
  const years = new Set(days.map((day) => day.slice(0, 4)));
  for (const year of years) {
    const path = `trends?tag=${encodeURIComponent(tag)}&from=${year}-01-01&to=${year}-12-31&by=day`;
    const trend = await askApi(api, path, trendsAnswer);
    for (const { at, articles } of trend?.series[0]?.points ?? []) {
      if (articles !== 0) counted.set(`${tag} ${at.slice(0, 10)}`, articles);
    }
  }
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
