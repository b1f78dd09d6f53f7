// What a signature is given under, in numbers: comments that are open, and conditions that were waived.
import type { ReviewPage, SignoffView } from '../../../domain/view';

export interface Conditions {
  mustFix: number;
  /** Open comments that are not must-fix. */
  comments: number;
  waived: number;
}

export function conditionsOf(
  { threads }: Pick<ReviewPage, 'threads'>,
  { overrides }: Pick<SignoffView, 'overrides'>,
): Conditions {
  const open = threads.filter(({ state }) => state === 'open');
  const mustFix = open.filter(({ kind }) => kind === 'must-fix').length;
  return { mustFix, comments: open.length - mustFix, waived: overrides.length };
}
