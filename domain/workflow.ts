// The stages and the moves between them: one function says whether a move is allowed and where it leads.
import { type AdminAction, adminMay, can } from './policy';
import { ok, type Result, refused } from './result';
import { type Member, type ReviewState, type Role, rolesOf, type Stage } from './review';

/** Moves a person can ask for (CONTRACT, actions). Completing (S -> A) is nobody's: the server does it when the rule is met. */
export const MOVES = {
  'start-review': { from: 'drafting', to: 'review', reason: false },
  'return-to-draft': { from: 'review', to: 'drafting', reason: false },
  freeze: { from: 'review', to: 'signoff', reason: false },
  'cancel-signoff': { from: 'signoff', to: 'review', reason: true },
  archive: { from: 'approved', to: 'archived', reason: false },
  reopen: { from: 'approved', to: 'drafting', reason: true },
  unarchive: { from: 'archived', to: 'approved', reason: false },
} as const satisfies Record<string, { from: Stage; to: Stage; reason: boolean } | undefined>;

export type Move = keyof typeof MOVES;

/** Who asks for a move: a member by their roles, an administrator by the right over the organisation. */
export type Mover = { personId: string; admin: boolean };

/**
 * WF1: a move starts only from its own stage. WF2: only who may, by the matrix. WF3: going back over signatures needs a reason.
 * Refusals: not-found for who may not even know, wrong-stage, forbidden, reason-needed.
 */
export function decideMove(review: ReviewState, mover: Mover, move: Move, reason?: string): Result<Stage> {
  const ever = mayEver(review, mover, move);
  if (!ever && !can(review, mover.personId, 'know')) return refused('not-found');
  const { from, to, reason: needsReason } = MOVES[move];
  if (!ever) return refused('forbidden');
  if (review.stage !== from) return refused('wrong-stage');
  if (needsReason && !reason?.trim()) return refused('reason-needed', { field: 'reason' });
  return ok(to);
}

/** Whether the person could make this move at its own stage: a wrong stage is told from a missing right. */
function mayEver(review: ReviewState, mover: Mover, move: Move): boolean {
  const { from } = MOVES[move];
  const byRole = move !== 'unarchive' && can({ ...review, stage: from }, mover.personId, move);
  return byRole || (isAdminMove(move) && adminMay(mover, from, move));
}

/** PO6: moves that an administrator makes without being a member. */
export function isAdminMove(move: string): move is Move & AdminAction {
  return move === 'archive' || move === 'unarchive';
}

/** WF13: moves that make a frozen text writable, or end its being so: they go through the document's queue. */
export function thaws(move: Move): boolean {
  const { from, to } = MOVES[move];
  return isFrozen(from) && !isFrozen(to);
}

/** WF4: the text is frozen from the freeze until the sign-off is cancelled or the review drafted anew. */
export function isFrozen(stage: Stage): boolean {
  return stage === 'signoff' || stage === 'approved' || stage === 'archived';
}

/** Whether a person can be asked to sign as things stand. */
export function isSignatory(review: Pick<ReviewState, 'members'>, personId: string): boolean {
  return signs(rolesOf(review, personId));
}

function signs(roles: readonly Role[]): boolean {
  return roles.includes('signatory') || roles.includes('head');
}

/** Who keeps the review: told of what stops its sign-off. */
export function ownersOf({ members }: Pick<ReviewState, 'members'>): string[] {
  return members.filter(({ roles }) => roles.includes('owner')).map(({ personId }) => personId);
}

/** WF8: with a line comes the right to sign it: the roles with `head` for the issuing step, else `signatory` unless they sign already. */
export function rolesToSign(roles: readonly Role[], issues: boolean): readonly Role[] {
  if (issues) return roles.includes('head') ? roles : [...roles, 'head'];
  return signs(roles) ? roles : [...roles, 'signatory'];
}

