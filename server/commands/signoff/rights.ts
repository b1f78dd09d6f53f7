// member.set and member.removed by lines: the right to sign comes with one (WF8), goes with the last (WF9), and ends with the sign-off (WF17).
import { deleteMember, membersOf, putMember, rolesInRow } from '../../../db/queries/reviews';
import { type StoredSignoff, signoffOf } from '../../../db/queries/signoff';
import type { VersionRow } from '../../../db/queries/versions';
import type { Actor } from '../../../domain/actor';
import type { Member, Role } from '../../../domain/review';
import { rolesAfterSignoff, rolesGiven, rolesToSign, rolesWithoutLine } from '../../../domain/workflow';
import type { Needs } from '../../needs';
import type { Act } from '../run';

/** Roles as they are with the line, and those of them that it gave. */
export interface Right {
  roles: readonly Role[];
  gave: readonly Role[];
}

/** With the line comes the right to read and sign, in the same transaction (PRODUCT). */
export async function giveRight(
  needs: Needs,
  act: Act,
  actor: Actor,
  reviewId: string,
  { personId, issues }: { personId: string; issues: boolean },
): Promise<Right> {
  const before = await rolesInRow(act.tx, reviewId, personId);
  const roles = rolesToSign(before, issues);
  await setRoles(needs, act, actor, reviewId, { personId, roles: before }, roles);
  return { roles, gave: roles.filter((role) => !before.includes(role)) };
}

/** WF9: of everybody from whom a change took a line, whomever it names. */
export async function takeRights(
  needs: Needs,
  act: Act,
  actor: Actor,
  reviewId: string,
  { before, after }: { before: StoredSignoff; after: StoredSignoff },
): Promise<void> {
  const lines = { before: before.lineRows, after: after.lineRows };
  for (const member of await membersOf(act.tx, reviewId))
    await setRoles(needs, act, actor, reviewId, member, rolesWithoutLine(member, lines));
}

/** WF17: what the lines of a sign-off gave, when it is cancelled or its approved text is drafted anew. */
export async function takeBackRights(
  needs: Needs,
  act: Act,
  actor: Actor,
  reviewId: string,
  version: VersionRow,
): Promise<void> {
  const { lineRows } = await signoffOf(act.tx, version);
  const approved = version.outcome === 'approved';
  for (const member of await membersOf(act.tx, reviewId)) {
    const given = rolesGiven(lineRows, member.personId);
    await setRoles(needs, act, actor, reviewId, member, rolesAfterSignoff(member.roles, given, approved));
  }
}

/** The row, its event, and sockets asked anew; nothing where nothing changes. */
async function setRoles(
  needs: Needs,
  act: Act,
  actor: Actor,
  reviewId: string,
  { personId, roles }: Member,
  next: readonly Role[],
): Promise<void> {
  const before = [...roles];
  if (next.length === before.length && next.every((role) => before.includes(role))) return;
  if (next.length === 0) {
    await deleteMember(act.tx, reviewId, personId);
    act.event(actor, reviewId, { kind: 'member.removed', body: { personId, before } });
  } else {
    await putMember(act.tx, reviewId, personId, next, actor.personId);
    act.event(actor, reviewId, { kind: 'member.set', body: { personId, roles: [...next], before } });
  }
  act.after(() => needs.collab.askAgain({ reviewId, personId }));
  act.after(() => needs.collab.notify(reviewId, { type: 'rights' }));
}
