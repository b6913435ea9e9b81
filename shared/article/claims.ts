import { isDeepStrictEqual } from 'node:util';
import type { Article, Content, Instant, PackedText, Source } from './article.ts';

/** One event of one file, as it bears on one article. */
export interface FileEvent {
  /** `bucket/key`. */
  readonly object: string;
  /** Normalised sequencer. */
  readonly sequencer: string;
  readonly at: Instant;
}

/** An article's content with its packed text, as read from one file. */
export interface ReadContent {
  readonly content: Content;
  readonly text: PackedText;
}

/** Another live source of an article, read again because the one that gave the text has ended. */
export interface Successor extends ReadContent {
  readonly object: string;
}

const MAX_SOURCES = 50;
const TOMBSTONE_MS = 30 * 24 * 3600 * 1000;
const SEQUENCER_DIGITS = 64;

/**
 * Makes S3's sequencers comparable as text: hexadecimal, padded to the right.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function normaliseSequencer(sequencer: string): string {
  return sequencer.toUpperCase().padEnd(SEQUENCER_DIGITS, '0');
}

/** The article after a file claimed it, or undefined when the file's claim is already as new as the event. */
export function claimArticle(
  id: string,
  old: Article | undefined,
  event: FileEvent,
  read: ReadContent,
  nowMs: number,
): Article | undefined {
  const claim = old?.sources[event.object];
  if (claim !== undefined && claim.sequencer >= event.sequencer) return undefined;
  const sources = withSource(old, event, true);
  // Fifty newer files hold the article: this one adds nothing.
  if (sources[event.object] === undefined) return undefined;
  const kept = keptContent(old, sources, event.object);
  const change = kept !== undefined ? 'upkeep' : changeKind(old?.content, read.content);
  return {
    id,
    rev: nextRev(old, nowMs),
    change,
    arrived: old?.content !== undefined ? old.arrived : event.at,
    story: old?.story ?? id,
    opens: old?.opens ?? true,
    sources,
    ...(kept ?? { readFrom: event.object, ...read }),
  };
}

/**
 * The article after a file's claim on it ended, or undefined when the claim has already ended or is newer.
 * The end is recorded also where the article or the claim never was, so that a slower, older writer stays out.
 */
export function endClaim(
  id: string,
  old: Article | undefined,
  event: FileEvent,
  successor: Successor | undefined,
  nowMs: number,
): Article | undefined {
  if (!wouldEnd(old, event)) return undefined;
  const sources = withSource(old, event, false);
  if (old?.sources[event.object] === undefined && sources[event.object] === undefined) return undefined;
  const base = {
    id,
    rev: nextRev(old, nowMs),
    arrived: old?.arrived ?? event.at,
    story: old?.story ?? id,
    opens: old?.opens ?? true,
    sources,
  };
  const kept = keptContent(old, sources, event.object);
  if (kept !== undefined) return { ...base, change: 'upkeep', ...kept };
  if (successor !== undefined) {
    const { object: readFrom, content, text } = successor;
    return { ...base, change: changeKind(old?.content, content), readFrom, content, text };
  }
  return { ...base, change: 'deletion', expires: Math.ceil((nowMs + TOMBSTONE_MS) / 1000) };
}

/**
 * The files to try, best first, for the text that an article loses when `event` ends its claim;
 * empty when it loses none.
 */
export function successors(old: Article | undefined, event: FileEvent): readonly string[] {
  if (old === undefined || !wouldEnd(old, event) || old.readFrom !== event.object) return [];
  return liveByRank(withSource(old, event, false)).map(([object]) => object);
}

function wouldEnd(old: Article | undefined, event: FileEvent): boolean {
  const claim = old?.sources[event.object];
  if (claim === undefined || claim.sequencer < event.sequencer) return true;
  return claim.live && claim.sequencer === event.sequencer;
}

/** The old content, where it stays: its file is another one, and still the one whose text counts. */
function keptContent(
  old: Article | undefined,
  sources: Article['sources'],
  object: string,
): (ReadContent & { readFrom: string }) | undefined {
  if (old?.content === undefined || old.text === undefined || old.readFrom === undefined) return undefined;
  const { content, text, readFrom } = old;
  if (readFrom === object) return undefined;
  const best = liveByRank(sources)[0]?.[0];
  return best !== object ? { content, text, readFrom } : undefined;
}

function withSource(old: Article | undefined, event: FileEvent, live: boolean): Article['sources'] {
  const { object, sequencer, at } = event;
  const all = Object.entries({ ...old?.sources, [object]: { sequencer, at, live } }).sort(byRank);
  // Claims that ended go first, or fifty short-lived files would push a living one out.
  const living = all.filter(([, source]) => source.live);
  const ended = all.filter(([, source]) => !source.live);
  return Object.fromEntries([...living, ...ended].slice(0, MAX_SOURCES));
}

function liveByRank(sources: Article['sources']): readonly (readonly [string, Source])[] {
  return Object.entries(sources)
    .filter(([, source]) => source.live)
    .sort(byRank);
}

/** Latest event first, ties by key. */
function byRank([keyA, a]: readonly [string, Source], [keyB, b]: readonly [string, Source]): number {
  return a.at !== b.at ? (a.at > b.at ? -1 : 1) : keyA < keyB ? -1 : 1;
}

function nextRev(old: Article | undefined, nowMs: number): number {
  return Math.max((old?.rev ?? 0) + 1, nowMs);
}

function changeKind(old: Content | undefined, now: Content): Article['change'] {
  if (old === undefined) return 'arrival';
  const { tags: oldTags, ...oldWords } = old;
  const { tags, ...words } = now;
  if (!isDeepStrictEqual(oldWords, words)) return 'correction';
  return isDeepStrictEqual(oldTags, tags) ? 'upkeep' : 'retagging';
}
