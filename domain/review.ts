// What a review is, as a value: its stage, its people and the roles they hold.

/** Stages of CONTRACT.md. Compared only in domain/. */
export const STAGES = ['drafting', 'review', 'signoff', 'approved', 'archived'] as const;
export type Stage = (typeof STAGES)[number];

/** Roles of CONTRACT.md; a person holds a set of them per review and rights add up. Compared only in domain/. */
export const ROLES = ['owner', 'editor', 'suggester', 'commenter', 'signatory', 'head', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** Whoever creates a review is its owner (CONTRACT). */
export const CREATOR_ROLE: Role = 'owner';

export const DECISIONS = ['agree', 'reserve', 'object', 'abstain'] as const;
export type Decision = (typeof DECISIONS)[number];

export function isDecision(value: unknown): value is Decision {
  return DECISIONS.includes(value as Decision);
}

/** How far a section is (design, outline row). */
export const SECTION_STATES = ['todo', 'draft', 'review', 'final'] as const;
export type SectionState = (typeof SECTION_STATES)[number];

/**
 * When a step of the sign-off passes. Agreements are counted, never answers: all of those asked, a quorum (a number, or a share
 * of those asked), any one, or so many in each group. An objection blocks unless quorum or any say otherwise.
 */
export type StepRule =
  | { kind: 'all' }
  | {
      kind: 'quorum';
      min?: number | undefined;
      share?: { num: number; den: number } | undefined;
      objectionBlocks?: boolean | undefined;
    }
  | { kind: 'any'; objectionBlocks?: boolean | undefined }
  | { kind: 'each-group'; min: number };

/** A step as a template or an owner plans it: who is asked, by role or by name. Steps of one order number run side by side. */
export interface SignoffStepPlan {
  /** Names the step from version to version, so that what was signed in it holds; its place when absent. */
  key?: string | undefined;
  order: number;
  title: { zh: string; en: string };
  who: 'signatories' | 'head' | { people: readonly PlannedPerson[] };
  rule: StepRule;
  /** The final step: the head issues. */
  issues?: boolean | undefined;
}

/** Somebody asked by name: for rules that count per group, and for these sections alone. */
export interface PlannedPerson {
  personId: string;
  group?: string | undefined;
  scope?: readonly string[] | undefined;
}

export interface Member {
  personId: string;
  roles: readonly Role[];
}

/** The little of a review that every rule needs. */
export interface ReviewState {
  id: string;
  stage: Stage;
  members: readonly Member[];
  /** Number of the newest approved version; none before the first approval. */
  approvedNo?: number | null;
  /** Administrators whose look into it, by break-glass, is not over. */
  lookers?: readonly string[];
  /** In the bin until then; null or absent elsewhere. */
  binnedUntil?: Date | null;
}

/** BN4: nobody holds a role in a review that is in the bin, so that every question about it is answered as for a stranger. */
export function rolesOf(review: Pick<ReviewState, 'members' | 'binnedUntil'>, personId: string): readonly Role[] {
  if (review.binnedUntil) return [];
  return review.members.find((member) => member.personId === personId)?.roles ?? [];
}
