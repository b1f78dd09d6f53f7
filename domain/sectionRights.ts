// Who may look after a section, and say so.
import { allows, can } from './policy';
import { type ReviewState, rolesOf } from './review';

/** SC2: a member whose roles write; by role alone, so that a freeze takes nobody's section away. */
export function mayOwnSection(review: Pick<ReviewState, 'members'>, personId: string): boolean {
  return allows(rolesOf(review, personId), 'drafting', 'write');
}

/** SC3: whose a section is: nobody's when who looked after it writes here no more. */
export function sectionOwnerIn(review: Pick<ReviewState, 'members'>, ownerId: string | null): string | null {
  return ownerId !== null && mayOwnSection(review, ownerId) ? ownerId : null;
}

/**
 * SC3: while the text may be written, an owner of the review sets any section; an editor their own and those that are nobody's. A
 * section whose owner writes here no more is nobody's.
 */
export function maySetSection(review: ReviewState, personId: string, ownerId: string | null): boolean {
  if (!can(review, personId, 'write')) return false;
  if (rolesOf(review, personId).includes('owner')) return true;
  return [null, personId].includes(sectionOwnerIn(review, ownerId));
}
