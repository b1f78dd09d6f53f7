// States of the text that somebody named, or that the product kept before it changed much.
import { and, desc, eq, getTableColumns } from 'drizzle-orm';
import { namedVersions } from '../schema/work';
import type { Queries } from './db';

/** Without its bytes, which may be as large as a document. */
const { state: _state, ...head } = getTableColumns(namedVersions);
export type NamedVersionRow = Omit<typeof namedVersions.$inferSelect, 'state'>;

/** `state` is the whole Yjs state of the text at (`epoch`, `seq`). Answers the id. */
export async function insertNamedVersion(
  tx: Queries,
  input: Pick<typeof namedVersions.$inferInsert, 'epoch' | 'kind' | 'name' | 'note' | 'reviewId' | 'seq' | 'state'> & {
    createdBy: string;
  },
): Promise<string> {
  const [row] = await tx.insert(namedVersions).values(input).returning({ id: namedVersions.id });
  if (!row) throw new Error('insert of a named version returned no row');
  return row.id;
}

/** A copy that was made for nothing: the act that it was kept for did not happen. */
export async function deleteNamedVersion(tx: Queries, id: string): Promise<void> {
  await tx.delete(namedVersions).where(eq(namedVersions.id, id));
}

/** Newest first. */
export async function namedVersionList(db: Queries, reviewId: string): Promise<NamedVersionRow[]> {
  return db
    .select(head)
    .from(namedVersions)
    .where(eq(namedVersions.reviewId, reviewId))
    .orderBy(desc(namedVersions.createdAt), desc(namedVersions.id));
}

/** One of this review, without its bytes; null also when the id is another review's. */
export async function namedVersion(db: Queries, reviewId: string, id: string): Promise<NamedVersionRow | null> {
  const [row] = await db.select(head).from(namedVersions).where(here(reviewId, id));
  return row ?? null;
}

/** The same with the Yjs state of its text. */
export async function namedVersionState(
  db: Queries,
  reviewId: string,
  id: string,
): Promise<(NamedVersionRow & { state: Uint8Array }) | null> {
  const [row] = await db.select().from(namedVersions).where(here(reviewId, id));
  return row ?? null;
}

export async function renameNamedVersion(tx: Queries, id: string, name: string, note: string): Promise<void> {
  await tx.update(namedVersions).set({ name, note }).where(eq(namedVersions.id, id));
}

/** The text that was kept in advance, as it was at the very moment. */
export async function settleNamedVersion(
  tx: Queries,
  id: string,
  at: { epoch: number; seq: number; state: Uint8Array },
): Promise<void> {
  await tx.update(namedVersions).set(at).where(eq(namedVersions.id, id));
}

/** For what was kept in advance of a change that was refused. */
export async function dropNamedVersion(tx: Queries, id: string): Promise<void> {
  await tx.delete(namedVersions).where(eq(namedVersions.id, id));
}

function here(reviewId: string, id: string) {
  return and(eq(namedVersions.reviewId, reviewId), eq(namedVersions.id, id));
}
