// The server's public keys, kept for ever, and the checkpoints signed with them.
import { and, asc, desc, eq, gt, inArray, isNull, or } from 'drizzle-orm';
import { checkpoints, events, signingKeys } from '../schema/signoff';
import type { Queries } from './db';

export type KeyRow = typeof signingKeys.$inferSelect;
export type CheckpointRow = typeof checkpoints.$inferSelect;

export async function allKeys(db: Queries): Promise<KeyRow[]> {
  return db.select().from(signingKeys).orderBy(asc(signingKeys.createdAt), asc(signingKeys.kid));
}

/** Those of `kids` that may still sign, newest first. */
export async function usableKeys(db: Queries, kids: readonly string[]): Promise<KeyRow[]> {
  if (kids.length === 0) return [];
  return db
    .select()
    .from(signingKeys)
    .where(and(inArray(signingKeys.kid, [...kids]), isNull(signingKeys.retiredAt), isNull(signingKeys.badFrom)))
    .orderBy(desc(signingKeys.createdAt));
}

/** Known already is fine: the key file was there before the database was. */
export async function insertKey(db: Queries, key: typeof signingKeys.$inferInsert): Promise<void> {
  await db.insert(signingKeys).values(key).onConflictDoNothing();
}

export async function retireKey(db: Queries, kid: string, at: Date): Promise<void> {
  await db
    .update(signingKeys)
    .set({ retiredAt: at })
    .where(and(eq(signingKeys.kid, kid), isNull(signingKeys.retiredAt)));
}

/** Answers from when on the key is bad, and whether that is new: an earlier moment of before stays. Null where there is no such key. */
export async function markKeyBad(db: Queries, kid: string, from: Date): Promise<{ from: Date; isNew: boolean } | null> {
  const later = or(isNull(signingKeys.badFrom), gt(signingKeys.badFrom, from));
  const marked = await db
    .update(signingKeys)
    .set({ badFrom: from })
    .where(and(eq(signingKeys.kid, kid), later))
    .returning();
  if (marked.length > 0) return { from, isNew: true };
  const [row] = await db.select().from(signingKeys).where(eq(signingKeys.kid, kid));
  return row?.badFrom ? { from: row.badFrom, isNew: false } : null;
}

/** The newest link of the chain; null before the first event. */
export async function chainHead(db: Queries): Promise<{ seq: number; hash: string } | null> {
  const [head] = await db
    .select({ seq: events.seq, hash: events.hash })
    .from(events)
    .orderBy(desc(events.seq))
    .limit(1);
  return head ?? null;
}

export async function lastCheckpoint(db: Queries): Promise<CheckpointRow | null> {
  const [row] = await db.select().from(checkpoints).orderBy(desc(checkpoints.seq)).limit(1);
  return row ?? null;
}

export async function allCheckpoints(db: Queries): Promise<CheckpointRow[]> {
  return db.select().from(checkpoints).orderBy(asc(checkpoints.seq));
}

/** Two nodes at one link write one: the first. */
export async function insertCheckpoint(db: Queries, row: CheckpointRow): Promise<void> {
  await db.insert(checkpoints).values(row).onConflictDoNothing();
}
