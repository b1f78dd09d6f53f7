// What an administrator does for reviews whose owner has left: names another one. Nobody gets a way into a text by it unseen.
import { adminMay } from './policy';
import { ok, type Result, refused } from './result';
import { type Member, type Role, STAGES } from './review';

/** The two people of a hand-over, as the rules must know them. */
export interface HandOver {
  from: { personId: string; disabled: boolean };
  to: { personId: string; disabled: boolean };
  reason: string;
}

const OWNER: Role = 'owner';

/**
 * BN11: only of somebody who was disabled, never to oneself, with a reason. Refusals: forbidden (also to oneself), still-here,
 * not-found for a successor who cannot sign in, reason-needed.
 */
export function decideHandOver(
  actor: { personId: string; admin: boolean },
  { from, to, reason }: HandOver,
): Result<null> {
  if (!STAGES.every((stage) => adminMay(actor, stage, 'replace-owner'))) return refused('forbidden');
  if (!from.disabled) return refused('still-here');
  if (to.disabled) return refused('not-found', { field: 'to' });
  if (to.personId === actor.personId) return refused('forbidden', { field: 'to' });
  return reason.trim() ? ok(null) : refused('reason-needed', { field: 'reason' });
}

/** The roles of both after it, where `from` owns the review: the successor owns it, who left keeps what else they were. */
export function afterHandOver(
  members: readonly Member[],
  from: string,
  to: string,
): { from: readonly Role[]; to: readonly Role[] } {
  const rolesNow = (personId: string) => members.find((member) => member.personId === personId)?.roles ?? [];
  const successor = rolesNow(to);
  return {
    from: rolesNow(from).filter((role) => role !== OWNER),
    to: successor.includes(OWNER) ? successor : [OWNER, ...successor],
  };
}
