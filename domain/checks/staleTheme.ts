// CK22 stale-theme: the wording of another round's theme.
import type { Check, Hit } from './check';
import { clipped, patternHits } from './patternHits';

/** Stale in every round of templates that know of themes at all. */
const ALWAYS = ['四个对照', '党史学习教育'];

/** The template says which wordings are stale now; one that says nothing has no themes. */
export const staleTheme: Check = function* (checked): Generator<Hit> {
  const stale = checked.template.forbid.stale ?? [];
  if (stale.length === 0) return;
  yield* patternHits(checked, new RegExp([...stale, ...ALWAYS].join('|'), 'gu'), (found) => ({
    zh: `“${clipped(found)}”不是本次的主题提法，改用本次提法。`,
    en: `“${clipped(found)}” is the wording of another round: use this round’s.`,
  }));
};
