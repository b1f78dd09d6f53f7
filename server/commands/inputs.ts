// The parts of input that several commands about reviews take: words that a row, an event and a digest can hold.
import { z } from 'zod';

/** U+0000 fits no text of PostgreSQL, and a lone surrogate has no UTF-8 and no digest. */
export function storable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

/** Words of at most `max` UTF-16 code units, without the white space around them; may be empty. */
export const wordsInput = (max: number) =>
  z.string().trim().max(max).refine(storable, 'whole characters, none of them U+0000');
