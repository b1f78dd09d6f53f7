// The objections and reservations that stand, with their reasons: what the points of a return are mostly about.
import type { SignoffLineView, SignoffView } from '../../../domain/view';

/** What stands against the text, in somebody's words. */
export interface Standing {
  decisionId: string;
  decision: 'object' | 'reserve';
  name: string;
  words: string;
}

/** Objections before reservations. `keys`: only of those who sign one of these sections or the whole; without any, everybody's. */
export function standingOn({ steps }: Pick<SignoffView, 'steps'>, keys: readonly string[] = []): Standing[] {
  const rests = ({ scope }: SignoffLineView) =>
    keys.length === 0 || scope === 'whole' || scope.some((key) => keys.includes(key));
  const lines = steps.flatMap((step) => step.lines.filter(rests));
  return (['object', 'reserve'] as const).flatMap((decision) =>
    lines.flatMap(({ decisionId, name, opinion, ...line }) =>
      line.decision === decision && decisionId && opinion ? [{ decisionId, decision, name, words: opinion }] : [],
    ),
  );
}
