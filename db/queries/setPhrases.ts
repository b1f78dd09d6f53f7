// The organisation's set phrases, on top of the built-in ones.
import { asc, count, eq } from 'drizzle-orm';
import { setPhrases as table } from '../schema/work';
import type { Queries } from './db';

/** In the order in which they were added. */
export async function setPhrases(db: Queries): Promise<(typeof table.$inferSelect)[]> {
  return db.select().from(table).orderBy(asc(table.addedAt), asc(table.phrase));
}

export async function countSetPhrases(db: Queries): Promise<number> {
  const [row] = await db.select({ n: count() }).from(table);
  return row?.n ?? 0;
}

/** Whether it was not there before. */
export async function addSetPhrase(tx: Queries, phrase: string, addedBy: string): Promise<boolean> {
  const rows = await tx.insert(table).values({ phrase, addedBy }).onConflictDoNothing().returning();
  return rows.length > 0;
}

/** Whether it was there. */
export async function removeSetPhrase(tx: Queries, phrase: string): Promise<boolean> {
  const rows = await tx.delete(table).where(eq(table.phrase, phrase)).returning();
  return rows.length > 0;
}
