// CK4 placeholder: *, XX, ○○, 某某, ____ and the like that nobody has filled in.
import type { Check, Hit } from './check';
import { clipped } from './patternHits';

const CHINESE = String.raw`\*+|[XxＸ×]{2,}|[○〇●]{2,}|某某|_{2,}|（此处[^）\n]{0,200}）`;
const LATIN = String.raw`\bTBD\b|\[(?:[Ii]nsert|[Ff]ill in|[Yy]our)\b[^\]\n]{0,80}\]|\b[Ll]orem ipsum\b`;

export const placeholder: Check = function* ({ text }): Generator<Hit> {
  for (const match of text.matchAll(new RegExp(`${CHINESE}|${LATIN}`, 'g'))) {
    const [found] = match;
    const end = match.index + found.length;
    if (isOrdinary(text, match.index, end)) continue;
    const message = {
      zh: `“${clipped(found)}”处还空着，填上实际内容。`,
      en: `“${clipped(found)}” is still a placeholder: fill in what belongs here.`,
    };
    yield { start: match.index, end, message };
  }
};

/** The same characters where they belong: Exxon, 5xx, __init__, 二〇〇八, 5 * 3, and the marks of Markdown. */
function isOrdinary(text: string, start: number, end: number): boolean {
  const run = text.slice(start, end);
  const before = text[start - 1] ?? '\n';
  const after = text[end] ?? '\n';
  const word = /[A-Za-z]/;
  if (/^[Xx]/.test(run)) {
    if (word.test(before) || word.test(after)) return true;
    return run === 'xx' && /[1-5]/.test(before) && !/\d/.test(text[start - 2] ?? '');
  }
  if (run.startsWith('_')) return run === '__' && (word.test(before) || word.test(after));
  if (run.startsWith('〇')) return isDigit(before) && isDigit(after);
  return (
    run.startsWith('*') &&
    (isBullet(text, start, run, after) || isTimes(text, start, end) || isEmphasis(text, start, end))
  );
}

function isDigit(character: string): boolean {
  return '一二三四五六七八九'.includes(character);
}

/** `* word` at the start of a line. */
function isBullet(text: string, start: number, run: string, after: string): boolean {
  let at = start;
  while (at > 0 && start - at < 40 && ' \t\u3000'.includes(text[at - 1] ?? '')) at -= 1;
  return run === '*' && (after === ' ' || after === '\t') && '\n\r'.includes(text[at - 1] ?? '\n');
}

function isTimes(text: string, start: number, end: number): boolean {
  return end - start === 1 && /\d $/.test(text.slice(start - 2, start)) && /^ \d/.test(text.slice(end, end + 2));
}

/** Longest emphasised stretch, in characters. */
const EMPHASIS = 200;

/** `**word**`: as many on the other side, Latin letters touching both from within. */
function isEmphasis(text: string, start: number, end: number): boolean {
  const run = text.slice(start, end);
  if (run.length > 3) return false;
  const within = (words: string) => words.length > 0 && !/[*\n\r]/.test(words);
  if (/[A-Za-z0-9`]/.test(text[end] ?? '')) {
    const close = text.indexOf('*', end);
    const inner = close < 0 || close - end > EMPHASIS ? '' : text.slice(end, close);
    if (within(inner) && text.startsWith(run, close) && /[\w`.,:!?)]$/.test(inner)) return true;
  }
  if (!/[\w`.,:!?)]/.test(text[start - 1] ?? '')) return false;
  const open = text.lastIndexOf('*', start - 1);
  const inner = open < 0 || start - open > EMPHASIS ? '' : text.slice(open + 1, start);
  return within(inner) && /^[A-Za-z0-9`]/.test(inner) && text.slice(0, open + 1).endsWith(run);
}
