// How long a text is, as the office counts it (ED1): what its word processors show as 字数.

/** Signs that stand for themselves: Chinese characters and the marks of a Chinese sentence, the ideographic space not among them. */
const CJK =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Bopomofo}\\u3001-\\u303f\\uff01-\\uffee\\u201c\\u201d\\u2018\\u2019\\u2026\\u2014\\u00b7';
const COUNTED = new RegExp(`[${CJK}]|[^\\s${CJK}]+`, 'gu');

/** ED1: each Chinese character or mark is one, each run of anything else between them (2026, 3.5%, PDF) is one, white space none. */
export function charactersIn(text: string): number {
  let n = 0;
  for (const _ of text.replaceAll('\u200b', '').matchAll(COUNTED)) n += 1;
  return n;
}
