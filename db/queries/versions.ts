// Frozen versions, their steps and lines, and the decisions over them.
import { and, asc, desc, eq, getTableColumns, sql } from 'drizzle-orm';
import type { Decision } from '../../domain/review';
import type { DecisionRow } from '../../domain/signoff';
import { decisions, signoffLines, signoffSteps, versions } from '../schema/signoff';
import { isAnyOf, type Queries } from './db';

/** A version without its bytes, which may be as large as a document. */
const { state: _state, canonical: _canonical, record: _record, ...head } = getTableColumns(versions);
export type VersionRow = Omit<typeof versions.$inferSelect, 'state' | 'canonical' | 'record'>;
export type StepRow = typeof signoffSteps.$inferSelect;
export type LineRow = typeof signoffLines.$inferSelect;

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
  lines: readonly Omit<typeof signoffLines.$inferInsert, 'id' | 'versionId'>[],
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
  return (await decisionsByReview(db, [reviewId])).get(reviewId) ?? [];
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
  // The clock is the database's and always behind the person's row before, also when it was set back: "later" means one thing.
  const before = sql`select max(at) + interval '1 microsecond' from decisions where person_id = ${input.personId}`;
  const [row] = await tx
    .insert(decisions)
    .values({ ...input, at: sql`greatest(clock_timestamp(), (${before}))` })
    .returning({ id: decisions.id });
  if (!row) throw new Error('insert of a decision returned no row');
  return row.id;
}

/** Decisions over any version of these reviews, by review, in the order they were written. `by`: this person's alone. */
export async function decisionsByReview(
  db: Queries,
  reviewIds: readonly string[],
  by?: string,
): Promise<Map<string, DecisionRow[]>> {
  const found = new Map<string, DecisionRow[]>(reviewIds.map((id) => [id, []]));
  if (reviewIds.length === 0) return found;
  const rows = await db
    .select({ reviewId: versions.reviewId, row: decisions })
    .from(decisions)
    .innerJoin(signoffLines, eq(signoffLines.id, decisions.lineId))
    .innerJoin(versions, eq(versions.id, signoffLines.versionId))
    .where(and(isAnyOf(versions.reviewId, reviewIds), by === undefined ? undefined : eq(decisions.personId, by)))
    .orderBy(asc(decisions.at), asc(decisions.id));
  for (const { reviewId, row } of rows) found.get(reviewId)?.push({ ...row, at: row.at.toISOString() });
  return found;
}

/** Who was asked to sign each of these versions. */
export async function signatoriesByVersion(db: Queries, versionIds: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>(versionIds.map((id) => [id, []]));
  if (versionIds.length === 0) return found;
  const rows = await db
    .select({ versionId: signoffLines.versionId, personId: signoffLines.personId })
    .from(signoffLines)
    .where(isAnyOf(signoffLines.versionId, versionIds));
  for (const { versionId, personId } of rows) found.get(versionId)?.push(personId);
  return found;
}

/** The newest version of each review that has one. */
export async function newestVersions(db: Queries, reviewIds: readonly string[]): Promise<VersionHead[]> {
  if (reviewIds.length === 0) return [];
  return db
    .selectDistinctOn([versions.reviewId], {
      id: versions.id,
      reviewId: versions.reviewId,
      contentSha256: versions.contentSha256,
      outcome: versions.outcome,
    })
    .from(versions)
    .where(isAnyOf(versions.reviewId, reviewIds))
    .orderBy(versions.reviewId, desc(versions.no));
}

export type VersionHead = Pick<VersionRow, 'id' | 'reviewId' | 'contentSha256' | 'outcome'>;
