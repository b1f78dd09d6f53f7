// The points that somebody wrote down, a line each, with or without a number of their own.

/** Of a list, not of a sentence: in brackets or with a mark behind it, which is no decimal point and no colon of a time. */
const NUMBER = /^\s*(?:[(（]\d{1,3}[)）]|\d{1,3}(?:[)）、]|[.．:：](?!\d))|[-·•](?!\d))\s*/u;

/** "1. 写明比例。\n2、…" gives the words alone, "2026 年底前" stays; empty lines are none. */
export function pointsIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(NUMBER, '').trim())
    .filter((line) => line !== '');
}
