// Control characters would break headers, line separators the layout, and bidirectional overrides the truth.
const UNSAFE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/** A text on one line, at most `maxLength` characters long, cut between words where there are any. */
export function oneLine(text: string, maxLength: number): string {
  const line = text.replace(UNSAFE, ' ').replace(/\s+/gu, ' ').trim();
  if (line.length <= maxLength) return line;
  const cut = line.slice(0, maxLength - 1);
  const space = cut.lastIndexOf(' ');
  const whole = space > maxLength / 2 ? cut.slice(0, space) : cut.replace(/[\ud800-\udbff]$/u, '');
  return `${whole.trimEnd()}…`;
}
