// What a review is, as a value: its stage, its people and the roles they hold.

/** Stages of CONTRACT.md. Compared only in domain/. */
export const STAGES = ['drafting', 'review', 'signoff', 'approved', 'archived'] as const;
export type Stage = (typeof STAGES)[number];

/** Roles of CONTRACT.md; a person holds a set of them per review and rights add up. Compared only in domain/. */
export const ROLES = ['owner', 'editor', 'suggester', 'commenter', 'signatory', 'head', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that can be given while what they need is built; `suggester` comes with suggestions (its right is a subset of an editor's). */
export const GIVABLE_ROLES: readonly Role[] = ['owner', 'editor', 'commenter', 'signatory', 'head', 'viewer'];

/** Whoever creates a review is its owner (CONTRACT). */
export const CREATOR_ROLE: Role = 'owner';

/** The role that can be given with what this one may do today: a suggester's reading and commenting is a commenter's. */
export function givable(role: Role): Exclude<Role, 'suggester'> {
  return role === 'suggester' ? 'commenter' : role;
}

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
