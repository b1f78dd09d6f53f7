// CK35 bidi-control: characters that turn the order of what is shown, so that the eye reads another text than the one that is signed.
import { codeOf } from '../document/turning';
import type { Check, Hit } from './check';

/** Left-to-right and right-to-left marks turn no words by themselves: CK8 finds them. */
export const bidiControl: Check = function* ({ text }): Generator<Hit> {
  for (const { 0: found, index: start } of text.matchAll(/[\u061c\u202a-\u202e\u2066-\u2069]/g)) {
    const code = codeOf(found);
    const message = {
      zh: `这里有方向控制符（${code}）：看到的字序会与要签的不同，删去。`,
      en: `A direction control stands here (${code}): the words are shown in another order than they are signed; delete it.`,
    };
    yield { start, end: start + 1, message };
  }
};
