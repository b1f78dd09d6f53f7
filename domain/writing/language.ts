// In which language a text is set: an English one looks forced in the type and the lines of a Chinese one (ED14).
import type { Block } from '../document/blocks';
import { wordsOf } from '../document/sections';

export type TextLanguage = 'zh-CN' | 'en';

/** ED14: English where words of Latin letters outnumber Chinese characters; a text without either is Chinese. */
export function languageOf(blocks: readonly Block[]): TextLanguage {
  let more = 0;
  for (const block of blocks) more += weightOf(block);
  return more > 0 ? 'en' : 'zh-CN';
}

/** Blocks are values: each is weighed once. */
const weighed = new WeakMap<Block, number>();

function weightOf(block: Block): number {
  const known = weighed.get(block);
  if (known !== undefined) return known;
  const words = wordsOf(block);
  const weight = countOf(words, /\p{Script=Latin}+/gu) - countOf(words, /\p{Script=Han}/gu);
  weighed.set(block, weight);
  return weight;
}

function countOf(words: string, what: RegExp): number {
  return words.match(what)?.length ?? 0;
}
