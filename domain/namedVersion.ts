// Rules of named versions: how long their words may be, and who may change them.
import { can } from './policy';
import { type ReviewState, rolesOf } from './review';

/** Longest name and note, in UTF-16 code units. */
export const MAX_VERSION_NAME = 100;
export const MAX_VERSION_NOTE = 1_000;

/** VE2: its author, or an owner, who may read the review now. */
export function mayRenameVersion(review: ReviewState, personId: string, version: { createdBy: string }): boolean {
  if (!can(review, personId, 'read')) return false;
  return version.createdBy === personId || rolesOf(review, personId).includes('owner');
}
