import type { Tags } from '../tagging/tags.ts';

/** An instant in UTC as `Date.toISOString` writes it (`2026-02-10T18:14:00.000Z`), so that text order is time order. */
export type Instant = string;

/** What one entry of a file says, cleaned of everything around it. */
export interface CleanArticle {
  /** Title, blank line, body: the one text that every offset points into (UTF-16 code units). */
  readonly text: string;
  /** Where the title ends in `text`; 0 when the entry has none. */
  readonly titleEnd: number;
  /** BCP 47 language tag, `und` when it cannot be told. */
  readonly lang: string;
  /** When the entry says that it was published, not yet checked against its arrival. */
  readonly published?: Instant;
  /** Canonical address, as a reader can open it; absent when the entry names none with a path or query. */
  readonly url?: string;
  /** Host name of the outlet without `www.` where an address gives one, else the name that the entry gives. */
  readonly outlet?: string;
  readonly author?: string;
  /** The entry's own id: guid, uri, Message-ID. */
  readonly entryId?: string;
}

/** What was read from one object: its articles, or the reason, for a person, why there are none. */
export type Reading = { readonly articles: readonly CleanArticle[] } | { readonly unreadable: string };

/** A file's claim on an article. A claim that ended stays, so that a slower, older writer stays out. */
export interface Source {
  /** S3's sequencer of the event that made or ended the claim, normalised. */
  readonly sequencer: string;
  /** Time of that event. */
  readonly at: Instant;
  readonly live: boolean;
}

/** Why an article changed. Only `arrival` and `correction` may raise an alert. */
export type ChangeKind = 'arrival' | 'correction' | 'retagging' | 'upkeep' | 'deletion';

/** What an article says, as long as one source lives; its text is kept apart, packed. */
export interface Content extends Omit<CleanArticle, 'text'> {
  readonly title: string;
  /** SHA-256 of the text, in hexadecimal: equal digests, equal texts. */
  readonly digest: string;
  readonly tags: Tags;
}

/** An article's text as it is stored: compressed in the item, or in the store bucket when it is long. */
export type PackedText = { readonly zstd: Uint8Array } | { readonly storeKey: string };

/** The only fact: counts, lists and mails all follow from a change of one of these. */
export interface Article {
  /** At most 22 characters of base64url. */
  readonly id: string;
  /** Rises with every change, in milliseconds where the clock allows. */
  readonly rev: number;
  readonly change: ChangeKind;
  /** When its first file arrived. */
  readonly arrived: Instant;
  /** The story it belongs to, for life. */
  readonly story: string;
  /** Whether it is the article by which its story is counted. */
  readonly opens: boolean;
  /** Claims by `bucket/key`: the newest 50, living ones first. */
  readonly sources: Readonly<Record<string, Source>>;
  /** The `bucket/key` that the content was read from. */
  readonly readFrom?: string;
  /** Absent once every source has ended; `text` comes and goes with it. */
  readonly content?: Content;
  readonly text?: PackedText;
  /** Epoch seconds after which a deleted article's item may go. */
  readonly expires?: number;
}

/** When an article counts: its publication, or its arrival when it gives no time that can be believed. */
export function countedAt(
  article: Pick<Article, 'arrived'>,
  content: Pick<CleanArticle, 'published'>,
): Instant {
  const { published } = content;
  return published !== undefined && isBelievable(published, article.arrived) ? published : article.arrived;
}

const FIRST_NEWSPAPER = '1605-01-01T00:00:00.000Z';
const CLOCK_SKEW_MS = 24 * 3600 * 1000;

/** A publication time is believed when it is not later than a day after the article arrived. */
function isBelievable(published: Instant, arrived: Instant): boolean {
  return published >= FIRST_NEWSPAPER && Date.parse(published) <= Date.parse(arrived) + CLOCK_SKEW_MS;
}
