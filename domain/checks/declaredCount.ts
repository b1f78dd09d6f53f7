// CK14 declared-count: the preamble says how many aspects are checked, and there are as many.

import { endIn, offsetIn } from '../document/lines';
import { readOrdinal } from '../template/ordinal';
import type { Check, Hit } from './check';
import { linesWithin } from './checkedText';
import { partsWith } from './items';

const CHINESE = /(\d{1,4}|[一二三四五六七八九十]{1,4})个?方面/g;
const LATIN = /\b(\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:aspects|dimensions)\b/gi;
const NUMBERS = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** One hit when numbers are declared and none of them is true. 一方面 alone declares nothing. */
export const declaredCount: Check = function* (checked): Generator<Hit> {
  const [problems] = partsWith(checked, 'problems');
  const own = checked.template.parts.find((part) => part.role === 'problems');
  if (!problems || (problems.dimensions.length === 0 && (own?.dimensions ?? []).length === 0)) return;
  const expected = problems.dimensions.length;
  const declared = checked.outline.preamble.flatMap((prose) =>
    linesWithin(checked, prose).flatMap((line) =>
      [...line.words.matchAll(CHINESE), ...line.words.matchAll(LATIN)].flatMap(({ 0: words, 1: number = '', index }) =>
        words === '一方面'
          ? []
          : [{ n: numberOf(number), start: offsetIn(line, index), end: endIn(line, index + words.length) }],
      ),
    ),
  );
  const [first] = declared;
  if (!first || declared.some(({ n }) => n === expected)) return;
  const message = {
    zh: `开头说对照 ${first.n} 个方面，问题部分实有 ${expected} 个，改成一致。`,
    en: `The preamble declares ${first.n} aspects, the problems part has ${expected}: make them agree.`,
  };
  yield { start: first.start, end: first.end, message, fields: { found: first.n, expected } };
};

function numberOf(words: string): number {
  if (/^\d/.test(words)) return Number(words);
  return readOrdinal(words) ?? NUMBERS.indexOf(words.toLowerCase()) + 2;
}
