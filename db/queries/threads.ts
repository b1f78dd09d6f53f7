// Comment threads: reading them whole, opening, giving, moving and settling them.
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Stood } from '../../domain/document/stood';
import { comments, mentions, reactions, threads } from '../schema/documents';
import { people } from '../schema/people';
import { sectionStates } from '../schema/work';
import type { CommentRow } from './comments';
import type { Queries } from './db';

export type ThreadRow = typeof threads.$inferSelect;

/** A comment with whom it names and what was answered without words. */
export interface WholeComment extends CommentRow {
  mentions: string[];
  /** In the order in which they were given. */
  reactions: { personId: string; reaction: string }[];
}

/** Threads of a review in the order they were opened, each with its comments. */
export async function threadsOf(
  db: Queries,
  reviewId: string,
): Promise<{ thread: ThreadRow; comments: WholeComment[] }[]> {
  const rows = await db
    .select()
    .from(threads)
    .where(eq(threads.reviewId, reviewId))
    .orderBy(asc(threads.createdAt), asc(threads.id));
  if (rows.length === 0) return [];
  const written = await db
    .select({ comment: comments })
    .from(comments)
    .innerJoin(threads, eq(threads.id, comments.threadId))
    .where(eq(threads.reviewId, reviewId))
    .orderBy(asc(comments.createdAt), asc(comments.id));
  const ofReview = and(eq(comments.threadId, threads.id), eq(threads.reviewId, reviewId));
  const named = await db
    .select({ commentId: mentions.commentId, personId: mentions.personId })
    .from(mentions)
    .innerJoin(comments, eq(comments.id, mentions.commentId))
    .innerJoin(threads, ofReview)
    .orderBy(mentions.personId);
  const given = await db
    .select({ commentId: reactions.commentId, personId: reactions.personId, reaction: reactions.emoji })
    .from(reactions)
    .innerJoin(comments, eq(comments.id, reactions.commentId))
    .innerJoin(threads, ofReview)
    .orderBy(asc(reactions.at), reactions.personId);
  const byThread = new Map(rows.map((thread) => [thread.id, { thread, comments: [] as WholeComment[] }]));
  const whole = new Map<string, WholeComment>();
  for (const { comment } of written) {
    const one = { ...comment, mentions: [], reactions: [] };
    whole.set(comment.id, one);
    byThread.get(comment.threadId)?.comments.push(one);
  }
  for (const { commentId, personId } of named) whole.get(commentId)?.mentions.push(personId);
  for (const { commentId, personId, reaction } of given) whole.get(commentId)?.reactions.push({ personId, reaction });
  return [...byThread.values()];
}

export async function threadRow(db: Queries, threadId: string): Promise<ThreadRow | null> {
  const [row] = await db.select().from(threads).where(eq(threads.id, threadId));
  return row ?? null;
}

export async function insertThread(
  tx: Queries,
  input: {
    reviewId: string;
    kind: 'normal' | 'must-fix';
    quote: string;
    prefix: string;
    suffix: string;
    sectionKey: string | null;
    createdBy: string;
    /** Of one whose words were gone before it came. */
    stood?: Stood | null;
  },
): Promise<string> {
  const [row] = await tx.insert(threads).values(input).returning({ id: threads.id });
  if (!row) throw new Error('insert of a thread returned no row');
  return row.id;
}

/** Whoever wrote or is named in a thread. */
export async function takingPartIn(db: Queries, threadId: string): Promise<string[]> {
  const authors = await db.select({ id: comments.authorId }).from(comments).where(eq(comments.threadId, threadId));
  const named = await db
    .select({ id: mentions.personId })
    .from(mentions)
    .innerJoin(comments, and(eq(comments.id, mentions.commentId), eq(comments.threadId, threadId)));
  return [...new Set([...authors, ...named].map(({ id }) => id))];
}

/** Who writes the section; null where nobody does. */
export async function sectionOwner(db: Queries, reviewId: string, sectionKey: string | null): Promise<string | null> {
  if (sectionKey === null) return null;
  const [row] = await db
    .select({ ownerId: sectionStates.ownerId })
    .from(sectionStates)
    .where(and(eq(sectionStates.reviewId, reviewId), eq(sectionStates.sectionKey, sectionKey)));
  return row?.ownerId ?? null;
}

/** Names of those of `ids` that may take part. */
export async function namesOf(db: Queries, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return [];
  return db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(and(inArray(people.id, [...ids]), isNull(people.disabledAt)));
}

export async function assignThread(
  tx: Queries,
  threadId: string,
  given: { assigneeId: string | null; due: string | null },
): Promise<void> {
  await tx.update(threads).set(given).where(eq(threads.id, threadId));
}

/** Stands on other words from now on. */
export async function moveThread(
  tx: Queries,
  threadId: string,
  place: { quote: string; prefix: string; suffix: string; sectionKey: string | null },
): Promise<void> {
  await tx
    .update(threads)
    .set({ ...place, stood: null, lostAt: null, lostBy: null })
    .where(eq(threads.id, threadId));
}

export async function settleThread(
  tx: Queries,
  threadId: string,
  /** `stood`: the words that it stood on, null when it stood nowhere. */
  change: { state: 'resolved'; by: string; reason: string | null; stood: Stood | null } | { state: 'open' },
): Promise<void> {
  const set =
    change.state === 'resolved'
      ? {
          state: change.state,
          resolvedBy: change.by,
          resolvedAt: new Date(),
          resolveReason: change.reason,
          ...(change.stood && { stood: change.stood }),
        }
      : { state: change.state, resolvedBy: null, resolvedAt: null, resolveReason: null };
  await tx.update(threads).set(set).where(eq(threads.id, threadId));
}
