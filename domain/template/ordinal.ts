// Chinese ordinals, written and read: 一 … 十 十一 二十 三十五 一百零三.

const DIGITS = '零一二三四五六七八九';
const UNITS = ['', '十', '百', '千'];

/** The characters that an ordinal can be made of. 万 is left out on purpose: 万一是 and 千万要 are words, not numbers. */
export const ORDINAL = '[一二三四五六七八九十百千零]{1,9}';

const GRAMMAR =
  /^(?:([一二三四五六七八九])千)?零?(?:([一二三四五六七八九])百)?零?(?:([一二三四五六七八九])?(十))?零?([一二三四五六七八九])?$/;

/** 1-9999 in Chinese; anything larger in digits, anything below 1 is ''. */
export function chineseOrdinal(n: number): string {
  if (!Number.isInteger(n) || n < 1) return '';
  if (n > 9999) return String(n);
  let words = '';
  let gap = false;
  for (let power = 3; power >= 0; power--) {
    const digit = Math.floor(n / 10 ** power) % 10;
    if (digit === 0) {
      gap = words !== '';
      continue;
    }
    const bareTen = power === 1 && digit === 1 && words === '';
    words += (gap ? '零' : '') + (bareTen ? '' : DIGITS[digit]) + UNITS[power];
    gap = false;
  }
  return words;
}

/** The number that a Chinese ordinal says; null for characters that say none, such as 二三 or 千. */
export function readOrdinal(words: string): number | null {
  const match = GRAMMAR.exec(words);
  if (!match) return null;
  const [, thousands, hundreds, tens, ten, ones] = match;
  const n =
    digitOf(thousands) * 1000 + digitOf(hundreds) * 100 + (ten ? (tens ? digitOf(tens) : 1) : 0) * 10 + digitOf(ones);
  return n === 0 ? null : n;
}

function digitOf(character: string | undefined): number {
  return character === undefined ? 0 : DIGITS.indexOf(character);
}
