// Wishes for the end of archived reviews: the one that stands, and what becomes of it.
import { and, eq, isNull, sql } from 'drizzle-orm';
import { people } from '../schema/people';
import { purges, reviews } from '../schema/reviews';
import type { Queries } from './db';

/**
 * BN8 as SQL over the joined review and asker: not withdrawn, by somebody who still is an administrator, made since the review
 * came to its stage.
 */
const stands = sql`${purges.withdrawnAt} is null and ${purges.doneAt} is null and ${people.admin}
  and ${people.disabledAt} is null and ${purges.askedAt} >= ${reviews.stageSince}`;

export interface Wish {
  id: string;
  reviewId: string;
  reason: string;
  by: string;
  name: string;
  at: Date;
}

/** Those that stand, of these reviews. */
export async function standingWishes(db: Queries, reviewIds: readonly string[]): Promise<Map<string, Wish>> {
  if (reviewIds.length === 0) return new Map();
  const rows = await db
    .select({
      id: purges.id,
      reviewId: purges.reviewId,
      reason: purges.reason,
      by: purges.askedBy,
      name: people.name,
      at: purges.askedAt,
    })
    .from(purges)
    .innerJoin(reviews, eq(reviews.id, purges.reviewId))
    .innerJoin(people, eq(people.id, purges.askedBy))
    .where(and(sql`${purges.reviewId} = any(${`{${reviewIds.join(',')}}`}::uuid[])`, stands));
  return new Map(rows.map((row) => [row.reviewId, row]));
}

export async function insertWish(
  tx: Queries,
  wish: { reviewId: string; reason: string; askedBy: string },
): Promise<void> {
  await tx.insert(purges).values(wish);
}

/** `end`: which of its two ends. The caller holds the review. */
export async function endWish(tx: Queries, id: string, end: 'withdrawn' | 'done', personId: string): Promise<void> {
  const set =
    end === 'done' ? { doneBy: personId, doneAt: sql`now()` } : { withdrawnBy: personId, withdrawnAt: sql`now()` };
  await tx
    .update(purges)
    .set(set)
    .where(and(eq(purges.id, id), isNull(purges.doneAt), isNull(purges.withdrawnAt)));
}

/** The digests under which the versions of a review stand in the record, by number, and the bytes that its rows hold. */
export async function removedDigests(
  tx: Queries,
  reviewId: string,
): Promise<{ no: number; contentSha256: string; recordSha256: string }[]> {
  const rows = await tx.execute<{ no: number; content: string; record: string }>(sql`
    select no, content_sha256 as content, record_sha256 as record from versions where review_id = ${reviewId} order by no`);
  return rows.map(({ no, content, record }) => ({ no, contentSha256: content, recordSha256: record }));
}
