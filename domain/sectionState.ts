// Who looks after a section and how far it is: set in the outline by those who write it.
import { allows, can } from './policy';
import { type ReviewState, rolesOf, type SectionState } from './review';

export interface SectionCare {
  ownerId: string | null;
  state: SectionState;
}

/** SC1: a section without a row is not begun and nobody's. */
export const NO_CARE: SectionCare = { ownerId: null, state: 'todo' };

/** SC2: a member whose roles write; by role alone, so that a freeze takes nobody's section away. */
export function mayOwnSection(review: Pick<ReviewState, 'members'>, personId: string): boolean {
  return allows(rolesOf(review, personId), 'drafting', 'write');
}

/**
 * SC3: while the text may be written, an owner of the review sets any section; an editor their own and those that are nobody's. A
 * section whose owner writes here no more is nobody's.
 */
export function maySetSection(review: ReviewState, personId: string, ownerId: string | null): boolean {
  if (!can(review, personId, 'write')) return false;
  if (rolesOf(review, personId).includes('owner')) return true;
  return ownerId === null || ownerId === personId || !mayOwnSection(review, ownerId);
}
