// The text as the checks see it: raw characters with their lines, and the words of any span without site markers and passwords.
import { isPassword, lineAt, type TextLine, withoutBom } from '../document/lines';
import type { Outline, Span } from '../document/outlineTypes';
import type { Template } from '../template/template';
import { STOCK_PHRASES } from './stockPhrases';

type Range = Pick<Span, 'start' | 'end'>;

/** What stands beside the text and changes what the rules say of it; all of it may be absent (an import). */
export interface Beside {
  /** The organisation's set phrases, on top of the built-in ones (CK30). */
  phrases?: readonly string[];
}

export interface CheckedText extends Required<Beside> {
  text: string;
  outline: Outline;
  template: Template;
  /** All lines, also blank ones; `end` excludes the line end. */
  lines: readonly Range[];
}

export interface Place extends Span {
  quote: string;
}

/** Offsets count from behind one leading U+FEFF, like the outline's. */
export function checkedText({
  phrases = [],
  ...input
}: { text: string; outline: Outline; template: Template } & Beside): CheckedText {
  const text = withoutBom(input.text);
  const lines: Range[] = [];
  let start = 0;
  for (const ending of text.matchAll(/\r\n?|\n|$/g)) {
    lines.push({ start, end: ending.index });
    start = ending.index + ending[0].length;
  }
  return { ...input, text, lines, phrases: [...STOCK_PHRASES, ...phrases] };
}

/** 1-based number of the line that an offset lies in. */
export function lineNumber({ lines }: CheckedText, offset: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

/** Longest quote, in UTF-16 code units. */
const QUOTE = 40;

/** Never half a character at the cut. */
function quoteOf({ text }: CheckedText, { start, end }: Range): string {
  const quote = text.slice(start, Math.min(end, start + QUOTE));
  return end > start + QUOTE && /[\ud800-\udbff]$/.test(quote) ? quote.slice(0, -1) : quote;
}

export function placeOf(checked: CheckedText, { start, end }: Range): Place {
  return { line: lineNumber(checked, start), start, end, quote: quoteOf(checked, { start, end }) };
}

/** The words of a span by line, without markers and surrounding white space; lines without words and password lines are left out. */
export function linesWithin(checked: CheckedText, { start, end }: Range): TextLine[] {
  const { lines, text } = checked;
  const found: TextLine[] = [];
  for (let at = lineNumber(checked, start) - 1; at < lines.length; at++) {
    const raw = lines[at];
    if (!raw || raw.start >= end) break;
    const span = { line: at + 1, start: Math.max(start, raw.start), end: Math.min(end, raw.end) };
    const line = span.start < span.end ? lineAt(text, span, []) : null;
    if (line && !isPassword(line.words)) found.push(line);
  }
  return found;
}

export function wordsWithin(checked: CheckedText, span: Range): string {
  return linesWithin(checked, span)
    .map((line) => line.words)
    .join('\n');
}

/** Whether words say anything: a lone bullet or rule does not. */
export function saysAnything(words: string): boolean {
  return /[\p{L}\p{N}]/u.test(words);
}

const HAN = /\p{Script=Han}/u;

/** Words with no Chinese character in them follow the habits of English. */
export function isLatin(words: string): boolean {
  return !HAN.test(words);
}
