// CK17 duplicate-within: the same passage at two places of one text.
import type { Check, Hit } from './check';
import { placeOf } from './checkedText';
import { isHan, type Normalised, normalised } from './normalised';
import { repeatsIn } from './repeats';
import { STOCK_PHRASES } from './stockPhrases';

/** In normalised characters. Twenty Latin letters are three words and say nothing: a passage mostly Latin needs sixty. */
const LEAST = 20;
const LEAST_LATIN = 60;

/** A hit is the later place `b`; its earlier one is `a`. */
export const duplicateWithin: Check = function* (checked): Generator<Hit> {
  const reduced = normalised(checked.text, checked.outline.noise, STOCK_PHRASES);
  for (const { first, again, length } of repeatsIn(reduced.codes, LEAST)) {
    if (length < LEAST_LATIN && hanIn(reduced, again, length) * 2 < length) continue;
    const [a, b] = [first, again].map((at) => placeOf(checked, rangeOf(reduced, at, length)));
    if (!a || !b) continue;
    const message = {
      zh: `这段与第 ${a.line} 行重复（${length} 字），改写或删去一处。`,
      en: `This passage repeats line ${a.line} (${length} characters): reword it or delete one.`,
    };
    yield { start: b.start, end: b.end, message, fields: { length, a, b } };
  }
};

function hanIn({ codes }: Normalised, from: number, length: number): number {
  return codes.subarray(from, from + length).reduce((sum, code) => sum + (isHan(code) ? 1 : 0), 0);
}

function rangeOf({ offsets }: Normalised, from: number, length: number) {
  return { start: offsets[from] ?? 0, end: (offsets[from + length - 1] ?? 0) + 1 };
}
