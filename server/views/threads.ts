// Threads as a reader sees them: with names, and with what this reader may do.

import { editsOf } from '../../db/queries/comments';
import type { Queries } from '../../db/queries/db';
import { peopleByIds } from '../../db/queries/people';
import { threadsOf, type WholeComment } from '../../db/queries/threads';
import type { Actor } from '../../domain/actor';
import { aroundOne } from '../../domain/document/anchor';
import { Refused } from '../../domain/refusal';
import type { ReviewState } from '../../domain/review';
import { commentAbilities, readsEdits, speaks, threadAbilities } from '../../domain/thread';
import type { CommentView, PersonView, ThreadView } from '../../domain/view';
import { commentFor, commentState } from '../commands/threads/inThread';

/** Every thread of the review, oldest first. The caller has asked for the right to read. */
export async function threadViews(db: Queries, review: ReviewState, actor: Actor): Promise<ThreadView[]> {
  const rows = await threadsOf(db, review.id);
  const ids = rows.flatMap(({ thread, comments }) => [
    thread.createdBy,
    thread.resolvedBy,
    thread.assigneeId,
    thread.lostBy,
    ...comments.flatMap((one) => [one.authorId, ...one.mentions, ...one.reactions.map((given) => given.personId)]),
  ]);
  const people = await peopleByIds(db, ids);
  const named = (id: string | null) => (id === null ? null : personOf(people, id));
  return rows.map(({ thread, comments }) => ({
    id: thread.id,
    kind: thread.kind,
    state: thread.state,
    quote: thread.quote,
    ...aroundOne(thread),
    sectionKey: thread.sectionKey,
    author: personOf(people, thread.createdBy),
    at: thread.createdAt.toISOString(),
    comments: comments.map((one) => commentView(one, people, review, actor)),
    resolvedBy: named(thread.resolvedBy),
    resolvedAt: thread.resolvedAt?.toISOString() ?? null,
    resolveReason: thread.resolveReason,
    assignee: named(thread.assigneeId),
    due: thread.due,
    lostAt: thread.lostAt?.toISOString() ?? null,
    lostBy: named(thread.lostBy),
    may: threadAbilities({ ...thread, authorId: thread.createdBy }, review, actor.personId),
  }));
}

function commentView(
  one: WholeComment,
  people: ReadonlyMap<string, PersonView>,
  review: ReviewState,
  actor: Actor,
): CommentView {
  const state = commentState(one);
  const reactions = speaks(state) ? one.reactions : [];
  const names = [...new Set(reactions.map(({ reaction }) => reaction))];
  return {
    id: one.id,
    author: personOf(people, one.authorId),
    body: speaks(state) ? one.body : '',
    at: one.createdAt.toISOString(),
    editedAt: one.editedAt?.toISOString() ?? null,
    takenBack: state.deleted,
    hidden: state.hidden,
    mentions: speaks(state) ? one.mentions.map((id) => personOf(people, id)) : [],
    reactions: names.map((name) => ({
      name,
      people: reactions.filter(({ reaction }) => reaction === name).map((given) => personOf(people, given.personId)),
    })),
    may: commentAbilities(state, review, actor),
  };
}

/**
 * Earlier wordings of a comment, oldest first, for readers of the review; of one taken back for its author and whoever reads the
 * record alone, of one that is hidden for administrators, with what it says behind them. @throws Refused not-found, forbidden.
 */
export async function commentEdits(
  db: Queries,
  actor: Actor,
  commentId: string,
): Promise<{ body: string; at: string }[]> {
  const { comment, review } = await commentFor(db, actor, commentId, false);
  const state = commentState(comment);
  if (!readsEdits(state, review, actor)) throw new Refused('forbidden');
  const edits = await editsOf(db, comment.id);
  const hidden = comment.hiddenAt && !state.deleted ? [{ body: comment.body, at: comment.hiddenAt }] : [];
  return [...edits, ...hidden].map(({ body, at }) => ({ body, at: at.toISOString() }));
}

export function personOf(people: ReadonlyMap<string, PersonView>, id: string): PersonView {
  return people.get(id) ?? { id, name: '', colour: 1 };
}