/** A line as far as it remembers which roles its person has by lines; null: of before lines remembered. */
interface Giving {
  personId: string;
  gave: readonly Role[] | null;
}

/**
 * WF9: a person's roles when lines went. Without a line the right to sign is over, and to read by it: none left is a member no more.
 * With another one only what none of those left remembers is over.
 */
export function rolesWithoutLine(
  { personId, roles }: Member,
  { before, after }: { before: readonly Giving[]; after: readonly Giving[] },
): readonly Role[] {
  const has = (lines: readonly Giving[]) => lines.some((line) => line.personId === personId);
  if (!has(before)) return roles;
  if (!has(after)) return roles.filter((role) => !signs([role]));
  const kept = rolesGiven(after, personId);
  const lost = rolesGiven(before, personId).filter((role) => !kept.includes(role));
  return roles.filter((role) => !lost.includes(role));
}

/** WF17: the roles that a person has by these lines. */
export function rolesGiven(lines: readonly Giving[], personId: string): Role[] {
  return [...new Set(lines.flatMap((line) => (line.personId === personId ? (line.gave ?? []) : [])))];
}

/** WF17: whether a person could sign without what lines gave them. */
export function signsByThemselves(roles: readonly Role[], given: readonly Role[], issues: boolean): boolean {
  const own = roles.filter((role) => !given.includes(role));
  return issues ? own.includes('head') : signs(own);
}

/**
 * WF17: the roles when the sign-off is over: without what lines gave. Who read an approved text by nothing else reads on (PO5), as
 * a viewer.
 */
export function rolesAfterSignoff(roles: readonly Role[], given: readonly Role[], approved: boolean): readonly Role[] {
  const left = roles.filter((role) => !given.includes(role));
  return left.length === 0 && approved ? ['viewer'] : left;
}

/**
 * WF10: sections are returned, and frozen again as the next version, while signatures are collected. Refusals: not-found,
 * forbidden, wrong-stage.
 */
export function decideReturn(review: ReviewState, personId: string): Result<null> {
  if (!can(review, personId, 'know')) return refused('not-found');
  if (!can({ ...review, stage: 'signoff' }, personId, 'return-sections')) return refused('forbidden');
  return collectsSignatures(review.stage) ? ok(null) : refused('wrong-stage');
}

/**
 * WF15: a line is passed on, or given back, by who signs or by an owner, while signatures are collected; whose line it is, the
 * command looks at. Somebody who never may is told that, at every stage. Refusals: not-found, forbidden, wrong-stage.
 */
export function decidePassing(review: ReviewState, personId: string): Result<null> {
  if (!can(review, personId, 'know')) return refused('not-found');
  const then: ReviewState = { ...review, stage: 'signoff' };
  if (!can(then, personId, 'pass-on') && !can(then, personId, 'change-signers')) return refused('forbidden');
  return collectsSignatures(review.stage) ? ok(null) : refused('wrong-stage');
}

/** PO3: the last owner cannot leave or lose the role. */
export function keepsAnOwner(review: ReviewState, personId: string, roles: readonly string[]): boolean {
  return roles.includes('owner') || review.members.some((m) => m.personId !== personId && m.roles.includes('owner'));
}

/** PO2: while the text is frozen, members change only through sign-off commands; viewers may be added or removed. */
export function maySetRoles(
  review: ReviewState,
  actorId: string,
  before: readonly string[],
  after: readonly string[],
): boolean {
  if (can(review, actorId, 'share')) return true;
  const onlyViewer = (roles: readonly string[]) => roles.every((role) => role === 'viewer');
  return can(review, actorId, 'share-viewers') && onlyViewer(before) && onlyViewer(after);
}

/** Whether signatures are being collected now: their count says more than the stage's name. */
export function collectsSignatures(stage: Stage): boolean {
  return stage === 'signoff';
}

/** Whether a review is still under way or followed up: what the desk lists. */
export function isRunning(stage: Stage): boolean {
  return stage !== 'archived';
}
