// A step of the plan in words: which sentence below `plan.words`, and its values. The one place where rule data becomes a sentence.
import type { SignoffStepPlan } from './review';

export interface PlanSentence {
  key: 'nobody' | 'issues' | 'all' | 'min' | 'share' | 'both' | 'any' | 'each-group';
  values: { title: string; n: number; names: string; min: number; num: number; den: number };
  /** An objection does not stop it. */
  goesOn: boolean;
}

/** `names`: of those asked as things stand; `title` in the reader's language. */
export function planSentence(
  { rule, issues = false }: Pick<SignoffStepPlan, 'rule' | 'issues'>,
  { title, names, sep }: { title: string; names: readonly string[]; sep: string },
): PlanSentence {
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
  const goesOn = 'objectionBlocks' in rule && rule.objectionBlocks === false;
  return { key: keyOf(), values, goesOn };

  function keyOf(): PlanSentence['key'] {
    if (names.length === 0) return 'nobody';
    if (rule.kind === 'all') return issues ? 'issues' : 'all';
    if (rule.kind !== 'quorum') return rule.kind;
    if (!share) return 'min';
    return rule.min === undefined ? 'share' : 'both';
  }
}
