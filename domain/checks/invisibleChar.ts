// CK8 invisible-char: white space that nobody sees or typed on purpose. The tabs between cells of a table are its own.
import { codeOf } from '../document/turning';
import type { Check, Hit } from './check';
import { lineNumber } from './checkedText';
import { tableLines } from './tableLines';

export const invisibleChar: Check = function* (checked): Generator<Hit> {
  const rows = tableLines(checked);
  for (const { 0: found, index: start } of checked.text.matchAll(/[\u00a0\u200b-\u200f\ufeff\u2028\u2029\t]/g)) {
    if (found === '\t' && rows.has(lineNumber(checked, start) - 1)) continue;
    const code = codeOf(found);
    const message = { zh: `这里有异常空白字符（${code}），删去。`, en: `Odd white space here (${code}): delete it.` };
    yield { start, end: start + 1, message };
  }
};
