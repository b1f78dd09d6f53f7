// A comment whose words were deleted before it came: what is kept of them, so that it waits for them as one that lost them later does.
import type * as Y from 'yjs';
import { MAX_QUOTE } from '../thread';
import { CONTEXT, type Quoted, spanOf, wordsAround } from './anchor';
import { type Around, othersIn } from './fit';
import { kept, passageOf, sectionKeyAt } from './passage';
import { isGone, isKnown, offsetOf, parsePosition } from './position';
import type { Stood } from './stood';

/** Words as their writer saw them when the comment was begun. */
export interface Seen {
  quote?: string | undefined;
  around?: Around | undefined;
}

/** `stood` null: the range is of another history, so that nobody knows what else said the same. */
export type Gone = Quoted & { stood: Stood | null };

/**
 * TH20: what a thread keeps of a range in which no word is left. Null for all that is none: hostile JSON, a range that has words, one
 * that had none when it was made, and one whose words nobody tells.
 */
export function goneOf(doc: Y.Doc, range: unknown, seen: Seen): Gone | null {
  const { from, to } = typeof range === 'object' && range !== null ? (range as { from?: unknown; to?: unknown }) : {};
  const [first, second] = [parsePosition(from), parsePosition(to)];
  const said = (seen.quote ?? '').replaceAll(/\r\n?/g, '\n').replaceAll(/^\n+|\n+$/g, '');
  const quote = kept(said, MAX_QUOTE);
  if (!first || !second || quote.trim() === '' || !(isGone(doc, first) || isGone(doc, second))) return null;
  const passage = passageOf(doc);
  if (spanOf(doc, passage, first, second)) return null;
  const at = offsetOf(doc, passage, first) ?? offsetOf(doc, passage, second);
  const words = {
    quote,
    ...(seen.around ? contextOf(seen.around, said.slice(quote.length)) : besideGap(passage.text, at)),
  };
  const isOfThisText = isKnown(doc, first) && isKnown(doc, second);
  const others = seen.around ?? (isOfThisText ? othersIn(passage.text, words, null) : null);
  return {
    ...words,
    sectionKey: at === null ? null : sectionKeyAt(passage, at),
    stood: others && { ...words, others: others.others, likeness: others.likeness },
  };
}

/** `more`: of a quote that is longer than what is kept. */
function contextOf({ prefix, suffix }: Around, more: string): { prefix: string; suffix: string } {
  return { prefix: kept(prefix, CONTEXT, 'end'), suffix: kept(more + suffix, CONTEXT) };
}

function besideGap(text: string, at: number | null): { prefix: string; suffix: string } {
  const { prefix, suffix } = wordsAround(text, at ?? 0, at ?? 0);
  return at === null ? { prefix: '', suffix: '' } : { prefix, suffix };
}
