// A step of the plan in words: which sentence below `plan.words`, and its values. The key is that of the sentence while it is signed
// (SG19); a quorum says how it was asked for.
import type { SignoffStepPlan } from './review';
import { ruleKey } from './signoff';
import { objectionBlocks } from './stepRule';

export interface PlanSentence {
  key: 'nobody' | Exclude<ReturnType<typeof ruleKey>, 'quorum'> | 'min' | 'share' | 'both';
  values: { title: string; n: number; names: string; min: number; num: number; den: number };
  /** An objection does not stop it. */
  goesOn: boolean;
}

/** `names`: of those asked as things stand; `title` in the reader's language. */
export function planSentence(
  step: Pick<SignoffStepPlan, 'rule' | 'issues'>,
  { title, names, sep }: { title: string; names: readonly string[]; sep: string },
): PlanSentence {
  const { rule } = step;
  const share = rule.kind === 'quorum' ? rule.share : undefined;
  const min = rule.kind === 'quorum' || rule.kind === 'each-group' ? (rule.min ?? 0) : 0;
  const values = {
    title,
    n: names.length,
    names: names.join(sep),
    min,
    num: share?.num ?? 0,
    den: share?.den ?? 1,
  };
  return { key: keyOf(), values, goesOn: !objectionBlocks(rule) };

  function keyOf(): PlanSentence['key'] {
    if (names.length === 0) return 'nobody';
    const key = ruleKey(step, names.length);
    if (key !== 'quorum') return key;
    if (!share) return 'min';
    return rule.kind === 'quorum' && rule.min === undefined ? 'share' : 'both';
  }
}
