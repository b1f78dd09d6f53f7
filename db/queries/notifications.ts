// What reaches people inside the product: one row a person and act, written in the act's own transaction.
import { and, desc, eq, gt, inArray, isNull, notInArray, type SQL, sql } from 'drizzle-orm';
import {
  type Decided,
  type NewNotification,
  type NotificationKind,
  RUN_MINUTES,
  SUGGESTIONS_DECIDED,
} from '../../domain/notify';
import { comments, threads } from '../schema/documents';
import { notifications } from '../schema/inbox';
import { members, reviews } from '../schema/reviews';
import { speaking } from './comments';
import { isAnyOf, type Queries } from './db';
import { may } from './reviews';

/** Nobody to tell writes nothing. */
export async function insertNotifications(tx: Queries, rows: readonly NewNotification[]): Promise<void> {
  if (rows.length > 0) await tx.insert(notifications).values([...rows]);
}

export interface Run extends Decided {
  id: string;
  personId: string;
}

/** NO7: the lines of these people in which a run of decisions goes on, held until the transaction ends. */
export async function runsOf(tx: Queries, reviewId: string, personIds: readonly string[]): Promise<Run[]> {
  const rows = await tx
    .select({ id: notifications.id, personId: notifications.personId, body: notifications.body })
    .from(notifications)
    .where(
      and(
        eq(notifications.reviewId, reviewId),
        eq(notifications.kind, SUGGESTIONS_DECIDED),
        isAnyOf(notifications.personId, personIds),
        isNull(notifications.readAt),
        gt(notifications.at, sql`now() - make_interval(mins => ${RUN_MINUTES})`),
      ),
    )
    .for('update');
  // Nothing else is ever written under this kind.
  return rows.map(({ body, ...row }) => ({ ...row, ...(body as unknown as Decided) }));
}

/** NO7: what a line tells by now; it is as new as its newest decision. */
export async function goOn(tx: Queries, id: string, actorId: string, body: Decided): Promise<void> {
  await tx
    .update(notifications)
    .set({ actorId, body: { ...body }, at: sql`now()` })
    .where(eq(notifications.id, id));
}

/** One digest: everything of one thread, or one notification that has none. */
const digest = sql<string>`coalesce(${notifications.threadId}, ${notifications.id})`;
const newest = sql<Date>`date_trunc('milliseconds', max(${notifications.at}))`.mapWith(notifications.at);
const unread = sql<boolean>`bool_or(${notifications.readAt} is null)`;

/** Rows of this person over reviews that they may read now (NR2). */
function readable(personId: string): SQL | undefined {
  return and(eq(notifications.personId, personId), eq(members.personId, personId), may('read'));
}

export interface DigestRow {
  id: string;
  reviewId: string;
  title: string;
  threadId: string | null;
  kind: NotificationKind;
  acts: number;
  unread: boolean;
  at: Date;
  actorIds: string[];
  commentId: string | null;
  body: Record<string, unknown>;
}

/** Digests of what the person may read now, unread ones first, then the newest. */
export async function digests(
  db: Queries,
  personId: string,
  query: {
    only?: readonly NotificationKind[];
    without?: readonly NotificationKind[];
    cursor?: { unread: boolean; at: Date; id: string };
    limit: number;
  },
): Promise<DigestRow[]> {
  const { cursor } = query;
  const last = <T>(column: SQL) =>
    sql<T>`(array_agg(${column} order by ${notifications.at} desc, ${notifications.id}))[1]`;
  return db
    .select({
      id: digest,
      reviewId: reviews.id,
      title: reviews.title,
      threadId: notifications.threadId,
      kind: last<NotificationKind>(sql`${notifications.kind}`),
      acts: sql<number>`count(*)::int`,
      unread,
      at: newest,
      actorIds: sql<
        string[]
      >`array_remove(array_agg(${notifications.actorId}::text order by ${notifications.at} desc), null)`,
      commentId: last<string | null>(sql`${notifications.commentId}`),
      body: last<Record<string, unknown>>(sql`${notifications.body}`),
    })
    .from(notifications)
    .innerJoin(reviews, eq(reviews.id, notifications.reviewId))
    .innerJoin(members, eq(members.reviewId, reviews.id))
    .where(
      and(
        readable(personId),
        query.only && inArray(notifications.kind, [...query.only]),
        query.without && notInArray(notifications.kind, [...query.without]),
      ),
    )
    .groupBy(digest, reviews.id, reviews.title, notifications.threadId)
    .having(
      cursor
        ? sql`(${unread}, ${newest}, ${digest}) < (${cursor.unread}::boolean, ${cursor.at.toISOString()}::timestamptz, ${cursor.id}::uuid)`
        : undefined,
    )
    .orderBy(desc(unread), desc(newest), desc(digest))
    .limit(query.limit);
}

/** How many digests hold something unread that the person may read now. */
export async function countUnread(db: Queries, personId: string): Promise<number> {
  const [row] = await db
    .select({ n: sql<number>`count(distinct ${digest})::int` })
    .from(notifications)
    .innerJoin(reviews, eq(reviews.id, notifications.reviewId))
    .innerJoin(members, eq(members.reviewId, reviews.id))
    .where(and(readable(personId), isNull(notifications.readAt)));
  return row?.n ?? 0;
}

/** Words of the threads and comments that digests name; what was taken back or is hidden has none. */
export async function wordsOfDigests(db: Queries, rows: readonly Pick<DigestRow, 'threadId' | 'commentId'>[]) {
  const ids = (key: 'threadId' | 'commentId') => rows.flatMap((row) => row[key] ?? []);
  const [quotes, words] = await Promise.all([
    db
      .select({ id: threads.id, words: threads.quote })
      .from(threads)
      .where(isAnyOf(threads.id, ids('threadId'))),
    db
      .select({ id: comments.id, words: comments.body })
      .from(comments)
      .where(and(isAnyOf(comments.id, ids('commentId')), speaking)),
  ]);
  return new Map([...quotes, ...words].map((row) => [row.id, row.words]));
}

/** Marks these digests read, or all that may be read now and are no newer than `until`. Answers how many rows it was. */
export async function markRead(
  tx: Queries,
  personId: string,
  which: { ids: readonly string[] } | { until: Date },
): Promise<number> {
  const mine = and(eq(notifications.personId, personId), isNull(notifications.readAt));
  const these =
    'ids' in which
      ? sql`${digest} = any(${`{${which.ids.join(',')}}`}::uuid[])`
      : and(
          sql`date_trunc('milliseconds', ${notifications.at}) <= ${which.until.toISOString()}::timestamptz`,
          sql`exists (select 1 from ${reviews} join ${members} on ${members.reviewId} = ${reviews.id} where ${reviews.id} = ${notifications.reviewId} and ${members.personId} = ${personId} and ${may('read')})`,
        );
  const rows = await tx
    .update(notifications)
    .set({ readAt: sql`now()` })
    .where(and(mine, these))
    .returning({ id: notifications.id });
  return rows.length;
}
