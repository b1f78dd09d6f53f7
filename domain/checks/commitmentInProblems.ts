// CK20 commitment-in-problems: a promise to do better where the problems should be told.
import type { Check, Hit } from './check';
import { linesWithin } from './checkedText';
import { partsWith, pointsOf, pointWords, proseOf } from './items';
import { type Sentence, sentencesOf } from './sentenceSpans';

/** An opening, a word of intent behind it, a verb of mending behind that. */
const SHAPES = [
  { opening: /^(?:以上问题|对此|下一步|今后|对于以上)/, intent: /将|要/, verb: /整改|改进|提高|反省/ },
  {
    opening: /^(?:going forward|in (?:the )?future|from now on|to address this|for the above)\b/i,
    intent: /\b(?:will|shall|must)\b/i,
    verb: /\b(?:improve|correct|rectify|fix|remedy|address)\b/i,
  },
];

export const commitmentInProblems: Check = function* (checked): Generator<Hit> {
  const message = {
    zh: '问题部分不写整改表态，移到措施部分或删去。',
    en: 'A promise does not belong among the problems: move it to the measures or delete it.',
  };
  for (const part of partsWith(checked, 'problems')) {
    const prose = proseOf(part).flatMap((one) => linesWithin(checked, one));
    const points = pointsOf(part).flatMap((point) => pointWords(checked, point) ?? []);
    const loose = checked.outline.unassigned.filter(({ start }) => start >= part.start && start < part.end);
    for (const line of [...prose, ...points, ...loose.flatMap((span) => linesWithin(checked, span))]) {
      for (const sentence of sentencesOf(line)) {
        if (isCommitment(sentence)) yield { start: sentence.start, end: sentence.end, message };
      }
    }
  }
};

/** Three searches one behind the other instead of one pattern with two gaps: linear in the longest sentence. */
function isCommitment({ words }: Sentence): boolean {
  return SHAPES.some(({ opening, intent, verb }) => {
    const rest = words.replace(opening, '');
    const at = rest === words ? -1 : rest.search(intent);
    return at >= 0 && verb.test(rest.slice(at));
  });
}
