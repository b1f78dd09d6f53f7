// member.set and member.removed: who takes part, with which roles.
import { z } from 'zod';
import { insertNotifications } from '../../../db/queries/notifications';
import { activePerson } from '../../../db/queries/people';
import { deleteMember, putMember, touch } from '../../../db/queries/reviews';
import type { Actor } from '../../../domain/actor';
import { isId } from '../../../domain/ids';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { ROLES, type Role, rolesOf } from '../../../domain/review';
import { keepsAnOwner, maySetRoles } from '../../../domain/workflow';
import type { Needs } from '../../needs';
import { type Act, act, parse, reviewFor } from '../run';

export const rolesInput = z.array(z.enum(ROLES)).min(1).max(ROLES.length);
export const setMemberBody = z.strictObject({ roles: rolesInput });

/** Sets the roles of a person. Refusals: not-found, forbidden, last-owner, bad-request. Takes effect on sockets at once. */
export async function setMember(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; personId: string; body: unknown },
): Promise<Result<{ roles: readonly Role[] }>> {
  return act(needs, async (run) => {
    const { tx, event, after } = run;
    const roles = [...new Set(parse(setMemberBody, input.body).roles)];
    const { review, before } = await changing(tx, actor, input, roles);
    if (!keepsAnOwner(review, input.personId, roles)) throw new Refused('last-owner');
    await putMember(tx, review.id, input.personId, roles, actor.personId);
    await touch(tx, review.id);
    event(actor, review.id, { kind: 'member.set', body: { personId: input.personId, roles, before: [...before] } });
    if (before.length === 0) await tellJoined(run, actor, review.id, [input.personId]);
    after(() => rightsChanged(needs, review.id, input.personId));
    return { roles };
  });
}

/** Takes a person out. Refusals as setMember. */
export async function removeMember(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; personId: string },
): Promise<Result<null>> {
  return act(needs, async ({ tx, event, after }) => {
    const { review, before } = await changing(tx, actor, input, []);
    if (before.length === 0) throw new Refused('not-found');
    if (!keepsAnOwner(review, input.personId, [])) throw new Refused('last-owner');
    await deleteMember(tx, review.id, input.personId);
    await touch(tx, review.id);
    event(actor, review.id, { kind: 'member.removed', body: { personId: input.personId, before: [...before] } });
    after(() => rightsChanged(needs, review.id, input.personId));
    return null;
  });
}

/** NO6: also those who may not read yet: they find it when they may (NR2). */
export async function tellJoined(
  { tx }: Act,
  actor: Actor,
  reviewId: string,
  people: readonly string[],
): Promise<void> {
  const told = {
    reviewId,
    kind: 'joined' as const,
    actorId: actor.personId,
    threadId: null,
    commentId: null,
    body: {},
  };
  const others = people.filter((personId) => personId !== actor.personId);
  await insertNotifications(
    tx,
    others.map((personId) => ({ personId, ...told })),
  );
}

type Tx = Parameters<Parameters<typeof act>[1]>[0]['tx'];

async function changing(tx: Tx, actor: Actor, input: { reviewId: string; personId: string }, roles: readonly Role[]) {
  const review = await reviewFor(tx, actor, input.reviewId, 'know', true);
  const before = rolesOf(review, input.personId);
  if (!maySetRoles(review, actor.personId, before, roles)) throw new Refused('forbidden');
  if (!isId(input.personId) || !(await activePerson(tx, input.personId)))
    throw new Refused('not-found', { field: 'personId' });
  return { review, before };
}

function rightsChanged(needs: Needs, reviewId: string, personId: string): void {
  needs.collab.askAgain({ reviewId, personId });
  needs.collab.notify(reviewId, { type: 'rights' });
}
