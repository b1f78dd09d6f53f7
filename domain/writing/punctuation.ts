// Marks of a Chinese sentence typed on a Latin keyboard (ED5).

const FULL: Readonly<Record<string, string>> = {
  ',': '，',
  '.': '。',
  ';': '；',
  ':': '：',
  '?': '？',
  '!': '！',
  '(': '（',
  ')': '）',
  '"': '“',
  "'": '‘',
};

/** What closes by the key that is typed: the half-width opening, the full-width one, and its end. */
const PAIRS: Readonly<Record<string, string>> = { ')': '(（）', '"': '"“”', "'": "'‘’" };

/** An address that is still being written: it may hold Chinese characters, and its marks are its own. */
const ADDRESS = /(?:[a-z][a-z0-9+.-]*:\/\/|www\.|[\w.+-]+@)[^\s，。；：？！（）]*$/iu;

/** A Chinese character, or a mark of a Chinese sentence: the mark behind it is one as well. Full-width digits are numbers. */
const CHINESE = /[\p{Script=Han}—‘’“”…、-】〔-〛！-／：-？]$/u;

/** ED5: the full-width mark for one typed there, else null. `before` is what stands before it in its block. */
export function fullWidthOf(before: string, typed: string): string | null {
  if (ADDRESS.test(before)) return null;
  const [half, open, close = ''] = Object.hasOwn(PAIRS, typed) ? (PAIRS[typed] ?? '') : '';
  const last =
    close && [...before].findLast((sign) => sign === half || sign === open || sign === close || sign === typed);
  // A letter before it: the mark of a word such as don't.
  if (last && last === open) return typed === "'" && /[a-z]$/i.test(before) ? null : close;
  // What a half-width mark opened one closes; quotes are the same at both ends.
  if (last && last === half && (half !== typed || before.split(half).length % 2 === 0)) return null;
  return CHINESE.test(before) && Object.hasOwn(FULL, typed) ? (FULL[typed] ?? null) : null;
}
