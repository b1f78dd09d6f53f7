// CK9 blank-run: three or more blank lines in a row.
import type { Check, Hit } from './check';

const LEAST = 3;

/** Empty rows of a table have tabs and are no blank lines; what follows the last line end is no line. */
export const blankRun: Check = function* ({ text, lines }): Generator<Hit> {
  const last = lines.at(-1);
  const count = last && last.start === last.end && lines.length > 1 ? lines.length - 1 : lines.length;
  let first = 0;
  for (let at = 0; at <= count; at++) {
    const line = lines[at];
    if (at < count && line && isBlank(text.slice(line.start, line.end))) continue;
    const n = at - first;
    const [from, to] = [lines[first], lines[at - 1]];
    if (n >= LEAST && from && to) yield { start: from.start, end: to.end, message: messageFor(n), fields: { n } };
    first = at + 1;
  }
};

function isBlank(line: string): boolean {
  return !line.includes('\t') && line.trim() === '';
}

function messageFor(n: number) {
  return { zh: `连续 ${n} 个空行，留一个以内。`, en: `${n} blank lines in a row: keep one at most.` };
}
