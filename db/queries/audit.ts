// The record for its readers among the administrators: newest first, by kind and person. The chain itself: events.ts.
import { and, desc, eq, lt, sql } from 'drizzle-orm';
import { members, reviews } from '../schema/reviews';
import { events } from '../schema/signoff';
import { isAnyOf, type Queries } from './db';
import { may } from './reviews';

/** `group`: what stands before the dot of a kind. */
export async function eventsNewestFirst(
  db: Queries,
  query: { group?: string; actorId?: string; before?: number; limit: number },
) {
  const { seq, at, kind, actorId, reviewId } = events;
  return db
    .select({ seq, at, kind, actorId, reviewId })
    .from(events)
    .where(
      and(
        query.group === undefined ? undefined : sql`split_part(${kind}, '.', 1) = ${query.group}`,
        query.actorId === undefined ? undefined : eq(actorId, query.actorId),
        query.before === undefined ? undefined : lt(seq, query.before),
      ),
    )
    .orderBy(desc(seq))
    .limit(query.limit);
}

/** Of a purged review the one that the record keeps; of a draft that went with the bin none. */
export async function titlesOf(db: Queries, reviewIds: readonly string[]): Promise<Map<string, string>> {
  const ids = [...new Set(reviewIds)];
  if (ids.length === 0) return new Map();
  const kept = await db
    .select({ id: sql<string>`${events.reviewId}`, title: sql<string>`${events.body}->>'title'` })
    .from(events)
    .where(and(isAnyOf(events.reviewId, ids), eq(events.kind, 'review.purged')));
  const rows = await db.select({ id: reviews.id, title: reviews.title }).from(reviews).where(isAnyOf(reviews.id, ids));
  return new Map([...kept, ...rows].map(({ id, title }) => [id, title]));
}

/** The reviews whose whole record this person may read as a member. */
export async function recordsReadBy(db: Queries, personId: string): Promise<Set<string>> {
  const rows = await db
    .select({ id: reviews.id })
    .from(members)
    .innerJoin(reviews, eq(reviews.id, members.reviewId))
    .where(and(eq(members.personId, personId), may('read-audit')));
  return new Set(rows.map(({ id }) => id));
}
