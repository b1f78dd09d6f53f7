// The bin: what an owner deletes can be brought back for thirty days, then it goes.
import { allows, can } from './policy';
import { ok, type Result, refused } from './result';
import type { ReviewState, Stage } from './review';

/** BN3: how long a review stays in the bin, from the moment it was put there. */
export const BIN_DAYS = 30;

/** Where deleting is possible: the row `delete` of the matrix names no other stage. */
const DELETED_AT: Stage = 'drafting';

/** What the rules of the bin must know of a review. */
export interface Binnable extends ReviewState {
  /** Whether it was ever frozen: signatures may name its versions. */
  wasFrozen: boolean;
}

/** BN1, BN6: whether this person may bring the review back; before the end of its time, and only while it is in the bin. */
export function mayRestore(review: ReviewState, personId: string, now: Date): boolean {
  const { binnedUntil, members } = review;
  if (!binnedUntil || binnedUntil <= now) return false;
  const roles = members.find((member) => member.personId === personId)?.roles ?? [];
  return allows(roles, DELETED_AT, 'delete');
}

/** Whole days in which it can still be brought back; the last one counts. */
export function daysLeft(until: Date, now: Date): number {
  return Math.max(0, Math.ceil((until.getTime() - now.getTime()) / 86_400_000));
}

/**
 * BN1, BN2: answers whether it is there already, so that a repeat is harmless. Refusals: not-found for who may not know,
 * forbidden, wrong-stage, was-frozen.
 */
export function decideBin(review: Binnable, personId: string, now: Date): Result<'bin' | 'there'> {
  if (mayRestore(review, personId, now)) return ok('there');
  if (!can(review, personId, 'know')) return refused('not-found');
  if (!can({ ...review, stage: DELETED_AT }, personId, 'delete')) return refused('forbidden');
  if (!can(review, personId, 'delete')) return refused('wrong-stage');
  return review.wasFrozen ? refused('was-frozen') : ok('bin');
}

/** BN6: answers whether it is not in the bin, so that a repeat is harmless. Refusals: not-found, forbidden. */
export function decideRestore(review: ReviewState, personId: string, now: Date): Result<'restore' | 'there'> {
  if (mayRestore(review, personId, now)) return ok('restore');
  if (!can(review, personId, 'know')) return refused('not-found');
  return can({ ...review, stage: DELETED_AT }, personId, 'delete') ? ok('there') : refused('forbidden');
}
