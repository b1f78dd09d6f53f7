// Finding words in words: exactly as they are written, nothing folded but the case of letters, and that only when asked (ED3).

/**
 * Ranges [from, to) in UTF-16 code units, in order and apart from one another. ED3: full-width and half-width, traditional and simplified,
 * white space and marks are all different; half a character is never found.
 */
export function findIn(text: string, wanted: string, matchCase: boolean): [number, number][] {
  if (wanted === '' || /\p{Surrogate}/u.test(wanted)) return [];
  const [within, words] = matchCase ? [text, wanted] : [lower(text), lower(wanted)];
  const found: [number, number][] = [];
  for (let at = within.indexOf(words); at !== -1; at = within.indexOf(words, at + words.length))
    found.push([at, at + words.length]);
  return found;
}

/** Of the same length: a letter whose small form is longer (İ) stays what it is. */
function lower(text: string): string {
  const small = text.toLowerCase();
  if (small.length === text.length) return small;
  return Array.from(text, (char) => (char.toLowerCase().length === char.length ? char.toLowerCase() : char)).join('');
}

/** What two words have in common at their ends, in code units: a change of the one into the other leaves it as it is. Whole characters. */
export function commonEnds(one: string, other: string): { start: number; end: number } {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start += 1;
  if (start > 0 && /[\ud800-\udbff]/.test(one[start - 1] ?? '')) start -= 1;
  let end = 0;
  while (end < most - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  if (end > 0 && /[\udc00-\udfff]/.test(one[one.length - end] ?? '')) end -= 1;
  return { start, end };
}
