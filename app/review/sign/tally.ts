// The state of a sign-off in numbers and groups: what bar, tab and summary say.
import { unreachable } from '../../../domain/must';
import type { SignoffLineView, SignoffView } from '../../../domain/view';

/** What a line shows: its decision, or that it is stale, or that nothing has been said. */
export type LineMark = 'agree' | 'reserve' | 'object' | 'abstain' | 'stale' | 'none';

/** An objection stands over any bytes (SG3); anything else that names other bytes is stale (SG2). */
export function markOf(line: Pick<SignoffLineView, 'decision' | 'stale'>): LineMark {
  switch (line.decision) {
    case undefined:
      return 'none';
    case 'object':
      return 'object';
    case 'agree':
    case 'reserve':
    case 'abstain':
      return line.stale ? 'stale' : line.decision;
    default:
      return unreachable(line.decision);
  }
}

export interface Tally {
  lines: readonly SignoffLineView[];
  marks: readonly LineMark[];
  /** Agreements and reservations over these bytes. */
  valid: number;
  all: number;
  count: Record<LineMark, number>;
}

export function tallyOf(signoff: Pick<SignoffView, 'steps'>): Tally {
  // Who is stood for counts through that line.
  const lines = signoff.steps.flatMap((step) => step.lines.filter((line) => !line.resting));
  const marks = lines.map(markOf);
  const count: Record<LineMark, number> = { agree: 0, reserve: 0, object: 0, abstain: 0, stale: 0, none: 0 };
  for (const mark of marks) count[mark] += 1;
  return { lines, marks, valid: count.agree + count.reserve, all: lines.length, count };
}
