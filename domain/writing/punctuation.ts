// Marks of a Chinese sentence typed on a Latin keyboard (ED5).

const FULL: Readonly<Record<string, string>> = {
  ',': '，',
  ';': '；',
  ':': '：',
  '?': '？',
  '!': '！',
  '(': '（',
  ')': '）',
};

/** An address that is still being written: it may hold Chinese characters, and its marks are its own. */
const ADDRESS = /(?:[a-z][a-z0-9+.-]*:\/\/|www\.|[\w.+-]+@)[^\s，。；：？！（）]*$/iu;

/** ED5: the full-width mark for one typed right after a Chinese character, else null. `before` is what stands before it in its block. */
export function fullWidthOf(before: string, typed: string): string | null {
  const full = Object.hasOwn(FULL, typed) ? FULL[typed] : undefined;
  return full && /\p{Script=Han}$/u.test(before) && !ADDRESS.test(before) ? full : null;
}
