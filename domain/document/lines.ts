// A text as lines without what surrounds the words: markers, password lines, white space at both ends. Offsets stay those of the text.

import { withoutMarkers } from './markers';
import type { Noise } from './outlineTypes';

/** The words of one line; `offsetIn` leads from a character of `words` back to the text. */
export interface TextLine {
  /** 1-based. */
  line: number;
  words: string;
  /** Offset of the first character when none was taken out of the middle, else the offset of each. */
  origin: number | readonly number[];
}

/** Offset in the text of the character at `index`; one past the last for `index` = length. */
export function offsetIn({ origin, words }: TextLine, index: number): number {
  if (typeof origin === 'number') return origin + index;
  return index < words.length ? (origin[index] ?? 0) : (origin[words.length - 1] ?? -1) + 1;
}

/** Offset one past the character before `index`: where a span that ends there ends, without a marker that follows it. */
export function endIn(line: TextLine, index: number): number {
  return index === 0 ? offsetIn(line, 0) : offsetIn(line, index - 1) + 1;
}

/** OL1: what offsets count from. */
export function withoutBom(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** OL1, OL2: the lines that have words, and what was dropped. Line ends are LF, CRLF and CR. */
export function linesOf(text: string): { lines: TextLine[]; noise: Noise[] } {
  const lines: TextLine[] = [];
  const noise: Noise[] = [];
  let start = 0;
  let number = 1;
  for (const ending of text.matchAll(/\r\n?|\n|$/g)) {
    const line = lineAt(text, { line: number, start, end: ending.index }, noise);
    if (line && !isPassword(line.words)) lines.push(line);
    else if (line) noise.push(passwordNoise(line));
    start = ending.index + ending[0].length;
    number += 1;
  }
  return { lines, noise };
}

/** The words of text[start, end), or null when it has none. Markers go to `noise`. */
export function lineAt(
  text: string,
  span: { line: number; start: number; end: number },
  noise: Noise[],
): TextLine | null {
  const raw = text.slice(span.start, span.end);
  if (!raw.includes('##')) {
    const [from, to] = trimmed(raw);
    return from === to ? null : { line: span.line, words: raw.slice(from, to), origin: span.start + from };
  }
  const { offsets, markers } = withoutMarkers(text, span.start, span.end);
  for (const { start, end } of markers)
    noise.push({ type: 'marker', text: text.slice(start, end), line: span.line, start, end });
  const kept = offsets.map((offset) => text[offset] ?? '').join('');
  const [from, to] = trimmed(kept);
  return from === to ? null : { line: span.line, words: kept.slice(from, to), origin: offsets.slice(from, to) };
}

/** Longest password line, in characters. */
export const PASSWORD_LINE = 40;

/** `…密码：xxxx`: what it says behind the colon is Latin to the end, so that no sentence about passwords is dropped. */
export function isPassword(words: string): boolean {
  return words.length <= PASSWORD_LINE && /密码[：:][ \u3000]*[A-Za-z0-9][\u0021-\u007e]*$/.test(words);
}

export function passwordNoise(line: TextLine): Noise {
  const end = endIn(line, line.words.length);
  return { type: 'password', text: line.words, line: line.line, start: offsetIn(line, 0), end };
}

/** What is left of a line from `from` on, as a line of its own. */
export function restOf({ line, words, origin }: TextLine, from: number): TextLine {
  return { line, words: words.slice(from), origin: typeof origin === 'number' ? origin + from : origin.slice(from) };
}

const WHITE = ' \t\u00a0\u3000\u200b\ufeff\u000b\u000c';

/** Without the white space that rule 2 drops from both ends of a line. */
export function trim(words: string): string {
  const [from, to] = trimmed(words);
  return words.slice(from, to);
}

function trimmed(words: string): [from: number, to: number] {
  let from = 0;
  let to = words.length;
  while (from < to && WHITE.includes(words[from] ?? '')) from += 1;
  while (to > from && WHITE.includes(words[to - 1] ?? '')) to -= 1;
  return [from, to];
}

/** Index of the first character at or after `index` that is not white. */
export function skipWhite(words: string, index: number): number {
  let at = index;
  while (at < words.length && WHITE.includes(words[at] ?? '')) at += 1;
  return at;
}

/** Index one past the last character before `index` that is not white. */
export function backOverWhite(words: string, index: number, from: number): number {
  let at = index;
  while (at > from && WHITE.includes(words[at - 1] ?? '')) at -= 1;
  return at;
}
