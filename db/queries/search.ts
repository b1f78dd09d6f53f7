// Finding reviews by their titles, texts and comments; the rights are asked in the same statement, at the time of reading (SE4).
import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Role, Stage } from '../../domain/review';
import { SEARCH_KINDS, type SearchKind } from '../../domain/search';
import type { Database } from '../open';
import { comments, threads } from '../schema/documents';
import { reviewTexts } from '../schema/inbox';
import { members, reviews } from '../schema/reviews';
import { speaking } from './comments';
import { isAnyOf, type Queries } from './db';
import { may } from './reviews';
import { holdsAll, type Looked, mayHold } from './searchSql';

export interface FoundReview {
  id: string;
  title: string;
  stage: Stage;
  roles: Role[];
  updatedAt: Date;
}

/**
 * Reviews that the person may read and that may hold every term in one place, newest change first: their bigrams do. Nothing of
 * them is read for that; whoever shows them looks for the words themselves.
 */
export async function searchReviews(
  database: Pick<Database, 'db'>,
  ...given: Tail<Parameters<typeof searchStatement>>
): Promise<FoundReview[]> {
  return byIndex(database, (tx) => searchStatement(tx, ...given));
}

/** Where such words may stand, and in which stages: of the reviews that the person may read. */
export async function searchPlaces(
  database: Pick<Database, 'db'>,
  personId: string,
  query: Looked,
): Promise<{ kind: SearchKind; stage: Stage }[]> {
  const kind = sql<SearchKind>`place.kind`;
  return byIndex(database, (tx) =>
    tx
      .select({ kind, stage: reviews.stage })
      .from(reviews)
      .innerJoin(members, eq(members.reviewId, reviews.id))
      .innerJoin(sql`(${candidates(query, SEARCH_KINDS)}) place`, sql`place.id = ${reviews.id}`)
      .where(and(eq(members.personId, personId), may('read')))
      .groupBy(kind, reviews.stage),
  );
}

async function byIndex<T>({ db }: Pick<Database, 'db'>, ask: (tx: Queries) => PromiseLike<T>): Promise<T> {
  return db.transaction(async (tx) => {
    // For a word that every text has the planner would rather read every text, and make its bigrams anew each time.
    await tx.execute(sql`set local enable_seqscan = off`);
    return ask(tx);
  });
}

type Tail<T extends unknown[]> = T extends [unknown, ...infer Rest] ? Rest : never;

/** The statement by itself, for those who ask for its plan. */
export function searchStatement(
  db: Queries,
  personId: string,
  query: Looked,
  page: { kinds?: readonly SearchKind[]; stage?: Stage; cursor?: { updatedAt: Date; id: string }; limit: number },
) {
  const where: SQL[] = [eq(members.personId, personId), may('read')];
  if (page.stage) where.push(eq(reviews.stage, page.stage));
  if (page.cursor)
    where.push(
      sql`(date_trunc('milliseconds', ${reviews.updatedAt}), ${reviews.id}) < (${page.cursor.updatedAt.toISOString()}::timestamptz, ${page.cursor.id}::uuid)`,
    );
  return db
    .select({
      id: reviews.id,
      title: reviews.title,
      stage: reviews.stage,
      roles: members.roles,
      updatedAt: reviews.updatedAt,
    })
    .from(reviews)
    .innerJoin(members, eq(members.reviewId, reviews.id))
    .where(
      and(
        ...where,
        sql`${reviews.id} in (select place.id from (${candidates(query, page.kinds ?? SEARCH_KINDS)}) place)`,
      ),
    )
    .orderBy(desc(sql`date_trunc('milliseconds', ${reviews.updatedAt})`), desc(reviews.id))
    .limit(page.limit);
}

/** Columns under names of their own: in a statement inside another one drizzle's would be lost (STACK trap 13). */
function candidates(query: Looked, kinds: readonly SearchKind[]): SQL {
  const among: Record<SearchKind, SQL> = {
    title: sql`select found.id, 'title' as kind from reviews found where ${mayHold(sql`found.title_grams`, query)}`,
    text: sql`select found.review_id as id, 'text' as kind from review_texts found where ${mayHold(sql`found.grams`, query)}`,
    comment: sql`select t.review_id as id, 'comment' as kind from comments found join threads t on t.id = found.thread_id
      where found.deleted_at is null and found.hidden_at is null and ${mayHold(sql`found.grams`, query)}`,
  };
  return sql.join(
    kinds.map((kind) => among[kind]),
    sql` union `,
  );
}

export interface FoundText {
  reviewId: string;
  /** From the start of the line of the first hit on, at most so many characters as were asked for. */
  text: string;
  /** The number of its first line, from 0. */
  line: number;
  sections: (typeof reviewTexts.$inferSelect)['sections'];
}

/** The texts of these reviews that hold every term. The caller has asked for the right to read them. */
export async function foundTexts(
  db: Queries,
  reviewIds: readonly string[],
  query: Looked,
  length: number,
): Promise<FoundText[]> {
  const [first] = query.terms;
  if (reviewIds.length === 0 || first === undefined) return [];
  const at = sql`strpos(${reviewTexts.folded}, ${first})`;
  const before = sql`left(${reviewTexts.body}, ${at} - 1)`;
  // The line's beginning: what is behind the last line feed before the hit.
  const start = sql`${at} - strpos(reverse(${before}) || E'\n', E'\n') + 1`;
  return db
    .select({
      reviewId: reviewTexts.reviewId,
      text: sql<string>`substr(${reviewTexts.body}, ${start}, ${length})`,
      line: sql<number>`length(${before}) - length(replace(${before}, E'\n', ''))`,
      sections: reviewTexts.sections,
    })
    .from(reviewTexts)
    .where(and(isAnyOf(reviewTexts.reviewId, reviewIds), holdsAll(sql`${reviewTexts.folded}`, query)));
}

/** The oldest comments of each of these reviews that may hold every term. The caller has asked for the right to read them. */
export async function foundComments(db: Queries, reviewIds: readonly string[], query: Looked, each: number) {
  if (reviewIds.length === 0) return [];
  const ranked = db
    .select({
      reviewId: threads.reviewId,
      threadId: threads.id,
      state: threads.state,
      sectionKey: threads.sectionKey,
      authorId: comments.authorId,
      body: comments.body,
      at: comments.createdAt,
      rank: sql<number>`row_number() over (partition by ${threads.reviewId} order by ${comments.createdAt}, ${comments.id})`.as(
        'rank',
      ),
    })
    .from(comments)
    .innerJoin(threads, eq(threads.id, comments.threadId))
    .where(and(isAnyOf(threads.reviewId, reviewIds), speaking, mayHold(sql`${comments.grams}`, query)))
    .as('ranked');
  return db.select().from(ranked).where(sql`${ranked.rank} <= ${each}`).orderBy(asc(ranked.at), asc(ranked.rank));
}

/** Words of a section's heading, for a comment that stands in it. */
export async function sectionsOfTexts(db: Queries, reviewIds: readonly string[]) {
  if (reviewIds.length === 0) return new Map<string, (typeof reviewTexts.$inferSelect)['sections']>();
  const rows = await db
    .select({ reviewId: reviewTexts.reviewId, sections: reviewTexts.sections })
    .from(reviewTexts)
    .where(inArray(reviewTexts.reviewId, [...reviewIds]));
  return new Map(rows.map((row) => [row.reviewId, row.sections]));
}
