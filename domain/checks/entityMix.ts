// CK23 entity-mix: the organisation is 党委 here and 党组 there.
import type { Check, Hit } from './check';
import { type CheckedText, type Place, placeOf } from './checkedText';

/** Most places that one hit lists of each name. */
const PLACES = 200;

export const entityMix: Check = function* (checked): Generator<Hit> {
  const places = placesOf(checked, /党委(?!组)/g);
  const others = placesOf(checked, /党组(?!织)/g);
  const [a] = places;
  const [b] = others;
  if (!a || !b) return;
  const message = {
    zh: '“党委”和“党组”混用，核实后统一为一个称谓。',
    en: 'Both 党委 and 党组 are used: find out which is right and use one.',
  };
  const first = a.start < b.start ? a : b;
  const fields = { a: '党委', places, b: '党组', places_b: others };
  const elsewhere = [...places, ...others].filter((one) => one !== first).sort((one, next) => one.start - next.start);
  yield { start: first.start, end: first.end, message, fields, elsewhere };
};

function placesOf(checked: CheckedText, pattern: RegExp): Place[] {
  const places: Place[] = [];
  for (const { index: start } of checked.text.matchAll(pattern)) {
    places.push(placeOf(checked, { start, end: start + 2 }));
    if (places.length === PLACES) break;
  }
  return places;
}
