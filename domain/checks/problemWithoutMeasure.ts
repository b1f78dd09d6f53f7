// CK19 problem-without-measure: a dimension with problems that no measure speaks of.
import type { Check, Hit } from './check';
import { contentOf, itemsOf, partsWith } from './items';
import { clipped } from './patternHits';

/**
 * A measure speaks of a dimension when it has one of the dimension's keywords of the template (words joined by |, never
 * compiled); a dimension without keywords, or with nothing under it yet, is no hit.
 */
export const problemWithoutMeasure: Check = function* (checked): Generator<Hit> {
  const { template } = checked;
  const own = template.parts.find((part) => part.role === 'problems');
  const measures = partsWith(checked, 'measures').flatMap((part) => [...itemsOf(checked, part)]);
  for (const dimension of partsWith(checked, 'problems').flatMap((part) => part.dimensions)) {
    const id = dimension.key?.split('/').at(-1);
    const words =
      own?.dimensions
        ?.find((one) => one.id === id)
        ?.keywords?.split('|')
        .filter((word) => word !== '') ?? [];
    if (words.length === 0 || contentOf(checked, dimension).length === 0) continue;
    if (measures.some((measure) => words.some((word) => measure.words.includes(word)))) continue;
    const { n, name, start, headingEnd: end } = dimension;
    const message = {
      zh: `“${clipped(name)}”的问题没有对应的整改措施，补写措施。`,
      en: `No measure answers the problems of “${clipped(name)}”: add one.`,
    };
    const severity = template.parts.find((part) => part.role === 'measures')?.links?.severity;
    yield { start, end, message, ...(severity ? { severity } : {}), fields: { n, name } };
  }
};
