// The objections and reservations that stand, with their reasons: what the points of a return are mostly about.
import type { SignoffLineView, SignoffView } from '../../../domain/view';

/** What stands against the text, in somebody's words. */
export interface Standing {
  decisionId: string;
  decision: 'object' | 'reserve';
  name: string;
  words: string;
}

type Said = Pick<SignoffLineView, 'decision' | 'decisionId' | 'name' | 'opinion'>;

/**
 * Objections before reservations, those of who is asked no more behind the others (SG3). `keys`: only of those who sign one of these
 * sections or the whole; without any, everybody's.
 */
export function standingOn(
  { steps, former }: Pick<SignoffView, 'steps' | 'former'>,
  keys: readonly string[] = [],
): Standing[] {
  const rests = ({ scope }: SignoffLineView) =>
    keys.length === 0 || scope === 'whole' || scope.some((key) => keys.includes(key));
  const asked = steps.flatMap(({ lines }) => lines);
  // A place that is asked again speaks for itself.
  const gone = former.filter(({ decisionId }) => !asked.some((line) => line.decisionId === decisionId));
  const once = new Map(gone.map((one) => [one.decisionId, one]));
  const said: readonly Said[] = [...asked.filter(rests), ...once.values()];
  return (['object', 'reserve'] as const).flatMap((decision) =>
    said.flatMap(({ decisionId, name, opinion, ...line }) =>
      line.decision === decision && decisionId && opinion ? [{ decisionId, decision, name, words: opinion }] : [],
    ),
  );
}
