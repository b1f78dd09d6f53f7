// CK29 duplicate-across, in words: the other side is named only where the reader may open it.
import type { SharedPassageView } from '../view';
import type { Message } from './check';

export function acrossMessage({ length, other }: Pick<SharedPassageView, 'length' | 'other'>): Message {
  return other
    ? {
        zh: `与《${other.title}》重复 ${length} 字，改写或说明出处。`,
        en: `${length} characters stand in “${other.title}” too: reword them or say where they are from.`,
      }
    : {
        zh: '这一段也见于另一份评审，改写或说明出处。',
        en: 'This passage stands in another review too: reword it or say where it is from.',
      };
}
