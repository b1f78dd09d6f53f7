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

/** What is shown of a match or a name inside a message: never half a character at the cut. */
export function clipped(words: string): string {
  return words.length > SHOWN ? `${words.slice(0, SHOWN).replace(/[\ud800-\udbff]$/, '')}…` : words;
}

const SHOWN = 40;
