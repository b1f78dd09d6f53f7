// Rows of which the desk makes tasks: of reviews that the person may read now; whose task it is, domain/desk says. All of them: a
// part would be the newest, and what is overdue is among the oldest.
import { and, desc, eq, exists, isNull, not, or, sql } from 'drizzle-orm';
import type { PointRow, SectionRow, SuggestionsRow, ThreadRow } from '../../domain/desk';
import { threads } from '../schema/documents';
import { reviewTexts } from '../schema/inbox';
import { members, reviews } from '../schema/reviews';
import { returnPoints } from '../schema/signoff';
import { sectionStates } from '../schema/work';
import type { Queries } from './db';
import { may, takesPart } from './reviews';

const review = { reviewId: reviews.id, title: reviews.title, stage: reviews.stage, roles: members.roles };
const mine = (personId: string) => and(eq(members.personId, personId), may('read'));

/** Open threads that are assigned to the person, and open must-fix ones that may wait for them; newest first. */
export async function threadsToSettle(db: Queries, personId: string): Promise<ThreadRow[]> {
  // Who left, or cannot answer any more, has nothing to settle.
  const isSomebodys = takesPart(threads.reviewId, threads.assigneeId, 'comment');
  const rows = await db
    .select({
      ...review,
      threadId: threads.id,
      kind: threads.kind,
      quote: threads.quote,
      authorId: threads.createdBy,
      assigneeId: sql<string | null>`case when ${isSomebodys} then ${threads.assigneeId} end`,
      sectionOwnerId: sectionStates.ownerId,
      due: threads.due,
      at: threads.createdAt,
    })
    .from(threads)
    .innerJoin(reviews, eq(reviews.id, threads.reviewId))
    .innerJoin(members, eq(members.reviewId, reviews.id))
    .leftJoin(
      sectionStates,
      and(
        eq(sectionStates.reviewId, threads.reviewId),
        eq(sectionStates.sectionKey, threads.sectionKey),
        takesPart(sectionStates.reviewId, sectionStates.ownerId, 'write'),
      ),
    )
    .where(
      and(
        mine(personId),
        eq(threads.state, 'open'),
        // DE3 says whom a must-fix waits for; what is somebody else's to settle is not even read.
        or(
          eq(threads.assigneeId, personId),
          and(eq(threads.kind, 'must-fix'), may('comment'), or(not(isSomebodys), eq(threads.createdBy, personId))),
        ),
      ),
    )
    .orderBy(desc(threads.createdAt), threads.id);
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

/** Sections that the person looks after, with their headings where the text has them. */
export async function sectionsToWrite(db: Queries, personId: string): Promise<SectionRow[]> {
  const rows = await db
    .select({
      ...review,
      sectionKey: sectionStates.sectionKey,
      state: sectionStates.state,
      at: sectionStates.updatedAt,
      sections: reviewTexts.sections,
    })
    .from(sectionStates)
    .innerJoin(reviews, eq(reviews.id, sectionStates.reviewId))
    .innerJoin(members, eq(members.reviewId, reviews.id))
    .leftJoin(reviewTexts, eq(reviewTexts.reviewId, reviews.id))
    .where(and(mine(personId), eq(sectionStates.ownerId, personId), sql`${sectionStates.state} <> 'final'`))
    .orderBy(desc(sectionStates.updatedAt), sectionStates.sectionKey);
  return rows.map(({ at, sections, ...row }) => ({
    ...row,
    section: sections?.find(({ key }) => key === row.sectionKey)?.title || row.sectionKey,
    at: at.toISOString(),
  }));
}

/** Texts with suggestions that nobody has decided on, as they were last read. */
export async function suggestionsToDecide(db: Queries, personId: string): Promise<SuggestionsRow[]> {
  const rows = await db
    .select({ ...review, pending: reviewTexts.suggestions, at: reviewTexts.at })
    .from(reviewTexts)
    .innerJoin(reviews, eq(reviews.id, reviewTexts.reviewId))
    .innerJoin(members, eq(members.reviewId, reviews.id))
    .where(and(mine(personId), sql`${reviewTexts.suggestions} > 0`))
    .orderBy(desc(reviewTexts.at));
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

/** Points of returned sections without an answer, while the sign-off that they stopped goes on. */
export async function pointsToAnswer(db: Queries, personId: string): Promise<PointRow[]> {
  const returned = db
    .select({ one: sql`1` })
    .from(sql`returned_sections r`)
    .where(sql`r.review_id = ${returnPoints.reviewId} and r.closed_at is null`);
  const rows = await db
    .select({
      ...review,
      words: returnPoints.body,
      sectionKey: returnPoints.sectionKey,
      sectionOwnerId: sectionStates.ownerId,
      at: returnPoints.createdAt,
    })
    .from(returnPoints)
    .innerJoin(reviews, eq(reviews.id, returnPoints.reviewId))
    .innerJoin(members, eq(members.reviewId, reviews.id))
    .leftJoin(
      sectionStates,
      and(
        eq(sectionStates.reviewId, reviews.id),
        eq(sectionStates.sectionKey, returnPoints.sectionKey),
        takesPart(sectionStates.reviewId, sectionStates.ownerId, 'write'),
      ),
    )
    .where(and(mine(personId), isNull(returnPoints.answeredAt), exists(returned)))
    .orderBy(desc(returnPoints.createdAt));
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
