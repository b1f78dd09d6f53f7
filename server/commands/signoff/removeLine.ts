// signoff.changed, removed: somebody is asked no more. What they signed stays in the record, and nobody else's signature moves.
import { z } from 'zod';
import { deleteStep, dropStepPoints, removeLine as removeRow } from '../../../db/queries/signoff';
import type { Actor } from '../../../domain/actor';
import { must } from '../../../domain/must';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { lineState, objects, standsForIt } from '../../../domain/signoff';
import { isSatisfiable } from '../../../domain/signoffPlan';
import type { Needs } from '../../needs';
import { act, type Once, parse, reviewFor } from '../run';
import { recordInput } from './inputs';
import { countedIn, lineIn, openSignoff, recordChange } from './open';

export const removeLineBody = z.strictObject({ recordSha256: recordInput });

/**
 * A line that is stood for goes with its delegate's. Refusals: not-found, forbidden, wrong-stage, digest-moved, objection-stands
 * (an objection is withdrawn by its person, never removed), step-needs-people (the rest could not pass the step).
 */
export async function removeLine(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; lineId: string; body: unknown; once: Once },
): Promise<Result<{ recordSha256: string }>> {
  return act(
    needs,
    async (act) => {
      await reviewFor(act.tx, actor, input.reviewId, 'change-signers');
      const at = await openSignoff(act, actor, input.reviewId, parse(removeLineBody, input.body));
      const line = lineIn(at, input.lineId);
      const going = at.signoff.lines.filter((one) => one.id === line.id || standsForIt(one, line.id));
      if (going.some((one) => objects(lineState(at.signoff.rows, one, at.signoff.content))))
        throw new Refused('objection-stands');
      const step = must(
        at.signoff.stepRows.find((one) => one.no === line.step),
        'a line has a step',
      );
      const left = countedIn(at, line.step).filter((one) => !going.some((gone) => gone.id === one.id));
      // A delegate's line alone: the principal counts again.
      if (line.standing !== 'delegated' && left.length === 0 && step.added) {
        await deleteStep(act.tx, at.version.id, step.no);
        await dropStepPoints(act.tx, input.reviewId, actor.personId, step.no);
      } else if (line.standing !== 'delegated' && !isSatisfiable(step.rule, left))
        throw new Refused('step-needs-people');
      for (const { id } of going) await removeRow(act.tx, id, actor.personId);
      return recordChange(needs, act, actor, at, { act: 'removed', line: line.id, personId: line.personId });
    },
    input.once,
  );
}
