// step.returned: points to answer go back to a step (退回); until they are answered it has not passed, and later ones are not open.
import { z } from 'zod';
import type { Actor } from '../../../domain/actor';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import type { Needs } from '../../needs';
import { wordsInput } from '../inputs';
import { act, type Once, parse, reviewFor } from '../run';
import { pointsInput, recordInput } from './inputs';
import { openSignoff } from './open';
import { refuseOtherDecisions, writePoints } from './returnSections';
import { tell } from './tell';

export const returnStepBody = z.strictObject({
  step: z.number().int().min(1).max(1000),
  reason: wordsInput(2000).optional(),
  points: pointsInput,
  recordSha256: recordInput,
});

/** Signatures stay; the people of the step, or who may write, answer. Refusals: not-found (step), forbidden, wrong-stage, digest-moved, reason-needed, bad-request (SG22). */
export async function returnStep(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; body: unknown; once: Once },
): Promise<Result<{ points: string[] }>> {
  return act(
    needs,
    async (act) => {
      await reviewFor(act.tx, actor, input.reviewId, 'return-sections');
      const wanted = parse(returnStepBody, input.body);
      const at = await openSignoff(act, actor, input.reviewId, wanted);
      if (!at.signoff.steps.some(({ no }) => no === wanted.step)) throw new Refused('not-found', { field: 'step' });
      const asked = wanted.points.length > 0 ? wanted.points : wanted.reason ? [{ body: wanted.reason }] : [];
      if (asked.length === 0) throw new Refused('reason-needed', { field: 'reason' });
      refuseOtherDecisions(at, asked);
      const points = await writePoints(act, actor, at, asked, wanted.step);
      act.event(actor, at.review.id, {
        kind: 'step.returned',
        body: {
          versionNo: at.version.no,
          step: wanted.step,
          points,
          ...(wanted.reason ? { reason: wanted.reason } : {}),
        },
      });
      const people = at.signoff.lines.filter((line) => line.step === wanted.step).map((line) => line.personId);
      const told = { version: at.version.no, step: wanted.step };
      await tell(act, at.review, { kind: 'step-returned', people, actorId: actor.personId, body: () => told });
      act.after(() => needs.collab.notify(at.review.id, { type: 'signoff' }));
      return { points };
    },
    input.once,
  );
}
