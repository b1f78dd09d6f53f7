// purge.asked and purge.withdrawn: an administrator's wish that an archived review go, and that it stay after all (BN7, BN8).
import { z } from 'zod';
import { endWish, insertWish } from '../../../db/queries/purges';
import type { Actor } from '../../../domain/actor';
import { decideAsk } from '../../../domain/purge';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { ownersOf } from '../../../domain/workflow';
import type { Needs } from '../../needs';
import { wordsInput } from '../inputs';
import { act, parse } from '../run';
import { tell } from '../signoff/tell';
import { purging } from './purging';

export const askPurgeBody = z.strictObject({ reason: wordsInput(2000) });

/**
 * The owners are told, so that they can take a package with them. A repeat changes nothing. Refusals: not-found (also for who is no
 * administrator), wrong-stage, retained, reason-needed, bad-request.
 */
export async function askPurge(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; body: unknown },
): Promise<Result<null>> {
  return act(needs, async (run) => {
    const { review, state } = await purging(run.tx, actor, input.reviewId);
    const { reason } = parse(askPurgeBody, input.body);
    const next = decideAsk(state, actor, reason, new Date());
    if (!next.ok) throw new Refused(next.refusal.code, next.refusal);
    if (next.value === 'there') return null;
    await insertWish(run.tx, { reviewId: review.id, reason, askedBy: actor.personId });
    run.event(actor, review.id, { kind: 'purge.asked', body: { reason } });
    await tell(run, review, {
      kind: 'purge-asked',
      people: ownersOf(review),
      actorId: actor.personId,
      body: () => ({ reason }),
    });
    return null;
  });
}

/** Any administrator. Refusals: not-found, also when there is no wish that stands. */
export async function withdrawPurge(needs: Needs, actor: Actor, input: { reviewId: string }): Promise<Result<null>> {
  return act(needs, async ({ tx, event }) => {
    const { review, wish } = await purging(tx, actor, input.reviewId);
    if (!wish) throw new Refused('not-found', { field: 'purge' });
    await endWish(tx, wish.id, 'withdrawn', actor.personId);
    event(actor, review.id, { kind: 'purge.withdrawn', body: { askedBy: wish.by } });
    return null;
  });
}
