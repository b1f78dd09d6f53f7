// CK17 duplicate-within: the same passage at two places of one text.
import type { Check, Hit } from './check';
import { placeOf } from './checkedText';
import { LEAST, normalised, rangeOf, saysEnough } from './normalised';
import { repeatsIn } from './repeats';

/** A hit is the later place `b`; its earlier one is `a`. */
export const duplicateWithin: Check = function* (checked): Generator<Hit> {
  const reduced = normalised(checked.text, checked.outline.noise, checked.phrases);
  for (const { first, again, length } of repeatsIn(reduced.codes, LEAST)) {
    if (!saysEnough(reduced, again, length)) continue;
    const [a, b] = [first, again].map((at) => placeOf(checked, rangeOf(reduced, at, length)));
    if (!a || !b) continue;
    const message = {
      zh: `前文已有同样一段（${length} 字），改写或删去一处。`,
      en: `The same passage stands earlier in the text (${length} characters): reword it or delete one.`,
    };
    yield { start: b.start, end: b.end, message, fields: { length, a, b }, elsewhere: [a] };
  }
};
