// What a review is, as a value: its stage, its people and the roles they hold.

/** Stages of CONTRACT.md. Compared only in domain/. */
export const STAGES = ['drafting', 'review', 'signoff', 'approved', 'archived'] as const;
export type Stage = (typeof STAGES)[number];

/** Roles of CONTRACT.md; a person holds a set of them per review and rights add up. Compared only in domain/. */
export const ROLES = ['owner', 'editor', 'suggester', 'commenter', 'signatory', 'head', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that pages offer: `suggester` is given by the API until there is a screen on which to suggest. */
export const OFFERED_ROLES: readonly Role[] = ROLES.filter((role) => role !== 'suggester');

/** Whoever creates a review is its owner (CONTRACT). */
export const CREATOR_ROLE: Role = 'owner';

export const DECISIONS = ['agree', 'reserve', 'object', 'abstain'] as const;
export type Decision = (typeof DECISIONS)[number];

export interface Member {
  personId: string;
  roles: readonly Role[];
}

/** The little of a review that every rule needs. */
export interface ReviewState {
  id: string;
  stage: Stage;
  members: readonly Member[];
}

export function rolesOf(review: Pick<ReviewState, 'members'>, personId: string): readonly Role[] {
  return review.members.find((member) => member.personId === personId)?.roles ?? [];
}
