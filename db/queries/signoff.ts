// Who signs a version and what they said: steps, lines, decisions, records, returned sections and points.
import { and, asc, desc, eq, getTableColumns, gt, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { Reminder } from '../../domain/reminding';
import type { Decision } from '../../domain/review';
import { bytesOf, type DecisionRow, REPROACHES, type Signoff, type SignoffLine, scopeIn } from '../../domain/signoff';
import { notifications } from '../schema/inbox';
import { people } from '../schema/people';
import { reviews } from '../schema/reviews';
import {
  absences,
  decisions,
  reminders,
  returnedSections,
  returnPoints,
  signoffLines,
  signoffRecords,
  signoffSteps,
  versions,
} from '../schema/signoff';
import { isAnyOf, type Queries } from './db';
import type { VersionRow } from './versions';

export type StepRow = typeof signoffSteps.$inferSelect;
export type LineRow = typeof signoffLines.$inferSelect;
export type PointRow = typeof returnPoints.$inferSelect;
type Head = Pick<VersionRow, 'id' | 'reviewId' | 'no' | 'contentSha256' | 'sections'>;

/** A sign-off with the rows behind it. */
export interface StoredSignoff extends Signoff {
  /** Steps and lines as rows; `former`: lines that were taken out. */
  stepRows: readonly StepRow[];
  lineRows: readonly LineRow[];
  former: readonly LineRow[];
}

/** Everything that the sign-off of this version is derived from. */
export async function signoffOf(db: Queries, version: Head): Promise<StoredSignoff> {
  const found = (await signoffsOf(db, [version])).get(version.id);
  if (!found) throw new Error('a version that was asked for was not answered');
  return found;
}

/** The same for many versions, in five statements however many there are. */
export async function signoffsOf(db: Queries, heads: readonly Head[]): Promise<Map<string, StoredSignoff>> {
  if (heads.length === 0) return new Map();
  const ids = heads.map(({ id }) => id);
  const steps = await db.select().from(signoffSteps).where(isAnyOf(signoffSteps.versionId, ids));
  const lines = await db
    .select()
    .from(signoffLines)
    .where(isAnyOf(signoffLines.versionId, ids))
    .orderBy(asc(signoffLines.step), asc(signoffLines.name), asc(signoffLines.id));
  const reviewIds = heads.map(({ reviewId }) => reviewId);
  const rows = await decisionsByReview(db, reviewIds);
  const open = await db
    .select({ reviewId: returnedSections.reviewId, key: returnedSections.sectionKey })
    .from(returnedSections)
    .where(and(isAnyOf(returnedSections.reviewId, reviewIds), isNull(returnedSections.closedAt)))
    .orderBy(asc(returnedSections.sectionKey));
  const points = await db
    .select({ reviewId: returnPoints.reviewId, step: returnPoints.step })
    .from(returnPoints)
    .where(
      and(isAnyOf(returnPoints.reviewId, reviewIds), isNull(returnPoints.answeredAt), isNotNull(returnPoints.step)),
    );
  return new Map(
    heads.map(({ id, reviewId, no, contentSha256, sections }) => {
      const stepRows = steps.filter((step) => step.versionId === id);
      const all = lines.filter((line) => line.versionId === id);
      const lineRows = all.filter((line) => line.removedAt === null);
      const signoff: StoredSignoff = {
        content: { contentSha256, sections },
        steps: stepRows,
        lines: lineRows.map(lineOf),
        // What was said to a later version, taken back there too, is not said to this one: it ended before.
        rows: (rows.get(reviewId) ?? []).filter(({ versionNo }) => versionNo <= no),
        openSections: open.flatMap((one) => (one.reviewId === reviewId ? [one.key] : [])),
        returnedSteps: points.flatMap((one) => (one.reviewId === reviewId && one.step !== null ? [one.step] : [])),
        stepRows,
        lineRows,
        former: all.filter((line) => line.removedAt !== null),
      };
      return [id, signoff];
    }),
  );
}

/** Lines of whatever version. */
export async function linesByIds(db: Queries, ids: readonly string[]): Promise<LineRow[]> {
  return ids.length === 0 ? [] : db.select().from(signoffLines).where(isAnyOf(signoffLines.id, ids));
}

/**
 * Lines that are asked no more since the last approval before this version: those taken out of it or of versions before it, and all of a
 * sign-off that was cancelled. Oldest first, each with when it went and its step; null for one that went with its last line.
 */
export async function goneLines(
  db: Queries,
  { reviewId, no }: Pick<VersionRow, 'reviewId' | 'no'>,
): Promise<{ line: LineRow; step: StepRow | null; at: Date }[]> {
  const before = sql`coalesce((select max(v.no) from versions v
    where v.review_id = ${reviewId} and v.no < ${no} and v.outcome = 'approved'), 0)`;
  const went = sql<Date>`coalesce(${signoffLines.removedAt}, ${versions.endedAt})`.mapWith(signoffLines.removedAt);
  return db
    .select({ line: signoffLines, step: signoffSteps, at: went })
    .from(signoffLines)
    .innerJoin(versions, eq(versions.id, signoffLines.versionId))
    .leftJoin(
      signoffSteps,
      and(eq(signoffSteps.versionId, signoffLines.versionId), eq(signoffSteps.no, signoffLines.step)),
    )
    .where(
      and(
        eq(versions.reviewId, reviewId),
        lte(versions.no, no),
        gt(versions.no, before),
        or(isNotNull(signoffLines.removedAt), eq(versions.outcome, 'cancelled')),
      ),
    )
    .orderBy(asc(versions.no), asc(went), asc(signoffLines.id));
}

export function lineOf(row: LineRow): SignoffLine {
  const { id, seat, step, personId, name, roles, group, standing, standsFor } = row;
  return { id, seat, step, personId, name, roles, scope: scopeIn(row.scope), group, standing, standsFor };
}

// ------------------------------------------------------------------------------------------------------------ decisions

/** Decisions over any version of these reviews, by review, in the order they were written. */
export async function decisionsByReview(
  db: Queries,
  reviewIds: readonly string[],
): Promise<Map<string, DecisionRow[]>> {
  const found = new Map<string, DecisionRow[]>(reviewIds.map((id) => [id, []]));
  if (reviewIds.length === 0) return found;
  // Who has no line any more takes back from that of before (SG24), and does so at the version of that moment (PO9).
  const versionNo = sql<number>`case when ${decisions.withdraws} is null then ${versions.no} else greatest(${versions.no},
    (select max(v.no) from versions v where v.review_id = ${versions.reviewId} and v.frozen_at <= ${decisions.at})) end`;
  const rows = await db
    .select({
      reviewId: versions.reviewId,
      versionNo,
      seat: signoffLines.seat,
      scope: signoffLines.scope,
      // Large, and without a use where the whole is signed.
      sections: sql<
        VersionRow['sections'] | null
      >`case when ${signoffLines.scope} <> 'whole' then ${versions.sections} end`,
      row: decisions,
    })
    .from(decisions)
    .innerJoin(signoffLines, eq(signoffLines.id, decisions.lineId))
    .innerJoin(versions, eq(versions.id, signoffLines.versionId))
    .where(isAnyOf(versions.reviewId, reviewIds))
    .orderBy(asc(decisions.at), asc(decisions.id));
  for (const { reviewId, versionNo, seat, scope, sections, row } of rows) {
    const { id, personId, decision, withdraws, opinion, contentSha256 } = row;
    const bytes = bytesOf({ contentSha256, sections: sections ?? [] }, scopeIn(scope));
    const at = row.at.toISOString();
    found.get(reviewId)?.push({
      id,
      seat,
      personId,
      decision,
      withdraws,
      opinion,
      contentSha256,
      bytes,
      versionNo,
      at,
    });
  }
  return found;
}

/** A reservation or an objection that nobody has withdrawn, with the place that it was given from. */
export interface Reproach {
  id: string;
  reviewId: string;
  lineId: string;
  seat: string;
  decision: Decision;
  opinion: string | null;
  versionNo: number;
  contentSha256: string;
  recordSha256: string;
  at: Date;
}

/**
 * SG24: what a person reserved or objected and has not withdrawn, newest first, wherever they are asked by now; of versions since the
 * last approval of their review, for what was said before it belongs to what was approved.
 */
export async function reproachesOf(db: Queries, personId: string): Promise<Reproach[]> {
  const rows = await db
    .select({
      id: decisions.id,
      reviewId: versions.reviewId,
      lineId: decisions.lineId,
      seat: signoffLines.seat,
      decision: decisions.decision,
      opinion: decisions.opinion,
      versionNo: versions.no,
      contentSha256: decisions.contentSha256,
      recordSha256: decisions.recordSha256,
      at: decisions.at,
    })
    .from(decisions)
    .innerJoin(signoffLines, eq(signoffLines.id, decisions.lineId))
    .innerJoin(versions, eq(versions.id, signoffLines.versionId))
    .innerJoin(reviews, eq(reviews.id, versions.reviewId))
    .where(
      and(
        eq(decisions.personId, personId),
        inArray(decisions.decision, [...REPROACHES]),
        isNull(reviews.binnedUntil),
        sql`not exists (select 1 from decisions w where w.withdraws = ${decisions.id})`,
        sql`not exists (select 1 from versions v
          where v.review_id = ${versions.reviewId} and v.no >= ${versions.no} and v.outcome = 'approved')`,
      ),
    )
    .orderBy(desc(decisions.at));
  return rows.flatMap(({ decision, ...row }) => (decision === null ? [] : [{ ...row, decision }]));
}

export async function decisionByKey(db: Queries, personId: string, idempotencyKey: string) {
  const [row] = await db
    .select()
    .from(decisions)
    .where(and(eq(decisions.personId, personId), eq(decisions.idempotencyKey, idempotencyKey)));
  return row ?? null;
}

/** The digests that a decision names, with the version that it was given to. */
export async function digestsOf(
  db: Queries,
  decisionId: string,
): Promise<{ version: number; digest: string; recordSha256: string } | null> {
  const { contentSha256: digest, recordSha256 } = decisions;
  const [row] = await db
    .select({ version: versions.no, digest, recordSha256 })
    .from(decisions)
    .innerJoin(signoffLines, eq(signoffLines.id, decisions.lineId))
    .innerJoin(versions, eq(versions.id, signoffLines.versionId))
    .where(eq(decisions.id, decisionId));
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

// ------------------------------------------------------------------------------------------------------ steps and lines

export async function insertLine(tx: Queries, line: typeof signoffLines.$inferInsert): Promise<string> {
  const [row] = await tx.insert(signoffLines).values(line).returning({ id: signoffLines.id });
  if (!row) throw new Error('insert of a line returned no row');
  return row.id;
}

export async function removeLine(tx: Queries, lineId: string, by: string): Promise<void> {
  await tx.update(signoffLines).set({ removedBy: by, removedAt: sql`now()` }).where(eq(signoffLines.id, lineId));
}

export async function setLineDue(tx: Queries, lineId: string, due: string | null): Promise<void> {
  await tx.update(signoffLines).set({ due }).where(eq(signoffLines.id, lineId));
}

/** Puts a step in at its order; those from there on move one further. */
export async function insertStepBefore(tx: Queries, step: typeof signoffSteps.$inferInsert): Promise<void> {
  const later = and(eq(signoffSteps.versionId, step.versionId), sql`${signoffSteps.order} >= ${step.order}`);
  await tx
    .update(signoffSteps)
    .set({ order: sql`${signoffSteps.order} + 1` })
    .where(later);
  await tx.insert(signoffSteps).values(step);
}

/** Takes a step out; the records before keep it. Its order stays free, which opens nothing. */
export async function deleteStep(tx: Queries, versionId: string, no: number): Promise<void> {
  await tx.delete(signoffSteps).where(and(eq(signoffSteps.versionId, versionId), eq(signoffSteps.no, no)));
}

// -------------------------------------------------------------------------------------------------------------- records

/** The record that a signature names now: the version's own, or the newest that a change of people made over it. */
export async function recordInForce(
  db: Queries,
  version: Pick<VersionRow, 'id' | 'recordSha256'>,
): Promise<{ no: number; sha256: string }> {
  const [row] = await db
    .select({ no: signoffRecords.no, sha256: signoffRecords.sha256 })
    .from(signoffRecords)
    .where(eq(signoffRecords.versionId, version.id))
    .orderBy(desc(signoffRecords.no))
    .limit(1);
  return row ?? { no: 1, sha256: version.recordSha256 };
}

export async function insertRecord(tx: Queries, record: typeof signoffRecords.$inferInsert): Promise<void> {
  await tx.insert(signoffRecords).values(record);
}

// ------------------------------------------------------------------------------------------- returned sections and points

/** Keys of the sections that are open now. */
export async function openSectionsOf(db: Queries, reviewId: string): Promise<string[]> {
  const rows = await db
    .select({ key: returnedSections.sectionKey })
    .from(returnedSections)
    .where(and(eq(returnedSections.reviewId, reviewId), isNull(returnedSections.closedAt)))
    .orderBy(asc(returnedSections.sectionKey));
  return rows.map(({ key }) => key);
}

export async function insertReturned(
  tx: Queries,
  rows: readonly (typeof returnedSections.$inferInsert)[],
): Promise<void> {
  if (rows.length > 0) await tx.insert(returnedSections).values([...rows]);
}

/** `by`: the version that froze them again; null when the sign-off was cancelled. */
export async function closeSections(tx: Queries, reviewId: string, by: string | null): Promise<void> {
  await tx
    .update(returnedSections)
    .set({ closedAt: sql`now()`, closedBy: by })
    .where(and(eq(returnedSections.reviewId, reviewId), isNull(returnedSections.closedAt)));
}

/** In the order in which they are read again: rows of one statement have one `now()`, so each stands a microsecond after the last. */
export async function insertPoints(
  tx: Queries,
  rows: readonly (typeof returnPoints.$inferInsert)[],
): Promise<string[]> {
  if (rows.length === 0) return [];
  const made = await tx
    .insert(returnPoints)
    .values(rows.map((row, at) => ({ ...row, createdAt: sql`now() + ${at} * interval '1 microsecond'` })))
    .returning({ id: returnPoints.id });
  return made.map(({ id }) => id);
}

/** Oldest first. */
export async function pointsOf(db: Queries, reviewId: string): Promise<PointRow[]> {
  return db
    .select()
    .from(returnPoints)
    .where(eq(returnPoints.reviewId, reviewId))
    .orderBy(asc(returnPoints.createdAt), asc(returnPoints.id));
}

/** Those that came with sections and that nobody has answered: gate GA8. */
export async function openPointsOf(db: Queries, reviewId: string): Promise<PointRow[]> {
  return (await pointsOf(db, reviewId)).filter((point) => point.answeredAt === null && point.step === null);
}

export async function answerPoint(tx: Queries, pointId: string, answer: string, by: string): Promise<void> {
  await tx
    .update(returnPoints)
    .set({ answer, answeredBy: by, answeredAt: sql`now()` })
    .where(eq(returnPoints.id, pointId));
}

/** What was asked of a step is over when its sign-off is cancelled, or the step itself is gone. */
export async function dropStepPoints(tx: Queries, reviewId: string, by: string, step?: number): Promise<void> {
  const ofStep = step === undefined ? isNotNull(returnPoints.step) : eq(returnPoints.step, step);
  await tx
    .update(returnPoints)
    .set({ answeredBy: by, answeredAt: sql`now()` })
    .where(and(eq(returnPoints.reviewId, reviewId), isNull(returnPoints.answeredAt), ofStep));
}

// -------------------------------------------------------------------------------------------------- reminders, absences

/** How often and when last each line was reminded. */
export async function remindersOf(
  db: Queries,
  lineIds: readonly string[],
): Promise<Map<string, { times: number; last: Date }>> {
  if (lineIds.length === 0) return new Map();
  const rows = await db
    .select({
      lineId: reminders.lineId,
      times: sql<number>`count(*)::int`,
      last: sql<string>`max(${reminders.at})`,
    })
    .from(reminders)
    .where(isAnyOf(reminders.lineId, lineIds))
    .groupBy(reminders.lineId);
  return new Map(rows.map(({ lineId, times, last }) => [lineId, { times, last: new Date(last) }]));
}

/** Every reminder of a review, over all its versions; `byHand`: an owner's. */
export async function remindersIn(db: Queries, reviewId: string): Promise<(Reminder & { byHand: boolean })[]> {
  const byHand = sql<boolean>`${reminders.by} is not null`;
  const rows = await db
    .select({ seat: signoffLines.seat, personId: signoffLines.personId, at: reminders.at, byHand })
    .from(reminders)
    .innerJoin(signoffLines, eq(signoffLines.id, reminders.lineId))
    .innerJoin(versions, eq(versions.id, signoffLines.versionId))
    .where(eq(versions.reviewId, reviewId));
  return rows.map(({ at, ...one }) => ({ ...one, at: at.getTime() }));
}

export async function insertReminder(tx: Queries, lineId: string, by: string | null, at: Date): Promise<void> {
  await tx.insert(reminders).values({ lineId, by, at });
}

export type AbsenceRow = typeof absences.$inferSelect;

/** The absence of each of these people that holds on this day, YYYY-MM-DD, with the delegate where that one can be asked. */
export async function absencesOn(
  db: Queries,
  personIds: readonly string[],
  day: string,
): Promise<Map<string, AbsenceRow>> {
  if (personIds.length === 0) return new Map();
  const rows = await db
    .select({ ...getTableColumns(absences), delegateId: people.id })
    .from(absences)
    .leftJoin(people, and(eq(people.id, absences.delegateId), isNull(people.disabledAt)))
    .where(and(isAnyOf(absences.personId, personIds), sql`${day}::date between ${absences.from} and ${absences.until}`))
    .orderBy(asc(absences.until));
  return new Map(rows.map((row) => [row.personId, row]));
}

/** The one absence of a person that is not over on this day. */
export async function absenceOf(db: Queries, personId: string, day: string): Promise<AbsenceRow | null> {
  const [row] = await db
    .select()
    .from(absences)
    .where(and(eq(absences.personId, personId), sql`${absences.until} >= ${day}::date`))
    .limit(1);
  return row ?? null;
}

/** In place of what was there; null ends it. */
export async function setAbsence(
  tx: Queries,
  personId: string,
  absence: { from: string; until: string; delegateId: string | null; note: string } | null,
): Promise<void> {
  await tx.delete(absences).where(eq(absences.personId, personId));
  if (absence) await tx.insert(absences).values({ personId, ...absence });
}

/** Open versions behind the one named, by their ids: for reminders. */
export async function openVersions(db: Queries, after: string | null, limit: number) {
  return db
    .select({
      id: versions.id,
      reviewId: versions.reviewId,
    })
    .from(versions)
    .where(and(eq(versions.outcome, 'open'), after === null ? undefined : gt(versions.id, after)))
    .orderBy(asc(versions.id))
    .limit(limit);
}

/** When the people of lines were told last that their word is waited for, by line. */
export async function linesTold(db: Queries, reviewId: string): Promise<Map<string, Date>> {
  const line = sql<string | null>`${notifications.body}->>'line'`;
  const rows = await db
    .select({ line, at: sql<Date>`max(${notifications.at})`.mapWith(notifications.at) })
    .from(notifications)
    .where(and(eq(notifications.reviewId, reviewId), eq(notifications.kind, 'to-sign')))
    .groupBy(line);
  return new Map(rows.flatMap(({ line: id, at }): [string, Date][] => (id === null ? [] : [[id, at]])));
}
