import type { Tags } from './tags.ts';

/** An article's item ends at 400 KB; so many spans of evidence take about half of that. */
const MAX_SPANS = 4_000;
const MAX_SPANS_A_TAG = 20;

/** Keeps the first spans of each tag: at most 20, fewer where an article has very many tags, and never none. */
export function boundEvidence({ countries, topics, watches }: Tags): Tags {
  const tags = countries.length + topics.length + watches.length;
  const kept = Math.max(1, Math.min(MAX_SPANS_A_TAG, Math.floor(MAX_SPANS / tags)));
  const bound = <Tag extends { readonly evidence: readonly unknown[] }>(tag: Tag): Tag => ({
    ...tag,
    evidence: tag.evidence.slice(0, kept),
  });
  return { countries: countries.map(bound), topics: topics.map(bound), watches: watches.map(bound) };
}
