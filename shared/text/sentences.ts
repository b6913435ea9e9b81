import type { Span } from '../tagging/tags.ts';

const segmenter = new Intl.Segmenter('und', { granularity: 'sentence' });

/** An initial, or a shortening that goes before a name, at the end of what the segmenter took for a sentence. */
const UNFINISHED =
  /(?:^|[\s(«"“])(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|St|No|Inc|vs|Nr|гг?|ул|вул|им|ім|тыс|тис|млн|млрд|д-р)\.\s*$/u;
const LINE = /[^\n]+/g;

/** The sentences of a text without the space around them; a line break always ends one. */
export function splitSentences(text: string): Span[] {
  const sentences: Span[] = [];
  for (const line of text.matchAll(LINE)) sentences.push(...sentencesOfLine(line[0], line.index));
  return sentences;
}

/** The sentence, or the sentences of one line, that a span stands in; an empty span's own place where there are none. */
export function sentenceAround(text: string, span: Span): Span {
  const lineStart = text.lastIndexOf('\n', Math.max(0, span.start - 1)) + 1;
  const lineBreak = text.indexOf('\n', span.end);
  const line = text.slice(lineStart, lineBreak < 0 ? text.length : lineBreak);
  const touched = splitSentences(line).filter(
    (sentence) => lineStart + sentence.start < span.end && lineStart + sentence.end > span.start,
  );
  const first = touched[0];
  const last = touched.at(-1);
  if (first === undefined || last === undefined) return span;
  return { start: lineStart + first.start, end: lineStart + last.end };
}

function sentencesOfLine(line: string, offset: number): Span[] {
  const sentences: Span[] = [];
  let start = 0;
  for (const { segment, index } of segmenter.segment(line)) {
    const end = index + segment.length;
    if (end < line.length && UNFINISHED.test(line.slice(Math.max(start, end - 12), end))) continue;
    const trimmed = trim(line, start, end);
    if (trimmed.end > trimmed.start)
      sentences.push({ start: offset + trimmed.start, end: offset + trimmed.end });
    start = end;
  }
  return sentences;
}

function trim(text: string, start: number, end: number): Span {
  const sentence = text.slice(start, end);
  const lead = sentence.length - sentence.trimStart().length;
  return { start: start + lead, end: Math.max(start + lead, start + sentence.trimEnd().length) };
}
