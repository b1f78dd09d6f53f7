// owner.replaced: the reviews of somebody who left get another owner, all of them at once (BN11). No administrator reads one by it.
import { z } from 'zod';
import { lockAdmins, personById } from '../../../db/queries/people';
import { deleteMember, loadReview, membersOf, ownedBy, putMember, touch } from '../../../db/queries/reviews';
import type { Actor } from '../../../domain/actor';
import { afterHandOver, decideHandOver } from '../../../domain/handOver';
import { isId } from '../../../domain/ids';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import type { Needs } from '../../needs';
import { wordsInput } from '../inputs';
import { type Act, act, parse } from '../run';
import { tell } from '../signoff/tell';

export const handOverBody = z.strictObject({ to: z.string(), reason: wordsInput(2000) });

interface Between {
  from: string;
  to: string;
  reason: string;
}

/**
 * Answers how many reviews have another owner now; again, it is none. Refusals: forbidden (also to oneself), not-found, still-here,
 * reason-needed, bad-request.
 */
export async function handOver(
  needs: Needs,
  actor: Actor,
  input: { personId: string; body: unknown },
): Promise<Result<{ reviews: number }>> {
  return act(needs, async (run) => {
    const admin = (await lockAdmins(run.tx)).includes(actor.personId);
    if (!admin) throw new Refused('forbidden');
    const { to, reason } = parse(handOverBody, input.body);
    const next = decideHandOver(
      { ...actor, admin },
      { from: await standing(run, input.personId, 'from'), to: await standing(run, to, 'to'), reason },
    );
    if (!next.ok) throw new Refused(next.refusal.code, next.refusal);
    const reviews = await ownedBy(run.tx, input.personId);
    for (const reviewId of reviews) await replace(needs, run, actor, reviewId, { from: input.personId, to, reason });
    return { reviews: reviews.length };
  });
}

/** Held: nobody is disabled or let in again meanwhile. */
async function standing({ tx }: Act, personId: string, field: string) {
  const person = isId(personId) ? await personById(tx, personId, true) : null;
  if (!person) throw new Refused('not-found', { field });
  return { personId, disabled: person.disabledAt !== null };
}

async function replace(needs: Needs, run: Act, actor: Actor, reviewId: string, { from, to, reason }: Between) {
  const { tx } = run;
  // As the rows are: who is disabled has no role, and it is theirs that goes.
  const members = await membersOf(tx, reviewId);
  const roles = afterHandOver(members, from, to);
  await putMember(tx, reviewId, to, roles.to, actor.personId);
  if (roles.from.length > 0) await putMember(tx, reviewId, from, roles.from, actor.personId);
  else await deleteMember(tx, reviewId, from);
  await touch(tx, reviewId);
  run.event(actor, reviewId, { kind: 'owner.replaced', body: { from, to, reason } });
  run.after(() => needs.collab.askAgain({ reviewId, personId: to }));
  run.after(() => needs.collab.notify(reviewId, { type: 'rights' }));
  const review = await loadReview(tx, reviewId);
  if (!review) return;
  const people = review.members.map(({ personId }) => personId);
  await tell(run, review, {
    kind: 'owner-replaced',
    people,
    actorId: actor.personId,
    body: () => ({ from, to, reason }),
  });
}
