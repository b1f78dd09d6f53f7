// Whose agreements rest on given sections: a change of these makes them stale.
import type { SignoffLineView, SignoffView } from '../../../domain/view';

export function holdersOf({ steps }: Pick<SignoffView, 'steps'>, keys: readonly string[]): SignoffLineView[] {
  const rests = ({ scope }: SignoffLineView) => scope === 'whole' || scope.some((key) => keys.includes(key));
  const holds = ({ decision, stale }: SignoffLineView) => (decision === 'agree' || decision === 'reserve') && !stale;
  return steps.flatMap(({ lines }) => lines.filter((line) => holds(line) && rests(line)));
}
