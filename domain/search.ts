// Words to search by: bigrams for Chinese and English alike (STACK trap 14), made the same for text and query.

/** Distinct bigrams of the letters, digits and ideographs of a text, lower-cased; single characters stand for themselves. */
export function bigrams(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const grams = new Set<string>();
  for (const word of words) {
    const letters = [...word];
    if (letters.length === 1) grams.add(word);
    for (let i = 0; i + 1 < letters.length; i++) grams.add(`${letters[i]}${letters[i + 1]}`);
  }
  return [...grams];
}
