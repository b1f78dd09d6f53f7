// The record of everything that happened: appended in the transaction of the act, chained, never changed.
import { randomBytes } from 'node:crypto';
import { and, asc, between, desc, eq, getTableColumns, gt, inArray, lt, or, sql } from 'drizzle-orm';
import { CHAIN_START, type ChainEvent, digestOfWords, hashOfEvent } from '../../domain/chain';
import type { Json } from '../../domain/jcs';
import { events, eventWords } from '../schema/signoff';
import type { Queries } from './db';

export interface NewEvent {
  kind: string;
  actorId: string | null;
  reviewId: string | null;
  body: Record<string, unknown>;
  /** Words of the text: kept beside the event, which holds their digest (BN10). */
  words?: Record<string, unknown>;
}

/** One chain for the organisation: whoever appends holds this transaction-scoped lock until commit. */
const CHAIN_LOCK = 7_201_001;

/**
 * Appends events to the chain inside the caller's transaction. Time is the database's clock at millisecond precision,
 * never before the event ahead of it.
 */
export async function appendEvents(tx: Queries, items: readonly NewEvent[]): Promise<void> {
  if (items.length === 0) return;
  await tx.execute(sql`select pg_advisory_xact_lock(${CHAIN_LOCK})`);
  const [last] = await tx.select().from(events).orderBy(desc(events.seq)).limit(1);
  const [clock] = await tx.execute<{ ms: string }>(
    sql`select floor(extract(epoch from clock_timestamp()) * 1000)::text as ms`,
  );
  const ms = Math.max(Number(clock?.ms), last ? last.at.getTime() : 0);
  let seq = last?.seq ?? 0;
  let prev = last?.hash ?? CHAIN_START;
  const beside: (typeof eventWords.$inferInsert)[] = [];
  const rows = items.map(({ words, ...item }) => {
    seq += 1;
    const kept = words && item.reviewId ? { seq, reviewId: item.reviewId, salt: newSalt(), words: plain(words) } : null;
    if (kept) beside.push(kept);
    const body = { ...plain(item.body), ...(kept ? { words: digestOfWords(kept.salt, kept.words as Json) } : {}) };
    const link: ChainEvent = {
      seq,
      prev,
      at: new Date(ms).toISOString(),
      kind: item.kind,
      actor: item.actorId,
      review: item.reviewId,
      body: body as Json,
    };
    const row = { ...item, seq, prev, hash: hashOfEvent(link), at: new Date(ms), body };
    prev = row.hash;
    return row;
  });
  await tx.insert(events).values(rows);
  if (beside.length > 0) await tx.insert(eventWords).values(beside);
}

const newSalt = () => randomBytes(16).toString('hex');

/** As it comes back from the database: the hash is made over that. */
function plain(value: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
}

/** Events of a review, newest first, older than `before` when given: all, or those of `actorId` and of these `kinds` by anybody. */
export async function eventsOfReview(
  db: Queries,
  reviewId: string,
  options: { kinds?: readonly string[]; actorId?: string; before?: number; limit: number },
) {
  const own = options.actorId
    ? or(eq(events.actorId, options.actorId), options.kinds ? inArray(events.kind, [...options.kinds]) : undefined)
    : undefined;
  return db
    .select({ ...getTableColumns(events), words: eventWords.words })
    .from(events)
    .leftJoin(eventWords, eq(eventWords.seq, events.seq))
    .where(
      and(
        eq(events.reviewId, reviewId),
        own,
        options.before === undefined ? undefined : lt(events.seq, options.before),
      ),
    )
    .orderBy(desc(events.seq))
    .limit(options.limit);
}

/** The chain from `after` on, oldest first, as links to verify. */
export async function chainAfter(
  db: Queries,
  after: number,
  limit: number,
): Promise<(ChainEvent & { hash: string })[]> {
  const rows = await db.select().from(events).where(gt(events.seq, after)).orderBy(asc(events.seq)).limit(limit);
  return rows.map(linkOf);
}

/** The events of a review as the links that they are, oldest first: all, or those of these kinds alone. */
export async function eventsIn(
  db: Queries,
  reviewId: string,
  kinds?: readonly string[],
): Promise<(ChainEvent & { hash: string })[]> {
  const rows = await db
    .select()
    .from(events)
    .where(and(eq(events.reviewId, reviewId), kinds && inArray(events.kind, [...kinds])))
    .orderBy(asc(events.seq));
  return rows.map(linkOf);
}

/** The chain from one seq to another, both included, oldest first: places and hashes, and nobody's words. */
export async function linksBetween(db: Queries, first: number, last: number): Promise<{ seq: number; hash: string }[]> {
  return db
    .select({ seq: events.seq, hash: events.hash })
    .from(events)
    .where(between(events.seq, first, last))
    .orderBy(asc(events.seq));
}

/** Hashes of the entries with these numbers. */
export async function hashesAt(db: Queries, seqs: readonly number[]): Promise<Map<number, string>> {
  if (seqs.length === 0) return new Map();
  const rows = await db
    .select({ seq: events.seq, hash: events.hash })
    .from(events)
    .where(inArray(events.seq, [...seqs]));
  return new Map(rows.map(({ seq, hash }) => [seq, hash]));
}

function linkOf(row: typeof events.$inferSelect): ChainEvent & { hash: string } {
  return {
    seq: row.seq,
    prev: row.prev,
    hash: row.hash,
    at: row.at.toISOString(),
    kind: row.kind,
    actor: row.actorId,
    review: row.reviewId,
    body: row.body as Json,
  };
}

/** How many suggestions of a review were accepted and rejected; those that their authors took back are neither. */
export async function decidedSuggestions(
  db: Queries,
  reviewId: string,
): Promise<{ accepted: number; rejected: number }> {
  const rows = await db.execute<{ decision: string; n: string }>(sql`
    select body->>'decision' as decision, sum((body->>'decided')::int)::text as n from events
    where review_id = ${reviewId} and kind in ('suggestion.decided', 'text.cleaned-up')
      and coalesce(body->>'withdrawn', 'false') <> 'true'
    group by 1`);
  const of = (decision: string) => Number(rows.find((row) => row.decision === decision)?.n ?? 0);
  return { accepted: of('accept'), rejected: of('reject') };
}
