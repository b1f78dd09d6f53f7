// Waivers of a review: given, taken back, never deleted.
import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Waiver } from '../../domain/waiver';
import { waivers } from '../schema/work';
import type { Queries } from './db';

export type WaiverRow = typeof waivers.$inferSelect;

/** All of a review, also those taken back, oldest first. */
export async function waiversOf(db: Queries, reviewId: string): Promise<WaiverRow[]> {
  return db.select().from(waivers).where(eq(waivers.reviewId, reviewId)).orderBy(asc(waivers.at), asc(waivers.id));
}

/** Those that answer something now, in the form of overrides. */
export async function standingWaivers(db: Queries, reviewId: string): Promise<Waiver[]> {
  const rows = await db
    .select()
    .from(waivers)
    .where(and(eq(waivers.reviewId, reviewId), isNull(waivers.withdrawnAt)))
    .orderBy(asc(waivers.at), asc(waivers.id));
  return rows.map(({ rule, sectionKey, reason, byId }) => ({
    rule,
    ...(sectionKey === null ? {} : { sectionKey }),
    reason,
    by: byId,
  }));
}

export async function insertWaiver(
  tx: Queries,
  input: { reviewId: string; rule: string; sectionKey: string | null; reason: string; byId: string },
): Promise<string> {
  const [row] = await tx.insert(waivers).values(input).returning({ id: waivers.id });
  if (!row) throw new Error('insert of a waiver returned no row');
  return row.id;
}

export async function withdrawWaiver(tx: Queries, waiverId: string, personId: string): Promise<void> {
  await tx
    .update(waivers)
    .set({ withdrawnBy: personId, withdrawnAt: new Date() })
    .where(and(eq(waivers.id, waiverId), isNull(waivers.withdrawnAt)));
}
