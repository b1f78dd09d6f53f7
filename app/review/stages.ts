// The five steps above a review, derived from its stage and its sign-off; nothing here is stored.
import type { Stage } from '../../domain/review';
import type { SignoffView } from '../../domain/view';

export const STEPS = ['draft', 'review', 'signoff', 'issue', 'follow-up'] as const;
export type StepKey = (typeof STEPS)[number];
export type StepState = 'done' | 'current' | 'later';

/** Index of the step that a stage stands on; past the last one everything is done. */
const AT: Record<Stage, number> = { drafting: 0, review: 1, signoff: 2, approved: 4, archived: 5 };

/** In sign-off the step is `issue` once every step before the issuing one has passed. */
export function stepsOf(
  stage: Stage,
  signoff: Pick<SignoffView, 'steps'> | null,
): { key: StepKey; state: StepState }[] {
  const at = AT[stage] + (AT[stage] === AT.signoff && issuing(signoff) ? 1 : 0);
  return STEPS.map((key, n) => ({ key, state: n < at ? 'done' : n === at ? 'current' : 'later' }));
}

function issuing(signoff: Pick<SignoffView, 'steps'> | null): boolean {
  const open = signoff?.steps.filter((step) => !step.passed) ?? [];
  return open.length > 0 && open.every((step) => step.issues);
}
