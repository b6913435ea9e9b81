import { foldWord } from '../text/fold-word.ts';
import type { Span, TopicTag } from './tags.ts';
import type { TokenisedText } from './tokenised-text.ts';
import { topicSeeds } from './topic-seeds.ts';

/** Folded words and stems, each with the topics that it speaks for. */
interface Lexicon {
  readonly words: ReadonlyMap<string, readonly string[]>;
  readonly stems: ReadonlyMap<string, readonly string[]>;
}

const FEWEST_HITS = 2;
/** A topic is kept beside the strongest one when it has at least this share of its hits. */
const SHARE_OF_BEST = 0.5;
const SHORTEST_STEM = 3;

/** Where one language's seeds also serve another's texts. */
const SEEDS_OF: Readonly<Record<string, string>> = { tr: 'az' };
const SEED_LANGUAGES = new Set(Object.values(topicSeeds).flatMap((languages) => Object.keys(languages)));
const lexicons = new Map<string, Lexicon>();

/** First-level Media Topics that a text's words speak for at least twice, the strongest first. */
export function findTopics({ tokens, lang }: TokenisedText): TopicTag[] {
  const lexicon = lexiconFor(lang);
  const hits = new Map<string, Span[]>();
  for (const { start, end, folded } of tokens) {
    for (const topic of topicsOf(folded, lexicon)) {
      const spans = hits.get(topic);
      if (spans === undefined) hits.set(topic, [{ start, end }]);
      else spans.push({ start, end });
    }
  }
  const best = Math.max(0, ...[...hits.values()].map((spans) => spans.length));
  return [...hits]
    .filter(([, spans]) => spans.length >= FEWEST_HITS && spans.length >= best * SHARE_OF_BEST)
    .map(([topic, evidence]) => ({ topic, evidence }))
    .toSorted((a, b) => b.evidence.length - a.evidence.length || (a.topic < b.topic ? -1 : 1));
}

/** The topics of the word itself, else of its longest stem. */
function topicsOf(folded: string, { words, stems }: Lexicon): readonly string[] {
  const exact = words.get(folded);
  if (exact !== undefined) return exact;
  for (let length = folded.length; length >= SHORTEST_STEM; length -= 1) {
    const topics = stems.get(folded.slice(0, length));
    if (topics !== undefined) return topics;
  }
  return [];
}

/** A language without seeds of its own is read by the seeds of all. */
function lexiconFor(lang: string): Lexicon {
  const language = lang.replace(/-.*/, '');
  const seeded = SEEDS_OF[language] ?? language;
  const key = SEED_LANGUAGES.has(seeded) ? seeded : 'und';
  const known = lexicons.get(key);
  if (known !== undefined) return known;
  const lexicon = buildLexicon(key);
  lexicons.set(key, lexicon);
  return lexicon;
}

function buildLexicon(language: string): Lexicon {
  const words = new Map<string, string[]>();
  const stems = new Map<string, string[]>();
  for (const [topic, languages] of Object.entries(topicSeeds)) {
    const lists = language === 'und' ? Object.values(languages) : [languages[language] ?? ''];
    for (const seed of new Set(lists.flatMap((list) => list.split(' ')))) {
      const into = seed.endsWith('*') ? stems : words;
      const form = foldWord(seed.replace('*', ''));
      const topics = into.get(form);
      if (topics === undefined) into.set(form, [topic]);
      else topics.push(topic);
    }
  }
  return { words, stems };
}
