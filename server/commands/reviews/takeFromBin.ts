// review.unbinned: an owner brings a review back out of the bin; everybody has the role that they had (BN6).
import { takeFromBin as takeOut } from '../../../db/queries/bin';
import type { Actor } from '../../../domain/actor';
import { decideRestore } from '../../../domain/bin';
import type { Result } from '../../../domain/result';
import type { Stage } from '../../../domain/review';
import type { Needs } from '../../needs';
import { act, decidedFor } from '../run';

/** A repeat changes nothing. Refusals: not-found (also when its time is over), forbidden. */
export async function takeFromBin(
  needs: Needs,
  actor: Actor,
  { reviewId }: { reviewId: string },
): Promise<Result<{ stage: Stage }>> {
  return act(needs, async ({ tx, event }) => {
    const { review, decided } = await decidedFor(tx, reviewId, (one) => decideRestore(one, actor.personId, new Date()));
    if (decided === 'restore') {
      await takeOut(tx, reviewId);
      event(actor, reviewId, { kind: 'review.unbinned', body: {} });
    }
    return { stage: review.stage };
  });
}
