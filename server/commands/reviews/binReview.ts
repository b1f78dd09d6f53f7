// review.binned: an owner deletes a draft; for thirty days it can be brought back (BN1-BN4).
import { putInBin } from '../../../db/queries/bin';
import type { Actor } from '../../../domain/actor';
import { BIN_DAYS, decideBin } from '../../../domain/bin';
import { must } from '../../../domain/must';
import type { Result } from '../../../domain/result';
import type { Needs } from '../../needs';
import { act, decidedFor } from '../run';

/**
 * Answers until when it can be brought back; a repeat changes nothing. Its sockets end at once, those of other nodes within
 * seconds (P6). Refusals: not-found, forbidden, wrong-stage, was-frozen.
 */
export async function binReview(
  needs: Needs,
  actor: Actor,
  { reviewId }: { reviewId: string },
): Promise<Result<{ until: string }>> {
  return act(needs, async ({ tx, event, after }) => {
    const { personId } = actor;
    const { review, decided } = await decidedFor(tx, reviewId, (one) => decideBin(one, personId, new Date()));
    if (decided === 'there') return { until: must(review.binnedUntil, 'it lies in the bin').toISOString() };
    const until = (await putInBin(tx, { reviewId, personId, days: BIN_DAYS })).toISOString();
    event(actor, reviewId, { kind: 'review.binned', body: { until } });
    after(() => needs.collab.notify(reviewId, { type: 'rights' }));
    after(() => needs.collab.askAgain({ reviewId }));
    return { until };
  });
}
