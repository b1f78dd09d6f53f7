// What a person may read of a review here and now: asked by every way out of it, so that all of them answer alike (P7).
import { allows, can } from './policy';
import { type ReviewState, rolesOf } from './review';

/** The live text with all that stands around it, the approved version alone, or nothing. */
export type Reading = 'live' | 'approved' | null;

/** PO5: whoever could read the approved version goes on reading that one while the next is drafted, and nothing newer. */
export function readingOf(review: ReviewState, personId: string): Reading {
  if (can(review, personId, 'read')) return 'live';
  return review.approvedNo && allows(rolesOf(review, personId), 'approved', 'read') ? 'approved' : null;
}

/** PO8: the number of the version that is what an approved or archived text says; null while it is written or signed. */
export function signedNo(review: ReviewState): number | null {
  return review.stage === 'approved' || review.stage === 'archived' ? (review.approvedNo ?? null) : null;
}

/** PO5: of the versions, a reader of the approved one sees what was approved; a reader of the live text all. */
export function mayReadVersion(review: ReviewState, personId: string, version: { outcome: string }): boolean {
  const reading = readingOf(review, personId);
  return reading === 'live' || (reading === 'approved' && isApproved(version));
}

export function isApproved(version: { outcome: string }): boolean {
  return version.outcome === 'approved';
}
