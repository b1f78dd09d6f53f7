// The steps of a sign-off while an owner edits them: a list with "beside the one before", turned into orders without a gap. Pure.
import type { SignoffStepPlan, StepRule } from '../../../domain/review';

export interface DraftStep extends Omit<SignoffStepPlan, 'order'> {
  /** For lists of React: stays while the dialog is open. */
  id: string;
  /** Runs side by side with the step before it in the list. */
  beside: boolean;
}

export function draftOf(steps: readonly SignoffStepPlan[]): DraftStep[] {
  const sorted = steps.toSorted((a, b) => a.order - b.order);
  return sorted.map(({ order, ...step }, at) => ({
    ...step,
    id: step.key ?? `step ${at}`,
    beside: at > 0 && sorted[at - 1]?.order === order,
  }));
}

/** Orders from 1 without a gap; what is no part of a step is left out. */
export function stepsOf(draft: readonly DraftStep[]): SignoffStepPlan[] {
  let order = 0;
  return draft.map(({ id: _id, beside, ...step }, at) => {
    if (at === 0 || !beside) order += 1;
    return { ...step, order };
  });
}

/** One place up or down; the first never stands beside anything. */
export function moved(draft: readonly DraftStep[], at: number, by: -1 | 1): DraftStep[] {
  const step = draft[at];
  const other = draft[at + by];
  if (!step || !other) return [...draft];
  const next = [...draft];
  next[at] = other;
  next[at + by] = step;
  return headed(next);
}

export function without(draft: readonly DraftStep[], at: number): DraftStep[] {
  return headed(draft.filter((_, n) => n !== at));
}

/** Before the step that issues, where there is one: it stays the last. */
export function withStep(draft: readonly DraftStep[], title: { zh: string; en: string }, id: string): DraftStep[] {
  const step: DraftStep = { id, beside: false, title, who: { people: [] }, rule: { kind: 'all' } };
  const issuing = draft.findIndex(({ issues }) => issues);
  const at = issuing === -1 ? draft.length : issuing;
  return headed([...draft.slice(0, at), step, ...draft.slice(at)]);
}

function headed(draft: readonly DraftStep[]): DraftStep[] {
  return draft.map((step, at) => (at === 0 && step.beside ? { ...step, beside: false } : step));
}

/** What an owner chooses among; a quorum is a number or a share. */
export const RULES = ['all', 'min', 'share', 'any', 'each-group'] as const;
export type RuleChoice = (typeof RULES)[number];

export function choiceOf(rule: StepRule): RuleChoice {
  if (rule.kind !== 'quorum') return rule.kind;
  return rule.share ? 'share' : 'min';
}

/** The rule of that kind, with what the one before it said where it fits. */
export function ruleOf(choice: RuleChoice, before: StepRule): StepRule {
  const blocks = 'objectionBlocks' in before && before.objectionBlocks === false ? { objectionBlocks: false } : {};
  const min = 'min' in before && before.min !== undefined ? before.min : 1;
  switch (choice) {
    case 'all':
      return { kind: 'all' };
    case 'any':
      return { kind: 'any', ...blocks };
    case 'min':
      return { kind: 'quorum', min, ...blocks };
    case 'share':
      return { kind: 'quorum', share: { num: 2, den: 3 }, ...blocks };
    case 'each-group':
      return { kind: 'each-group', min };
  }
}
