// Rules of comment threads: who may settle which, and what a body may be.
import { can } from './policy';
import { type ReviewState, rolesOf } from './review';

export interface ThreadState {
  kind: 'normal' | 'must-fix';
  state: 'open' | 'resolved';
  authorId: string;
}

/** Longest comment, in UTF-16 code units. */
export const MAX_COMMENT = 10_000;
/** Longest quote kept for a thread whose text is gone. */
export const MAX_QUOTE = 2_000;

export interface ThreadAbilities {
  reply: boolean;
  resolve: boolean;
  /** The owner settling somebody else's must-fix says why (TH2). */
  resolveNeedsReason: boolean;
  reopen: boolean;
}

/**
 * TH1: a normal thread is settled by its author, an owner or an editor. TH2: a must-fix thread only by its author, or by an
 * owner with a reason. TH3: reopening follows the same people, without a reason. (Matrix, "resolve / reopen thread".)
 */
export function threadAbilities(thread: ThreadState, review: ReviewState, personId: string): ThreadAbilities {
  const comments = can(review, personId, 'comment');
  const own = comments && thread.authorId === personId;
  const asOwner = comments && rolesOf(review, personId).includes('owner');
  const any = thread.kind === 'normal' ? can(review, personId, 'resolve-any') : asOwner;
  const settle = own || any;
  return {
    reply: comments,
    resolve: thread.state === 'open' && settle,
    resolveNeedsReason: thread.kind === 'must-fix' && !own,
    reopen: thread.state === 'resolved' && settle,
  };
}
