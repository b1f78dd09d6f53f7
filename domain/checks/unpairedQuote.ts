// CK7 unpaired-quote: within one line every “ has its ”.
import type { Check, Hit } from './check';

export const unpairedQuote: Check = function* ({ text, lines }): Generator<Hit> {
  for (const { start, end } of lines) {
    const open: number[] = [];
    const lonely: number[] = [];
    for (let at = start; at < end; at++) {
      if (text[at] === '“') open.push(at);
      else if (text[at] === '”' && open.pop() === undefined) lonely.push(at);
    }
    for (const at of [...lonely, ...open]) yield { start: at, end: at + 1, message: messageFor(text[at] === '“') };
  }
};

function messageFor(opening: boolean) {
  return opening
    ? { zh: '左引号“没有配对，补上右引号”。', en: 'This “ is never closed: add the ”.' }
    : { zh: '右引号”前缺左引号“，改正引号。', en: 'This ” has no “ before it: mend the quotes.' };
}
