// A text reduced to what a copy keeps: Chinese characters, Latin letters and digits, with set phrases as barriers.
import type { Noise } from '../document/outlineTypes';

export interface Normalised {
  /** Character codes; a barrier is a negative number that stands nowhere else, so that nothing equals it. */
  codes: Int32Array;
  /** Offset in the text of each. */
  offsets: Int32Array;
}

/** In normalised characters. Twenty Latin letters are three words and say nothing: a passage mostly Latin needs sixty. */
export const LEAST = 20;
const LEAST_LATIN = 60;

/** Whether a span of at least LEAST characters is a passage. */
export function saysEnough({ codes }: Normalised, from: number, length: number): boolean {
  if (length >= LEAST_LATIN) return true;
  return codes.subarray(from, from + length).reduce((sum, code) => sum + (isHan(code) ? 1 : 0), 0) * 2 >= length;
}

/** Where a span of normalised characters stands in the text. */
export function rangeOf({ offsets }: Normalised, from: number, length: number): { start: number; end: number } {
  return { start: offsets[from] ?? 0, end: (offsets[from + length - 1] ?? 0) + 1 };
}

type Range = Pick<Noise, 'start' | 'end'>;

/** `noise` is left out, `walls` are barriers; both are in text order. */
export function normalised(
  text: string,
  noise: readonly Range[],
  phrases: readonly string[],
  walls: readonly Range[] = [],
): Normalised {
  const codes = new Int32Array(text.length);
  const offsets = new Int32Array(text.length);
  let length = 0;
  let next = 0;
  let wall = 0;
  for (let at = 0; at < text.length; at++) {
    while ((noise[next]?.end ?? text.length) <= at) next += 1;
    if ((noise[next]?.start ?? text.length) <= at) continue;
    const code = text.charCodeAt(at);
    if (!isKept(code)) continue;
    while ((walls[wall]?.end ?? text.length) <= at) wall += 1;
    codes[length] = (walls[wall]?.start ?? text.length) <= at ? -1 - at : code;
    offsets[length] = at;
    length += 1;
  }
  const kept = codes.subarray(0, length);
  setBarriers(kept, phrases);
  return { codes: kept, offsets: offsets.subarray(0, length) };
}

function isHan(code: number): boolean {
  return (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf);
}

function isKept(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || isHan(code);
}

function setBarriers(codes: Int32Array, phrases: readonly string[]): void {
  const byFirst = new Map<number, number[][]>();
  for (const phrase of phrases) {
    const wanted = Array.from(phrase, (character) => character.charCodeAt(0)).filter(isKept);
    const [first] = wanted;
    if (first !== undefined) byFirst.set(first, [...(byFirst.get(first) ?? []), wanted]);
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.length - a.length);
  for (let at = 0; at < codes.length; at++) {
    const found = byFirst.get(codes[at] ?? 0)?.find((wanted) => wanted.every((code, n) => codes[at + n] === code));
    if (!found) continue;
    for (let n = 0; n < found.length; n++) codes[at + n] = -1 - at - n;
    at += found.length - 1;
  }
}
