// The bin: putting a review there, bringing it back, what lies in it for a person, and what has lain there too long.
import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type postgres from 'postgres';
import { stagesFor } from '../../domain/policy';
import { ROLES } from '../../domain/review';
import { people } from '../schema/people';
import { members, reviews } from '../schema/reviews';
import type { Queries } from './db';

/** Answers until when it can be brought back. */
export async function putInBin(
  tx: Queries,
  { reviewId, personId, days }: { reviewId: string; personId: string; days: number },
): Promise<Date> {
  const [row] = await tx
    .update(reviews)
    .set({ binnedAt: sql`now()`, binnedBy: personId, binnedUntil: sql`now() + ${days} * interval '1 day'` })
    .where(eq(reviews.id, reviewId))
    .returning({ until: reviews.binnedUntil });
  if (!row?.until) throw new Error('a review that is held was not put in the bin');
  return row.until;
}

export async function takeFromBin(tx: Queries, reviewId: string): Promise<void> {
  await tx
    .update(reviews)
    .set({ binnedAt: null, binnedBy: null, binnedUntil: null, updatedAt: sql`now()` })
    .where(eq(reviews.id, reviewId));
}

export interface BinRow {
  id: string;
  title: string;
  binnedAt: Date;
  binnedUntil: Date;
  by: string;
}

/** BN6 as SQL over the joined member: what the person may bring back, last put there first. */
export async function binOf(
  db: Queries,
  personId: string,
  { cursor, limit }: { cursor?: { updatedAt: Date; id: string }; limit: number },
): Promise<BinRow[]> {
  const at = sql<Date>`date_trunc('milliseconds', ${reviews.binnedAt})`.mapWith(reviews.binnedAt);
  const rows = await db
    .select({ id: reviews.id, title: reviews.title, binnedAt: at, binnedUntil: reviews.binnedUntil, by: people.name })
    .from(reviews)
    .innerJoin(members, eq(members.reviewId, reviews.id))
    .innerJoin(people, eq(people.id, reviews.binnedBy))
    .where(
      and(
        eq(members.personId, personId),
        sql`${reviews.binnedUntil} > now()`,
        mayDelete(),
        cursor && sql`(${at}, ${reviews.id}) < (${cursor.updatedAt.toISOString()}::timestamptz, ${cursor.id}::uuid)`,
      ),
    )
    .orderBy(desc(at), desc(reviews.id))
    .limit(limit);
  return rows.flatMap(({ binnedUntil, ...row }) => (binnedUntil ? [{ ...row, binnedUntil }] : []));
}

function mayDelete(): SQL {
  const clauses = ROLES.filter((role) => stagesFor(role, 'delete').length > 0).map(
    (role) => sql`(${role} = any(${members.roles}) and ${inArray(reviews.stage, stagesFor(role, 'delete'))})`,
  );
  return sql`(${sql.join(clauses, sql` or `)})`;
}

/** Reviews whose time in the bin is over, oldest first. */
export async function overdueInBin(sql: postgres.Sql, limit: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from reviews where binned_until <= now() order by binned_until limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** Holds a review whose time in the bin is over; null when another worker has it, or somebody brought it back. */
export async function holdOverdue(
  tx: Queries,
  reviewId: string,
): Promise<{ binnedAt: Date | null; binnedBy: string | null } | null> {
  const [row] = await tx
    .select({ binnedAt: reviews.binnedAt, binnedBy: reviews.binnedBy })
    .from(reviews)
    .where(and(eq(reviews.id, reviewId), sql`${reviews.binnedUntil} <= now()`))
    .for('update', { skipLocked: true });
  return row ?? null;
}
