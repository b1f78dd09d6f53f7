// What a person may do in a review now: the one place where the socket asks (P7).

import type { Database } from '../../db/open';
import { type ReviewStanding, reviewStandings } from '../../db/queries/standing';
import { can, looksIn } from '../../domain/policy';
import { rolesOf, type Stage } from '../../domain/review';
import { gathered } from '../gather';

export interface Rights {
  write: boolean;
  /** What changes nothing with its suggestions rejected (way of a frame 7). */
  suggest: boolean;
  presence: boolean;
  /** Keys of the returned sections that alone may be written; none where all may, or nothing. */
  sections: readonly string[];
}

/** Whether anything of this person's goes into the text: such a connection is asked for its content. */
export function contributes({ write, suggest, sections }: Rights): boolean {
  return write || suggest || sections.length > 0;
}

export type Standing =
  | { kind: 'reader'; stage: Stage; epoch: number; rights: Rights }
  /** A member who may not read at this stage. */
  | { kind: 'not-now' }
  | { kind: 'stranger' };

export interface Access {
  /** Answers for one person after another over the review as it is now; null when there is none. Throws on an outage. */
  review(reviewId: string): Promise<((personId: string) => Standing) | null>;
  now(reviewId: string): Promise<Pick<ReviewStanding, 'stage' | 'openSections'> | null>;
}

export function createAccess({ sql }: Pick<Database, 'sql'>): Access {
  const standing = gathered((reviewIds: readonly string[]) => reviewStandings(sql, reviewIds));
  return {
    review: async (reviewId) => {
      const review = await standing(reviewId);
      return review ? (personId) => standingOf(review, personId) : null;
    },
    now: async (reviewId) => (await standing(reviewId)) ?? null,
  };
}

function standingOf(review: ReviewStanding, personId: string): Standing {
  if (rolesOf(review, personId).length === 0 && !looksIn(review, personId)) return { kind: 'stranger' };
  if (!can(review, personId, 'read')) return { kind: 'not-now' };
  const rights = {
    write: can(review, personId, 'write'),
    suggest: can(review, personId, 'suggest'),
    presence: can(review, personId, 'presence'),
    sections: can(review, personId, 'write-returned') ? review.openSections : [],
  };
  return { kind: 'reader', stage: review.stage, epoch: review.epoch, rights };
}
