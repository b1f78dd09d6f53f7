// Comment threads and their comments.
import { and, asc, eq } from 'drizzle-orm';
import { comments, threads } from '../schema/documents';
import type { Queries } from './db';

export type ThreadRow = typeof threads.$inferSelect;
export type CommentRow = typeof comments.$inferSelect;

/** Threads of a review in the order they were opened, each with its comments. */
export async function threadsOf(
  db: Queries,
  reviewId: string,
): Promise<{ thread: ThreadRow; comments: CommentRow[] }[]> {
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
  const byThread = new Map(rows.map((thread) => [thread.id, { thread, comments: [] as CommentRow[] }]));
  for (const { comment } of written) byThread.get(comment.threadId)?.comments.push(comment);
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
  },
): Promise<string> {
  const [row] = await tx.insert(threads).values(input).returning({ id: threads.id });
  if (!row) throw new Error('insert of a thread returned no row');
  return row.id;
}

export async function insertComment(
  tx: Queries,
  input: { threadId: string; authorId: string; body: string; idempotencyKey: string | null },
): Promise<string> {
  const [row] = await tx.insert(comments).values(input).returning({ id: comments.id });
  if (!row) throw new Error('insert of a comment returned no row');
  return row.id;
}

/** What this person already wrote under this key: a repeated request answers with it instead of writing again. */
export async function commentByKey(db: Queries, authorId: string, idempotencyKey: string): Promise<CommentRow | null> {
  const [row] = await db
    .select()
    .from(comments)
    .where(and(eq(comments.authorId, authorId), eq(comments.idempotencyKey, idempotencyKey)));
  return row ?? null;
}

export async function settleThread(
  tx: Queries,
  threadId: string,
  change: { state: 'resolved'; by: string; reason: string | null } | { state: 'open' },
): Promise<void> {
  const set =
    change.state === 'resolved'
      ? { state: change.state, resolvedBy: change.by, resolvedAt: new Date(), resolveReason: change.reason }
      : { state: change.state, resolvedBy: null, resolvedAt: null, resolveReason: null };
  await tx.update(threads).set(set).where(eq(threads.id, threadId));
}
