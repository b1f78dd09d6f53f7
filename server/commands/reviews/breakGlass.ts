// break-glass.opened: an administrator reads a review for an hour, with a reason that its members read at once (BG1-BG4).
import { z } from 'zod';
import { openLook } from '../../../db/queries/breakGlass';
import { loadReview } from '../../../db/queries/reviews';
import type { Actor } from '../../../domain/actor';
import { isId } from '../../../domain/ids';
import { LOOK_MINUTES, mayLook } from '../../../domain/policy';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import type { Needs } from '../../needs';
import { wordsInput } from '../inputs';
import { act, parse } from '../run';
import { tell } from '../signoff/tell';

export const breakGlassBody = z.strictObject({ reason: wordsInput(2000) });

/** Answers when the look ends. Refusals: not-found (also for who is no administrator), bad-request, reason-needed. */
export async function breakGlass(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; body: unknown },
): Promise<Result<{ until: string }>> {
  return act(needs, async (run) => {
    const review = isId(input.reviewId) ? await loadReview(run.tx, input.reviewId, true) : null;
    if (!review || !mayLook(review, actor)) throw new Refused('not-found');
    const { reason } = parse(breakGlassBody, input.body);
    if (!reason.trim()) throw new Refused('reason-needed', { field: 'reason' });
    const look = { adminId: actor.personId, reviewId: review.id, reason, minutes: LOOK_MINUTES };
    const until = (await openLook(run.tx, look)).toISOString();
    run.event(actor, review.id, { kind: 'break-glass.opened', body: { reason, until } });
    await tell(run, review, {
      kind: 'looked-in',
      people: review.members.map(({ personId }) => personId),
      actorId: actor.personId,
      body: () => ({ reason, until }),
    });
    run.after(() => needs.collab.notify(review.id, { type: 'rights' }));
    return { until };
  });
}
