// What an approved version is handed out as, and what its package is made of.
import { and, asc, eq, gte, lte } from 'drizzle-orm';
import type { ChainEvent } from '../../domain/chain';
import type { Json } from '../../domain/jcs';
import { events, handedOut, signoffRecords, versions } from '../schema/signoff';
import type { Queries } from './db';

export type HandedOutRow = typeof handedOut.$inferSelect;

export async function handedOutFile(db: Queries, versionId: string, format: string): Promise<HandedOutRow | null> {
  const [row] = await db
    .select()
    .from(handedOut)
    .where(and(eq(handedOut.versionId, versionId), eq(handedOut.format, format)));
  return row ?? null;
}

/** Whoever is first makes the file that everybody gets. */
export async function insertHandedOut(db: Queries, row: typeof handedOut.$inferInsert): Promise<void> {
  await db.insert(handedOut).values(row).onConflictDoNothing();
}

/** Every record of this review's sign-offs, oldest first: the one of each freeze, and those of later changes. */
export async function recordsOf(db: Queries, reviewId: string): Promise<Uint8Array[]> {
  const first = await db
    .select({ no: versions.no, record: versions.record })
    .from(versions)
    .where(eq(versions.reviewId, reviewId))
    .orderBy(asc(versions.no));
  const later = await db
    .select({ no: versions.no, record: signoffRecords.record })
    .from(signoffRecords)
    .innerJoin(versions, eq(versions.id, signoffRecords.versionId))
    .where(eq(versions.reviewId, reviewId))
    .orderBy(asc(versions.no), asc(signoffRecords.no));
  return [...first, ...later].map(({ record }) => record);
}

/** Links of the chain from `first` to `last`, oldest first; the words only of events of this review. */
export async function chainOf(
  db: Queries,
  reviewId: string,
  first: number,
  last: number,
): Promise<(ChainEvent & { hash: string; ours: boolean })[]> {
  const rows = await db
    .select()
    .from(events)
    .where(and(gte(events.seq, first), lte(events.seq, last)))
    .orderBy(asc(events.seq));
  return rows.map((row) => ({
    seq: row.seq,
    prev: row.prev,
    hash: row.hash,
    at: row.at.toISOString(),
    kind: row.kind,
    actor: row.actorId,
    review: row.reviewId,
    body: row.body as Json,
    ours: row.reviewId === reviewId,
  }));
}

/** The seq of the first event of this kind in the review, of the last one with `newest`. */
export async function seqOfEvent(db: Queries, reviewId: string, kind: string, newest: boolean): Promise<number | null> {
  const rows = await db
    .select({ seq: events.seq })
    .from(events)
    .where(and(eq(events.reviewId, reviewId), eq(events.kind, kind)))
    .orderBy(asc(events.seq));
  return (newest ? rows.at(-1) : rows[0])?.seq ?? null;
}
