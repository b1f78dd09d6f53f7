// Rules of the organisation: who may look after people, and that somebody always can. `admin` is no right in a review.
import type { Actor } from './actor';
import type { RefusalCode } from './refusal';

/** Whether this person may create, invite, disable people and see the list of them. */
export function mayAdminister(actor: Pick<Actor, 'admin'>): boolean {
  return actor.admin;
}

/** Whether `admins` (active ones, by id) still hold somebody when `personId` is no longer one. */
export function keepsAnAdmin(admins: readonly string[], personId: string): boolean {
  return admins.some((id) => id !== personId);
}

/** Why `actor` may not disable this person, or null. Nobody disables themselves; the last administrator stays. */
export function whyNotDisable(
  actor: Pick<Actor, 'admin' | 'personId'>,
  personId: string,
  admins: readonly string[],
): RefusalCode | null {
  if (!mayAdminister(actor) || actor.personId === personId) return 'forbidden';
  return keepsAnAdmin(admins, personId) ? null : 'last-admin';
}

/** A personal token is made by somebody in front of a browser: a stolen one must not breed tokens that outlive its revocation. */
export function mayMakeTokens(actor: Pick<Actor, 'via'>): boolean {
  return actor.via === 'session';
}
