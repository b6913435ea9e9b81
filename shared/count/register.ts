import { type Article, countedAt, type Instant } from '../article/article.ts';
import type { Tags } from '../tagging/tags.ts';
import { SHARDS, shardOf } from './shard.ts';

/** What a live mention adds to its counter, beside one article in its hour. */
export interface Contribution {
  /** Whether the article is about the tag, or only mentions it. */
  readonly about: boolean;
  /** Whether the article opened its story. */
  readonly opens: boolean;
  /** The countries and first-level topics in the same article, sorted, without the tag itself. */
  readonly beside: readonly string[];
}

/** What lists of mentions show without reading the article. */
export interface Display {
  readonly title: string;
  readonly lang: string;
  readonly arrived: Instant;
  readonly outlet?: string;
  readonly url?: string;
}

/** What should stand in a register: its part of the count, and what is shown of it. */
export interface Standing {
  readonly contribution: Contribution;
  readonly display: Display;
}

/** Where a register is: one for each (tag, publication time, article). */
export interface RegisterKey {
  /** `country:AZ`, `topic:20000587`, `watch:tripp`, `source:unn.ua`, or `all#0` to `all#7`. */
  readonly tag: string;
  readonly time: Instant;
  readonly article: string;
}

/** A register as the table holds it, less what it shows. One that ended stays, with its last revision. */
export interface Register {
  readonly rev: number;
  /** Absent when the mention has ended. */
  readonly contribution?: Contribution;
}

const MAX_BESIDE = 100;

/** The keys that hold a tag: `all` is spread over eight, every other tag is its own. */
export function spreadTag(tag: string): readonly string[] {
  return tag === 'all' ? Array.from({ length: SHARDS }, (_, shard) => `all#${shard}`) : [tag];
}

/** The registers that should stand for an article, by tag; none once it is deleted. */
export function standingRegisters(article: Article): readonly (RegisterKey & Standing)[] {
  const { content } = article;
  if (content === undefined) return [];
  const time = countedAt(article, content);
  const display = displayOf(article.arrived, content);
  const company = companyOf(content.tags);
  const besides = (tag: string): readonly string[] =>
    tag.startsWith('all#') ? [] : company.filter((other) => other !== tag).slice(0, MAX_BESIDE);
  return [...aboutByTag(article, content)].map(([tag, about]) => ({
    tag,
    time,
    article: article.id,
    contribution: { about, opens: article.opens, beside: besides(tag) },
    display,
  }));
}

function aboutByTag(
  article: Article,
  content: NonNullable<Article['content']>,
): ReadonlyMap<string, boolean> {
  const { countries, topics, watches } = content.tags;
  const about = new Map<string, boolean>();
  for (const tag of countries) about.set(`country:${tag.country}`, tag.about);
  for (const tag of topics) about.set(`topic:${tag.topic}`, true);
  for (const tag of watches) about.set(`watch:${tag.watch}`, true);
  if (content.outlet !== undefined) about.set(`source:${content.outlet.toLowerCase()}`, true);
  about.set(`all#${shardOf(article.id)}`, true);
  return about;
}

function displayOf(arrived: Instant, content: NonNullable<Article['content']>): Display {
  const { title, lang, outlet, url } = content;
  return {
    title,
    lang,
    arrived,
    ...(outlet !== undefined && { outlet }),
    ...(url !== undefined && { url }),
  };
}

function companyOf(tags: Tags): readonly string[] {
  const countries = tags.countries.map((tag) => `country:${tag.country}`);
  const topics = tags.topics.filter((tag) => isFirstLevel(tag.topic)).map((tag) => `topic:${tag.topic}`);
  return [...new Set([...countries, ...topics])].sort();
}

/** First-level Media Topics are numbered in millions: https://iptc.org/standards/media-topics/ */
function isFirstLevel(topic: string): boolean {
  return topic.endsWith('000000');
}
