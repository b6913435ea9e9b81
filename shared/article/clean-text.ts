/** Control, direction and zero-width characters, which no reader sees; joiners stay, since scripts need them. */
const UNSEEN = /[^\P{Cc}\t\n]|[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]/gu;
const LINE_BREAK = /\r\n?|[\u0085\u2028\u2029\v\f]/g;
const SPACES = /[^\S\n]+/g;
const SPACE_AROUND_BREAK = / ?\n ?/g;
const BLANK_LINES = /\n{3,}/g;

/** A body's text with lines and paragraphs kept, other white space as single spaces, and nothing unseen. */
export function cleanBody(text: string): string {
  return text
    .toWellFormed()
    .replace(LINE_BREAK, '\n')
    .replace(UNSEEN, '')
    .replace(SPACES, ' ')
    .replace(SPACE_AROUND_BREAK, '\n')
    .replace(BLANK_LINES, '\n\n')
    .trim();
}

/** The same on one line, for titles and names. */
export function cleanLine(text: string): string {
  return cleanBody(text).replace(/\n+/g, ' ');
}
