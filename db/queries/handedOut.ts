// What an approved version is handed out as, and what its package is made of.
import { and, asc, eq, lte } from 'drizzle-orm';
import { handedOut, signoffRecords, versions } from '../schema/signoff';
import type { Queries } from './db';

export type HandedOutRow = typeof handedOut.$inferSelect;

export async function handedOutFile(db: Queries, versionId: string, format: string): Promise<HandedOutRow | null> {
  const [row] = await db
    .select()
    .from(handedOut)
    .where(and(eq(handedOut.versionId, versionId), eq(handedOut.format, format)));
  return row ?? null;
}

/** Whoever is first makes the file that everybody gets. */
export async function insertHandedOut(db: Queries, row: typeof handedOut.$inferInsert): Promise<void> {
  await db.insert(handedOut).values(row).onConflictDoNothing();
}

/**
 * Every record of this review's sign-offs up to version `no`, oldest first: the one of each freeze, and those of later changes. Who is
 * asked for a later version is no business of who gets this one (PO5).
 */
export async function recordsOf(
  db: Queries,
  { reviewId, no }: { reviewId: string; no: number },
): Promise<Uint8Array[]> {
  const own = and(eq(versions.reviewId, reviewId), lte(versions.no, no));
  const first = await db
    .select({ no: versions.no, record: versions.record })
    .from(versions)
    .where(own)
    .orderBy(asc(versions.no));
  const later = await db
    .select({ no: versions.no, record: signoffRecords.record })
    .from(signoffRecords)
    .innerJoin(versions, eq(versions.id, signoffRecords.versionId))
    .where(own)
    .orderBy(asc(versions.no), asc(signoffRecords.no));
  return [...first, ...later].map(({ record }) => record);
}
