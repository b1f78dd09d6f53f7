// CK26 long-sentence: longer than the template's limit, which counts characters or words.

import { leavesOf } from '../document/leaves';
import type { Template } from '../template/template';
import type { Check, Hit, Message } from './check';
import { isLatin, linesWithin } from './checkedText';
import { sentencesOf } from './sentenceSpans';

/** As the built-in templates have it: sixty English words where a Chinese sentence may have 150 characters. */
const CHARACTERS_PER_WORD = 150 / 60;

/** Headings, title, salutation and closing are no sentences. A Latin sentence is measured in words, a Chinese one in characters. */
export const longSentence: Check = function* (checked): Generator<Hit> {
  const { characters, words: most } = limitsOf(checked.template);
  for (const leaf of leavesOf(checked.outline)) {
    if (['title', 'salutation', 'part', 'dimension', 'closing'].includes(leaf.kind)) continue;
    for (const line of linesWithin(checked, leaf)) {
      for (const { words, start, end } of sentencesOf(line)) {
        if (words.length <= Math.min(characters, most)) continue;
        const latin = isLatin(words);
        const length = latin ? words.split(/\s+/).length : words.length;
        const limit = latin ? most : characters;
        if (length > limit) yield { start, end, message: messageFor(length, limit, latin), fields: { length } };
      }
    }
  }
};

function limitsOf({ limits: { longSentence: limit, longSentenceUnit: unit } }: Template) {
  return unit === 'words'
    ? { characters: Math.round(limit * CHARACTERS_PER_WORD), words: limit }
    : { characters: limit, words: Math.round(limit / CHARACTERS_PER_WORD) };
}

function messageFor(length: number, limit: number, latin: boolean): Message {
  return latin
    ? {
        zh: `这句有 ${length} 个词，超过 ${limit} 个词，拆成几句。`,
        en: `This sentence has ${length} words, more than ${limit}: split it.`,
      }
    : {
        zh: `这句 ${length} 字，超过 ${limit} 字，拆成几句。`,
        en: `This sentence has ${length} characters, more than ${limit}: split it.`,
      };
}
