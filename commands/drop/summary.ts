import type { AlertsAnswer } from '../../shared/api/alerts.ts';
import type { ArticleAnswer } from '../../shared/api/articles.ts';
import type { ObjectAnswer } from '../../shared/api/objects.ts';
import { topicNames } from '../../shared/tagging/topic-names.ts';

/** What became of the files that were dropped. */
export interface DropOutcome {
  readonly settled: readonly ObjectAnswer[];
  /** `bucket/key` of the files that nothing was heard of in time. */
  readonly unsettled: readonly string[];
  readonly articles: readonly Pick<ArticleAnswer, 'id' | 'tags'>[];
  /** Of the watches that the articles match. */
  readonly alerts: readonly AlertsAnswer['alerts'][number][];
}

const TOP = 8;

/** Writes what became of the files, for a person. */
export function writeSummary({ settled, unsettled, articles, alerts }: DropOutcome): string {
  const quarantined = settled.filter(({ state }) => state === 'quarantined');
  const ids = new Set(articles.map(({ id }) => id));
  const raised = alerts.filter((alert) => alert.articles.some(({ article }) => ids.has(article)));
  const mailed = raised.filter(({ state }) => state === 'mailed').length;
  const lines = [
    `read         ${count(settled.length - quarantined.length, 'file')}, ${count(articles.length, 'article')}`,
    `quarantined  ${count(quarantined.length, 'file')}`,
    ...quarantined.map(({ object, reason = 'no reason was given' }) => `             ${object}: ${reason}`),
    ...(unsettled.length === 0 ? [] : [`still open   ${count(unsettled.length, 'file')}`]),
    ...unsettled.map((object) => `             ${object}`),
    `countries    ${topTags(articles.flatMap(({ tags }) => tags.countries.map(({ country }) => country)))}`,
    `topics       ${topTags(articles.flatMap(({ tags }) => tags.topics.map(({ topic }) => topicNames[topic] ?? topic)))}`,
    `watches      ${topTags(articles.flatMap(({ tags }) => tags.watches.map(({ watch }) => watch)))}`,
    `alerts       ${raised.length}, ${mailed} of them mailed`,
  ];
  return `${lines.join('\n')}\n`;
}

function topTags(tags: readonly string[]): string {
  const counts = [...Map.groupBy(tags, (tag) => tag)].map(([tag, all]) => ({ tag, times: all.length }));
  counts.sort((a, b) => b.times - a.times || (a.tag < b.tag ? -1 : 1));
  const shown = counts.slice(0, TOP).map(({ tag, times }) => `${tag} ${times}`);
  if (counts.length > TOP) shown.push(`and ${counts.length - TOP} more`);
  return shown.length === 0 ? 'none' : shown.join('; ');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
