// Frozen versions: the bytes that are signed, and how each ended. Who signs them: signoff.ts.
import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm';
import { signoffLines, signoffSteps, versions } from '../schema/signoff';
import { isAnyOf, type Queries } from './db';

/** A version without its bytes, which may be as large as a document. */
const { state: _state, canonical: _canonical, record: _record, ...head } = getTableColumns(versions);
export type VersionRow = Omit<typeof versions.$inferSelect, 'state' | 'canonical' | 'record'>;

export async function latestVersion(db: Queries, reviewId: string): Promise<VersionRow | null> {
  const [row] = await db
    .select(head)
    .from(versions)
    .where(eq(versions.reviewId, reviewId))
    .orderBy(desc(versions.no))
    .limit(1);
  return row ?? null;
}

/** One version with the bytes that its signatures name. */
export async function versionNo(
  db: Queries,
  reviewId: string,
  no: number,
): Promise<(VersionRow & { canonical: Uint8Array }) | null> {
  const [row] = await db
    .select({ ...head, canonical: versions.canonical })
    .from(versions)
    .where(and(eq(versions.reviewId, reviewId), eq(versions.no, no)));
  return row ?? null;
}

/** Newest first. */
export async function versionList(db: Queries, reviewId: string) {
  return db
    .select({
      id: versions.id,
      no: versions.no,
      contentSha256: versions.contentSha256,
      recordSha256: versions.recordSha256,
      frozenBy: versions.frozenBy,
      frozenAt: versions.frozenAt,
      outcome: versions.outcome,
    })
    .from(versions)
    .where(eq(versions.reviewId, reviewId))
    .orderBy(desc(versions.no));
}

export async function insertVersion(
  tx: Queries,
  version: Omit<typeof versions.$inferInsert, 'id' | 'outcome' | 'endedAt'>,
  steps: readonly Omit<typeof signoffSteps.$inferInsert, 'versionId'>[],
  lines: readonly Omit<typeof signoffLines.$inferInsert, 'versionId'>[],
): Promise<string> {
  const [row] = await tx.insert(versions).values(version).returning({ id: versions.id });
  if (!row) throw new Error('insert of a version returned no row');
  await tx.insert(signoffSteps).values(steps.map((step) => ({ ...step, versionId: row.id })));
  await tx.insert(signoffLines).values(lines.map((line) => ({ ...line, versionId: row.id })));
  return row.id;
}

export async function endVersion(
  tx: Queries,
  versionId: string,
  outcome: 'cancelled' | 'superseded' | 'approved',
): Promise<void> {
  await tx.update(versions).set({ outcome, endedAt: sql`now()` }).where(eq(versions.id, versionId));
}

/** The newest version of each review that has one. */
export async function newestVersions(db: Queries, reviewIds: readonly string[]): Promise<VersionHead[]> {
  if (reviewIds.length === 0) return [];
  return db
    .selectDistinctOn([versions.reviewId], {
      id: versions.id,
      reviewId: versions.reviewId,
      no: versions.no,
      contentSha256: versions.contentSha256,
      sections: versions.sections,
      outcome: versions.outcome,
    })
    .from(versions)
    .where(isAnyOf(versions.reviewId, reviewIds))
    .orderBy(versions.reviewId, desc(versions.no));
}

export type VersionHead = Pick<VersionRow, 'id' | 'reviewId' | 'no' | 'contentSha256' | 'sections' | 'outcome'>;
