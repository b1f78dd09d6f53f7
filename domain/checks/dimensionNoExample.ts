// CK16 dimension-no-example: no point of a problem dimension names a case, a year or a number.
import type { Check, Hit } from './check';
import { contentOf, partsWith } from './items';
import { clipped } from './patternHits';

/** What counts as evidence, how much is wanted and how grave its absence is, the template says. A dimension still empty is no hit. */
export const dimensionNoExample: Check = function* (checked): Generator<Hit> {
  const { min, severity, zh, en } = checked.template.evidence;
  const patterns = [new RegExp(zh, 'gu'), new RegExp(en, 'giu')];
  for (const dimension of partsWith(checked, 'problems').flatMap((part) => part.dimensions)) {
    const { n, name, start, headingEnd } = dimension;
    const content = contentOf(checked, dimension);
    if (content.length === 0 || enough(content, patterns, min)) continue;
    const message = {
      zh: `“${clipped(name)}”没有具体事例，写明何时、何事、多少。`,
      en: `“${clipped(name)}” gives no concrete example: say when, what and how many.`,
    };
    yield { start, end: headingEnd, message, severity, fields: { n, name } };
  }
};

function enough(content: readonly string[], patterns: readonly RegExp[], min: number): boolean {
  let seen = 0;
  for (const words of content) {
    for (const pattern of patterns) {
      for (const _ of words.matchAll(pattern)) {
        seen += 1;
        if (seen >= min) return true;
      }
    }
  }
  return seen >= min;
}
