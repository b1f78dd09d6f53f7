// The simplest kind of check: every match of a pattern in the raw text is a hit.

import type { Hit, Message } from './check';
import type { CheckedText } from './checkedText';

/** `pattern` has the flag g. A match of no length is none. */
export function* patternHits(
  { text }: CheckedText,
  pattern: RegExp,
  message: (match: string) => Message,
): Generator<Hit> {
  for (const match of text.matchAll(pattern)) {
    const [found] = match;
    if (found !== '') yield { start: match.index, end: match.index + found.length, message: message(found) };
  }
}

/** What is shown of a match inside a message. */
export function clipped(words: string): string {
  return words.length > 20 ? `${words.slice(0, 20).replace(/[\ud800-\udbff]$/, '')}…` : words;
}
