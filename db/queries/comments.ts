// Comments: their words and earlier wordings, whom they name, and what was answered without words.
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { bigrams } from '../../domain/search';
import { commentEdits, comments, mentions, reactions } from '../schema/documents';
import type { Queries } from './db';

export type CommentRow = typeof comments.$inferSelect;

/** Words that are anybody's to find: neither taken back nor hidden (`speaks` of domain/thread, as a condition). */
export const speaking = and(isNull(comments.deletedAt), isNull(comments.hiddenAt));

export async function insertComment(
  tx: Queries,
  input: {
    threadId: string;
    authorId: string;
    body: string;
    idempotencyKey: string | null;
    mentions: readonly string[];
  },
): Promise<string> {
  const { mentions: named, ...comment } = input;
  const [row] = await tx
    .insert(comments)
    .values({ ...comment, grams: gramsOf(comment.body) })
    .returning({ id: comments.id });
  if (!row) throw new Error('insert of a comment returned no row');
  await insertMentions(tx, row.id, named);
  return row.id;
}

function gramsOf(body: string): string {
  return bigrams(body).join(' ');
}

async function insertMentions(tx: Queries, commentId: string, named: readonly string[]): Promise<void> {
  if (named.length > 0) await tx.insert(mentions).values(named.map((personId) => ({ commentId, personId })));
}

export async function commentRow(db: Queries, commentId: string): Promise<CommentRow | null> {
  const [row] = await db.select().from(comments).where(eq(comments.id, commentId));
  return row ?? null;
}

/** Whom the comment names now. */
export async function mentionsOf(db: Queries, commentId: string): Promise<string[]> {
  const rows = await db.select().from(mentions).where(eq(mentions.commentId, commentId));
  return rows.map(({ personId }) => personId);
}

/** New words; those before go to the history. */
export async function changeComment(
  tx: Queries,
  before: CommentRow,
  change: { body: string; mentions: readonly string[] },
): Promise<void> {
  await tx.insert(commentEdits).values({ commentId: before.id, body: before.body });
  await tx
    .update(comments)
    .set({ body: change.body, grams: gramsOf(change.body), editedAt: sql`now()` })
    .where(eq(comments.id, before.id));
  await tx.delete(mentions).where(eq(mentions.commentId, before.id));
  await insertMentions(tx, before.id, change.mentions);
}

/** The words go to the history alone; neither search nor a mention or reaction finds them any more. */
export async function emptyComment(tx: Queries, before: CommentRow): Promise<void> {
  await tx.insert(commentEdits).values({ commentId: before.id, body: before.body });
  await tx.update(comments).set({ body: '', grams: '', deletedAt: sql`now()` }).where(eq(comments.id, before.id));
  await tx.delete(mentions).where(eq(mentions.commentId, before.id));
  await tx.delete(reactions).where(eq(reactions.commentId, before.id));
}

/** Hidden by this administrator, or, with null, unhidden. */
export async function setHidden(tx: Queries, commentId: string, by: string | null): Promise<void> {
  const hiddenAt = by === null ? null : sql`now()`;
  await tx.update(comments).set({ hiddenAt, hiddenBy: by }).where(eq(comments.id, commentId));
}

/** Earlier wordings, oldest first; `at`: until when it said so. */
export async function editsOf(db: Queries, commentId: string): Promise<{ body: string; at: Date }[]> {
  return db
    .select({ body: commentEdits.body, at: commentEdits.at })
    .from(commentEdits)
    .where(eq(commentEdits.commentId, commentId))
    .orderBy(asc(commentEdits.at), asc(commentEdits.id));
}

/** Comments of the thread that still stand. */
export async function standingComments(db: Queries, threadId: string): Promise<number> {
  return db.$count(comments, and(eq(comments.threadId, threadId), isNull(comments.deletedAt)));
}

/** Whether this changed anything. */
export async function putReaction(
  tx: Queries,
  commentId: string,
  personId: string,
  reaction: string,
): Promise<boolean> {
  const rows = await tx
    .insert(reactions)
    .values({ commentId, personId, emoji: reaction })
    .onConflictDoNothing()
    .returning({ personId: reactions.personId });
  return rows.length > 0;
}

/** Whether this changed anything. */
export async function dropReaction(
  tx: Queries,
  commentId: string,
  personId: string,
  reaction: string,
): Promise<boolean> {
  const rows = await tx
    .delete(reactions)
    .where(and(eq(reactions.commentId, commentId), eq(reactions.personId, personId), eq(reactions.emoji, reaction)))
    .returning({ personId: reactions.personId });
  return rows.length > 0;
}

/** What this person already wrote under this key: a repeated request answers with it instead of writing again. */
export async function commentByKey(db: Queries, authorId: string, idempotencyKey: string): Promise<CommentRow | null> {
  const [row] = await db
    .select()
    .from(comments)
    .where(and(eq(comments.authorId, authorId), eq(comments.idempotencyKey, idempotencyKey)));
  return row ?? null;
}
