// Rules of comment threads: who may settle which, and what a body may be.
import { adminMay, can } from './policy';
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
/** TH19: longest range that one comment may stand on, in UTF-16 code units; empty lines at its ends are not counted. */
export const MAX_RANGE = 20_000;
/** Most people whom one comment names. */
export const MAX_MENTIONS = 50;

/** TH8: what one may answer without words, by name; the page draws an icon and the word. */
export const REACTIONS = ['agree', 'done', 'question', 'thanks', 'seen'] as const;

export interface ThreadAbilities {
  reply: boolean;
  resolve: boolean;
  /** The owner settling somebody else's must-fix says why (TH2). */
  resolveNeedsReason: boolean;
  reopen: boolean;
  /** Giving it to somebody with a day, and putting it on other words (TH7). */
  steer: boolean;
}

export interface CommentState {
  authorId: string;
  /** Taken back. */
  deleted: boolean;
  /** By an administrator. */
  hidden: boolean;
}

export interface CommentAbilities {
  change: boolean;
  takeBack: boolean;
  react: boolean;
  hide: boolean;
  unhide: boolean;
}

/** Who asks what may be done with a comment. */
type Asker = { personId: string; admin: boolean };

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
    steer: thread.state === 'open' && (own || can(review, personId, 'resolve-any')),
  };
}

/**
 * TH4: words are changed and taken back by who wrote them alone, while they may comment; TH8: reacting is commenting. TH11: what an
 * administrator hid is neither changed nor reacted to, but its author may still take it back.
 */
export function commentAbilities(comment: CommentState, review: ReviewState, asker: Asker): CommentAbilities {
  const { deleted, hidden } = comment;
  const comments = can(review, asker.personId, 'comment') && !deleted;
  const own = comments && comment.authorId === asker.personId;
  const moderated = !deleted && moderates(comment, review, asker);
  return {
    change: own && !hidden,
    takeBack: own,
    react: comments && !hidden,
    hide: moderated && !hidden,
    unhide: moderated && hidden,
  };
}

/** TH11: an administrator over somebody else's words, in a review that they read: as a member, or by break-glass with a reason. */
function moderates(comment: CommentState, review: ReviewState, asker: Asker): boolean {
  const reads = can(review, asker.personId, 'read');
  return reads && adminMay(asker, review.stage, 'hide-comment') && comment.authorId !== asker.personId;
}

/** Whether its words are anybody's to read. */
export function speaks({ deleted, hidden }: Omit<CommentState, 'authorId'>): boolean {
  return !deleted && !hidden;
}

/**
 * Who reads the wordings of a comment that came before, of those who read the review: of one taken back its author and whoever reads
 * the record, of one that is hidden whoever may hide it (TH11).
 */
export function readsEdits(comment: CommentState, review: ReviewState, asker: Asker): boolean {
  if (comment.hidden) return moderates(comment, review, asker);
  return !comment.deleted || comment.authorId === asker.personId || can(review, asker.personId, 'read-audit');
}

/**
 * TH5: whether taking back this comment settles its thread: nothing is left in it, and it is no must-fix of somebody else's.
 * `left`: comments that still stand without it.
 */
export function closesThread(thread: ThreadState, left: number, personId: string): boolean {
  return thread.state === 'open' && left === 0 && (thread.kind === 'normal' || thread.authorId === personId);
}

/** A stretch of a comment that names somebody: an "@" with a name, end exclusive, in UTF-16 code units. */
interface Named<T> {
  start: number;
  end: number;
  /** More than one where people share the name. */
  people: T[];
}

/** TH6: where a text names people: at each "@" the longest of their names that follows it. */
export function namesIn<T extends { name: string }>(body: string, people: readonly T[]): Named<T>[] {
  const found: Named<T>[] = [];
  for (let at = body.indexOf('@'); at !== -1; at = body.indexOf('@', at + 1)) {
    const named = people.filter(({ name }) => name !== '' && body.startsWith(name, at + 1));
    const longest = Math.max(0, ...named.map(({ name }) => name.length));
    if (longest === 0) continue;
    found.push({ start: at, end: at + 1 + longest, people: named.filter(({ name }) => name.length === longest) });
  }
  return found;
}

/**
 * TH6: those of `wanted` whom the words really name: members whose "@name" stands in them. Others, who left or were renamed
 * meanwhile, are plain text. Of two people of one name the id tells which is meant.
 */
export function mentionedIn(
  body: string,
  wanted: readonly string[],
  members: readonly { id: string; name: string }[],
): string[] {
  const named = new Set(namesIn(body, members).flatMap(({ people }) => people.map(({ id }) => id)));
  return members.map(({ id }) => id).filter((id) => named.has(id) && wanted.includes(id));
}

/** TH7: a thread is given to a member who may read the review now. */
export function mayBeAssigned(review: ReviewState, personId: string): boolean {
  return can(review, personId, 'read');
}
