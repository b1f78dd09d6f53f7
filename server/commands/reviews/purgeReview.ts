// review.purged: a second administrator does what the first one asked for; what was signed goes, the record of it stays (BN8, BN9).
import { z } from 'zod';
import { endWish, removedDigests } from '../../../db/queries/purges';
import { removeReview } from '../../../db/queries/removal';
import type { Actor } from '../../../domain/actor';
import { must } from '../../../domain/must';
import { decidePurge } from '../../../domain/purge';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import type { Needs } from '../../needs';
import { act, attempt, parse } from '../run';
import { type Purging, purging } from './purging';

export const purgeBody = z.strictObject({ password: z.string().max(1000) });

/**
 * Signed like a decision: with the password. Refusals: not-found (also for who is no administrator), wrong-stage, retained,
 * nothing-asked, second-person, wrong-password, too-many-attempts, bad-request.
 */
export async function purgeReview(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; body: unknown },
): Promise<Result<null>> {
  const confirmed = await attempt(async () => {
    // Asked before the password and again behind it: who may not do it learns nothing from it.
    await needs.database.db.transaction(async (tx) => agreed(await purging(tx, actor, input.reviewId), actor));
    const { password } = parse(purgeBody, input.body);
    const answer = await needs.confirmPassword(actor.personId, password);
    if (answer.ok) return;
    const { retryAfter } = answer;
    throw retryAfter
      ? new Refused('too-many-attempts', { retryAfter })
      : new Refused('wrong-password', { field: 'password' });
  });
  if (!confirmed.ok) return confirmed;
  return act(needs, async ({ tx, event, after }) => {
    const found = await purging(tx, actor, input.reviewId);
    agreed(found, actor);
    const { id, title } = found.review;
    const { reason, by, ...wish } = must(found.wish, 'there is a wish to agree to');
    const versions = await removedDigests(tx, id);
    await endWish(tx, wish.id, 'done', actor.personId);
    await removeReview(tx, id);
    event(actor, id, { kind: 'review.purged', body: { title, reason, askedBy: by, versions } });
    after(() => needs.collab.askAgain({ reviewId: id }));
    return null;
  });
}

/** @throws Refused */
function agreed({ state }: Purging, actor: Actor): void {
  const next = decidePurge(state, actor, new Date());
  if (!next.ok) throw new Refused(next.refusal.code, next.refusal);
}
