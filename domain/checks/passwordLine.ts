// CK2 password-line: the line with a password that a download site puts under its texts.
import type { Check, Hit } from './check';

const CHINESE = /密码[:：][ \t\u00a0\u3000]*[A-Za-z0-9]/;
const LATIN = /^\W{0,3}(?:(?:unzip|zip|archive|document|download) )?password ?[:：] ?\S+\s*$/i;

export function isPasswordLine(words: string): boolean {
  return CHINESE.test(words) || (words.length <= 60 && LATIN.test(words));
}

export const passwordLine: Check = function* ({ text, lines }): Generator<Hit> {
  const message = { zh: '这一行写着密码，整行删去。', en: 'Delete this line: it gives a password away.' };
  for (const { start, end } of lines) if (isPasswordLine(text.slice(start, end))) yield { start, end, message };
};
