// What commands inside a thread share: finding it for this person, whom its words name, and telling those whom an act concerns.
import { z } from 'zod';
import { type CommentRow, commentRow, editsOf } from '../../../db/queries/comments';
import type { Queries } from '../../../db/queries/db';
import { insertNotifications } from '../../../db/queries/notifications';
import type { ReviewRow } from '../../../db/queries/reviews';
import { namesOf, sectionOwner, type ThreadRow, takingPartIn, threadRow } from '../../../db/queries/threads';
import type { Actor } from '../../../domain/actor';
import { stoodOn } from '../../../domain/document/marks';
import type { Stood } from '../../../domain/document/stood';
import { isId, NOTHING } from '../../../domain/ids';
import { must } from '../../../domain/must';
import { type ThreadAct, toldOfThread } from '../../../domain/notify';
import type { Result } from '../../../domain/result';
import { sectionOwnerIn } from '../../../domain/sectionRights';
import {
  type CommentState,
  MAX_COMMENT,
  MAX_MENTIONS,
  mentionedIn,
  type ThreadAbilities,
  threadAbilities,
} from '../../../domain/thread';
import type { Needs } from '../../needs';
import { wordsInput } from '../inputs';
import { attempt, reviewFor } from '../run';

export const commentText = wordsInput(MAX_COMMENT).min(1);
/** Ids of people; those whom the words do not name are left out (TH6). */
export const mentionIds = z.array(z.string().max(100)).max(MAX_MENTIONS).default([]);

export interface InThread {
  thread: ThreadRow;
  review: ReviewRow;
  may: ThreadAbilities;
}

/**
 * The thread with its review, for somebody who may read it. Ids of other reviews' threads are "not found". The review's row is
 * locked, as in every command of a review: what the stage allows is still allowed at the commit, and nobody else writes in its threads.
 * Without `lock` for a first look outside the transaction.
 */
export async function threadFor(tx: Queries, actor: Actor, threadId: string, lock = true): Promise<InThread> {
  const found = isId(threadId) ? await threadRow(tx, threadId) : null;
  const review = await reviewFor(tx, actor, found?.reviewId ?? NOTHING, 'read', lock);
  const thread = must(await threadRow(tx, threadId), 'a thread is never deleted');
  return { thread, review, may: threadAbilities({ ...thread, authorId: thread.createdBy }, review, actor.personId) };
}

/** The words that the thread stands on at this moment, for who may read it; kept when it is settled, so that it is opened again there. */
export async function wordsUnder(needs: Needs, actor: Actor, threadId: string): Promise<Result<Stood | null>> {
  return attempt(async () => {
    const { thread, review } = await threadFor(needs.database.db, actor, threadId, false);
    return needs.collab.read(review.id, (doc) => stoodOn(doc, thread.id));
  });
}

/** The same by one of its comments. */
export async function commentFor(
  tx: Queries,
  actor: Actor,
  commentId: string,
  lock = true,
): Promise<InThread & { comment: CommentRow }> {
  const found = isId(commentId) ? await commentRow(tx, commentId) : null;
  const around = await threadFor(tx, actor, found?.threadId ?? NOTHING, lock);
  return { ...around, comment: must(await commentRow(tx, commentId), 'a comment is never deleted') };
}

/** A row as the rules see it. */
export function commentState({ authorId, deletedAt, hiddenAt }: CommentRow): CommentState {
  return { authorId, deleted: deletedAt !== null, hidden: hiddenAt !== null };
}

/** TH6: members of the review whom these words name. */
export async function mentionedBy(
  tx: Queries,
  review: ReviewRow,
  words: { body: string; mentions: readonly string[] },
): Promise<string[]> {
  if (words.mentions.length === 0) return [];
  const members = review.members.map(({ personId }) => personId);
  return mentionedIn(words.body, words.mentions, await namesOf(tx, members));
}

/** What a comment said when it was sent: a repeat of that request is judged by it, whatever was changed since. */
export async function firstWords(tx: Queries, comment: CommentRow): Promise<string> {
  const [first] = await editsOf(tx, comment.id);
  return first?.body ?? comment.body;
}

/** Writes the inbox rows of an act, in the act's transaction. */
export async function tell(
  tx: Queries,
  actor: Actor,
  { thread, review }: Pick<InThread, 'thread' | 'review'>,
  act: ThreadAct,
): Promise<void> {
  const around = {
    id: thread.id,
    kind: thread.kind,
    authorId: thread.createdBy,
    assigneeId: thread.assigneeId,
    takingPart: act.kind === 'replied' ? await takingPartIn(tx, thread.id) : [],
    sectionOwnerId: sectionOwnerIn(review, await sectionOwner(tx, review.id, thread.sectionKey)),
  };
  await insertNotifications(tx, toldOfThread(act, around, review, actor.personId));
}
