import type { Span } from '../tagging/tags.ts';
import { sentenceAround } from '../text/sentences.ts';
import { oneLine } from './one-line.ts';

/** A piece of a quotation; `marked` where the watch matched. */
export interface QuotePiece {
  readonly text: string;
  readonly marked: boolean;
}

const MAX_QUOTE = 420;
const LEAD = 120;

/**
 * The sentence that matched, in pieces: of the body where the body matches, else the title; among several, the
 * first of those that say the most different things that the watch looks for.
 * A very long sentence is cut around its first match.
 */
export function quoteMatch(text: string, titleEnd: number, evidence: readonly Span[]): readonly QuotePiece[] {
  const body = evidence.filter((span) => span.start >= titleEnd);
  const sentence = findTellingSentence(text, body.length > 0 ? body : evidence);
  const first = evidence.find((span) => sentence !== undefined && isInside(span, sentence));
  if (sentence === undefined || first === undefined) return [];
  const shown = cutAround(text, sentence, first);
  const pieces: QuotePiece[] = [];
  const add = (start: number, end: number, marked: boolean) => {
    if (end > start) pieces.push({ text: tidy(text.slice(start, end)), marked });
  };
  let at = shown.start;
  for (const span of evidence) {
    // Spans of two terms may overlap: what is marked already is not marked again.
    const start = Math.max(span.start, at);
    if (start >= span.end || span.end > shown.end) continue;
    add(at, start, false);
    add(start, span.end, true);
    at = span.end;
  }
  add(at, shown.end, false);
  if (shown.start > sentence.start) pieces.unshift({ text: '… ', marked: false });
  if (shown.end < sentence.end) pieces.push({ text: ' …', marked: false });
  return pieces;
}

function findTellingSentence(text: string, evidence: readonly Span[]): Span | undefined {
  const sentences: Span[] = [];
  for (const span of evidence) {
    if (!sentences.some((sentence) => isInside(span, sentence))) sentences.push(sentenceAround(text, span));
  }
  const tells = (sentence: Span): number => {
    const inside = evidence.filter((span) => isInside(span, sentence));
    return new Set(inside.map(({ start, end }) => text.slice(start, end).toLowerCase())).size;
  };
  return sentences.reduce<Span | undefined>(
    (best, sentence) => (best === undefined || tells(sentence) > tells(best) ? sentence : best),
    undefined,
  );
}

function isInside(span: Span, sentence: Span): boolean {
  return span.start >= sentence.start && span.end <= sentence.end;
}

function cutAround(text: string, sentence: Span, match: Span): Span {
  if (sentence.end - sentence.start <= MAX_QUOTE) return sentence;
  const wanted = Math.max(sentence.start, match.start - LEAD);
  const start = wanted === sentence.start ? wanted : afterSpace(text, wanted, match.start);
  const limit = Math.max(match.end, Math.min(sentence.end, start + MAX_QUOTE));
  const space = limit === sentence.end ? limit : text.lastIndexOf(' ', limit);
  return { start, end: space >= match.end ? space : limit };
}

function afterSpace(text: string, from: number, until: number): number {
  const space = text.indexOf(' ', from);
  return space < 0 || space >= until ? from : space + 1;
}

/** As `oneLine`, but the space at either end, which parts the pieces, stays. */
function tidy(piece: string): string {
  const line = oneLine(piece, Number.POSITIVE_INFINITY);
  const lead = /^\s/u.test(piece) ? ' ' : '';
  const trail = line !== '' && /\s$/u.test(piece) ? ' ' : '';
  return `${lead}${line}${trail}`;
}
