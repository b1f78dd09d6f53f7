// Frozen versions, their steps and lines, and the decisions over them.
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Decision } from '../../domain/review';
import type { DecisionRow } from '../../domain/signoff';
import { decisions, signoffLines, signoffSteps, versions } from '../schema/signoff';
import type { Queries } from './db';

export type VersionRow = typeof versions.$inferSelect;
export type StepRow = typeof signoffSteps.$inferSelect;
export type LineRow = typeof signoffLines.$inferSelect;

export async function latestVersion(db: Queries, reviewId: string): Promise<VersionRow | null> {
  const [row] = await db
    .select()
    .from(versions)
    .where(eq(versions.reviewId, reviewId))
    .orderBy(desc(versions.no))
    .limit(1);
  return row ?? null;
}

export async function versionNo(db: Queries, reviewId: string, no: number): Promise<VersionRow | null> {
  const [row] = await db
    .select()
    .from(versions)
    .where(and(eq(versions.reviewId, reviewId), eq(versions.no, no)));
  return row ?? null;
}

/** Without the heavy columns, newest first. */
export async function versionList(db: Queries, reviewId: string) {
  return db
    .select({
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
  steps: readonly Omit<StepRow, 'versionId'>[],
  lines: readonly Omit<LineRow, 'id' | 'versionId' | 'scope'>[],
): Promise<string> {
  const [row] = await tx.insert(versions).values(version).returning({ id: versions.id });
  if (!row) throw new Error('insert of a version returned no row');
  await tx.insert(signoffSteps).values(steps.map((step) => ({ ...step, versionId: row.id })));
  await tx.insert(signoffLines).values(lines.map((line) => ({ ...line, versionId: row.id })));
  return row.id;
}

export async function endVersion(tx: Queries, versionId: string, outcome: 'cancelled' | 'approved'): Promise<void> {
  await tx.update(versions).set({ outcome, endedAt: sql`now()` }).where(eq(versions.id, versionId));
}

export async function stepsAndLines(db: Queries, versionId: string): Promise<{ steps: StepRow[]; lines: LineRow[] }> {
  const steps = await db
    .select()
    .from(signoffSteps)
    .where(eq(signoffSteps.versionId, versionId))
    .orderBy(asc(signoffSteps.order));
  const lines = await db
    .select()
    .from(signoffLines)
    .where(eq(signoffLines.versionId, versionId))
    .orderBy(asc(signoffLines.stepOrder), asc(signoffLines.name));
  return { steps, lines };
}

/** Every decision over any version of the review, in the order they were written: the input of domain/signoff. */
export async function decisionsOf(db: Queries, reviewId: string): Promise<DecisionRow[]> {
  const rows = await db
    .select({ row: decisions })
    .from(decisions)
    .innerJoin(signoffLines, eq(signoffLines.id, decisions.lineId))
    .innerJoin(versions, eq(versions.id, signoffLines.versionId))
    .where(eq(versions.reviewId, reviewId))
    .orderBy(asc(decisions.at), asc(decisions.id));
  return rows.map(({ row }) => ({ ...row, at: row.at.toISOString() }));
}

export async function decisionByKey(db: Queries, personId: string, idempotencyKey: string) {
  const [row] = await db
    .select()
    .from(decisions)
    .where(and(eq(decisions.personId, personId), eq(decisions.idempotencyKey, idempotencyKey)));
  return row ?? null;
}

export async function insertDecision(
  tx: Queries,
  input: {
    lineId: string;
    personId: string;
    decision: Decision | null;
    withdraws: string | null;
    opinion: string | null;
    contentSha256: string;
    recordSha256: string;
    idempotencyKey: string | null;
  },
): Promise<string> {
  // The clock is the database's and never before the row ahead of it, so that "later" means one thing.
  const [row] = await tx
    .insert(decisions)
    .values({ ...input, at: sql`clock_timestamp()` })
    .returning({ id: decisions.id });
  if (!row) throw new Error('insert of a decision returned no row');
  return row.id;
}

/** Signed and asked lines of the newest version of each review. */
export async function newestOpenVersions(db: Queries, reviewIds: readonly string[]): Promise<VersionHead[]> {
  if (reviewIds.length === 0) return [];
  return db
    .selectDistinctOn([versions.reviewId], {
      id: versions.id,
      reviewId: versions.reviewId,
      no: versions.no,
      contentSha256: versions.contentSha256,
      frozenAt: versions.frozenAt,
      outcome: versions.outcome,
    })
    .from(versions)
    .where(inArray(versions.reviewId, [...reviewIds]))
    .orderBy(versions.reviewId, desc(versions.no));
}

export type VersionHead = Pick<VersionRow, 'id' | 'reviewId' | 'no' | 'contentSha256' | 'frozenAt' | 'outcome'>;
