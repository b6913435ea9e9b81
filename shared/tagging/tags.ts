import * as z from 'zod';

/** A stretch of an article's `text`, in UTF-16 code units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a span was taken for. */
export type PlaceKind = 'name' | 'adjective' | 'city';

export interface CountryTag {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Whether the article is about the country, or only mentions it. */
  readonly about: boolean;
  readonly evidence: readonly (Span & { readonly as: PlaceKind })[];
}

export interface TopicTag {
  /** IPTC Media Topic id: `20000587`, `04000000`. */
  readonly topic: string;
  readonly evidence: readonly Span[];
}

export interface WatchTag {
  /** The watch's key: `tripp`. */
  readonly watch: string;
  /** The version of the watch that matched. */
  readonly version: number;
  /** Never empty: a watch has a positive required term. */
  readonly evidence: readonly Span[];
}

export interface Tags {
  readonly countries: readonly CountryTag[];
  readonly topics: readonly TopicTag[];
  readonly watches: readonly WatchTag[];
}

/** A span as it is stored and told. */
export const spanSchema = z.object({ start: z.int(), end: z.int() });

/** Tags as they are stored and told. */
export const tagsSchema = z.object({
  countries: z.array(
    z.object({
      country: z.string(),
      about: z.boolean(),
      evidence: z.array(spanSchema.extend({ as: z.enum(['name', 'adjective', 'city']) })),
    }),
  ),
  topics: z.array(z.object({ topic: z.string(), evidence: z.array(spanSchema) })),
  watches: z.array(z.object({ watch: z.string(), version: z.int(), evidence: z.array(spanSchema) })),
});
