// The shapes at the start of a line that open a part, a dimension or a point, and the ordinals inside one that may.
import type { NumberingStyles } from '../template/numbering';
import { ORDINAL, readOrdinal } from '../template/ordinal';

const PART = new RegExp(`(${ORDINAL})、`, 'y');
const DIMENSION = new RegExp(`[（(](${ORDINAL})[)）]`, 'y');
const CHINESE_POINT = new RegExp(`(${ORDINAL})([是要])`, 'y');
const ARABIC_POINT = /(\d{1,2})[.．、](?!\d)/y;
const PAREN_POINT = /[（(](\d{1,2})[)）]/y;
const BULLET_POINT = /[•●▪‣·](?=.)|[-*–](?=[ \t\u3000])/y;
const TWO_LEVEL = /(\d{1,2})\.(\d{1,2})(?![\d.])/y;
const HASHES = /#{1,6}(?=[ \t\u3000])/y;

/** Longest title of a part, in characters after its 、. */
const PART_TITLE = 40;
/** Longest heading that is told by its words or hashes instead of a Chinese number. */
export const WORDED_HEADING = 120;

export interface Marker {
  /** As written, without white space behind it. */
  marker: string;
  n: number;
  /** What follows one another inline: 是 after 是, 要 after 要; null for marks that never open inline. */
  series: '是' | '要' | null;
}

/** OL4: 一、 with a short title that is no sentence. `to` ends the unit. */
export function partAt(words: string, from: number, to: number): Marker | null {
  const number = read(PART, words, from, to);
  if (!number) return null;
  const title = words.slice(from + number.marker.length, to);
  return title.length > PART_TITLE || title.trim() === '' || /[。；]/.test(title) ? null : number;
}

/** OL6: （一） or (一). */
export function dimensionAt(words: string, from: number, to: number): Marker | null {
  return read(DIMENSION, words, from, to);
}

/** OL7: a mark at the start of a line always opens a point, whatever its number. Bullets, counted on as `next`, only where the template has them. */
export function pointAt(
  words: string,
  from: number,
  to: number,
  item: NumberingStyles['item'],
  next: number,
): Marker | null {
  const chinese = read(CHINESE_POINT, words, from, to);
  if (chinese) return { ...chinese, series: chinese.marker.endsWith('是') ? '是' : '要' };
  const arabic = read(ARABIC_POINT, words, from, to) ?? read(PAREN_POINT, words, from, to);
  if (arabic || item !== 'bullet') return arabic;
  const bullet = matchAt(BULLET_POINT, words, from, to);
  return bullet && { marker: bullet[0], n: next, series: null };
}

/** Any number that a heading of a template may carry: 一、 （一） 1. （1） 1.1; null when it has none. */
export function headingNumberAt(words: string, from: number, to: number): Marker | null {
  const two = matchAt(TWO_LEVEL, words, from, to);
  if (two) return { marker: two[0], n: Number(two[2]), series: null };
  return [PART, DIMENSION, ARABIC_POINT, PAREN_POINT].reduce<Marker | null>(
    (found, shape) => found ?? read(shape, words, from, to),
    null,
  );
}

/** How many hashes of Markdown stand before a heading; 0 for none. */
export function hashesAt(words: string, from: number): number {
  return matchAt(HASHES, words, from, words.length)?.[0].length ?? 0;
}

/** Rule 3: a first line that begins like any heading or point is no title. */
export function isNumbered(words: string): boolean {
  const end = words.length;
  return [PART, DIMENSION, CHINESE_POINT, ARABIC_POINT, PAREN_POINT].some(
    (shape) => read(shape, words, 0, end) !== null,
  );
}

/** Longest salutation, in characters. */
const SALUTATION = 30;

/** Rule 3: the line behind the title that greets. */
export function isSalutation(words: string): boolean {
  return words.length <= SALUTATION && /[：:]$/.test(words) && !/[。，；.]/.test(words) && !isNumbered(words);
}

export interface InlineMark extends Marker {
  at: number;
}

/** OL8: each 一是 or 一要 right after 。！？…；;：: (closing quotes and white space between do not count). */
export function inlineMarks(words: string): InlineMark[] {
  const marks: InlineMark[] = [];
  for (const match of words.matchAll(INLINE)) {
    const [whole, before = '', ordinal = '', word] = match;
    const n = readOrdinal(ordinal);
    if (n === null) continue;
    const marker = whole.slice(before.length);
    marks.push({ at: match.index + before.length, n, marker, series: word === '是' ? '是' : '要' });
  }
  return marks;
}

const INLINE = new RegExp(`([。！？…；;：:][”’」』）)"'\\s]*)(${ORDINAL})([是要])`, 'g');

/** OL6: the name of a dimension: its heading without 在 before, 方面 behind, one pair of quotes around. */
export function nameOf(heading: string): string {
  const bare = heading.replace(/^在/, '').replace(/方面$/, '').trim();
  const quoted = /^(?:“(.*)”|"(.*)"|‘(.*)’|「(.*)」|『(.*)』|《(.*)》)$/s.exec(bare);
  return quoted ? (quoted.slice(1).find((inner) => inner !== undefined) ?? bare) : bare;
}

function read(shape: RegExp, words: string, from: number, to: number): Marker | null {
  const match = matchAt(shape, words, from, to);
  if (!match) return null;
  const number = match[1] ?? '';
  const n = /^\d+$/.test(number) ? Number(number) : readOrdinal(number);
  return n === null ? null : { marker: match[0], n, series: null };
}

function matchAt(shape: RegExp, words: string, from: number, to: number): RegExpExecArray | null {
  shape.lastIndex = from;
  const match = shape.exec(words);
  return match && from + match[0].length <= to ? match : null;
}
