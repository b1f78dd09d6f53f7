// The points that somebody wrote down, a line each, with or without a number of their own.

/** "1. 写明比例。\n2、…" gives the words alone; empty lines are none. */
export function pointsIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/^\s*(?:[(（]?\d{1,3}[)）]?[.．、:：]?\s*|[-·•]\s*)/u, '').trim())
    .filter((line) => line !== '');
}
