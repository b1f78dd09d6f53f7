// The record of a restore: one event of the organisation and one of each review, chained behind those that came with the backup.
import type postgres from 'postgres';
import { type Queries, queriesIn } from '../../db/queries/db';
import { appendEvents, chainAfter, type NewEvent } from '../../db/queries/events';
import { CHAIN_START, firstBrokenLink } from '../../domain/chain';
import type { OrganisationEvent, ReviewEvent } from '../../domain/events';

interface Restored {
  epoch: number;
  takenAt: string;
  sha256: string;
  /** The end of the chain that was replaced: a checkpoint of it that has left the machine is still explained. */
  replaced: { seq: number; hash: string } | null;
  sessions: number;
  links: number;
  disabled: number;
  reviewIds: readonly string[];
}

const LINKS_AT_ONCE = 1000;

/** Answers the first event that does not fit the chain, null when the whole chain that came with the backup holds. */
export async function recordRestore(
  pool: postgres.Sql,
  tx: postgres.TransactionSql,
  { reviewIds, ...facts }: Restored,
): Promise<number | null> {
  const db = queriesIn(pool, tx);
  const broken = await brokenLink(db);
  const { epoch, takenAt, sha256 } = facts;
  const whole: OrganisationEvent = { kind: 'backup.restored', body: { ...facts, brokenAt: broken } };
  const each: ReviewEvent = { kind: 'review.restored', body: { epoch, takenAt, sha256 } };
  const events: NewEvent[] = [
    { ...whole, actorId: null, reviewId: null },
    ...reviewIds.map((reviewId) => ({ ...each, actorId: null, reviewId })),
  ];
  for (let at = 0; at < events.length; at += LINKS_AT_ONCE)
    await appendEvents(db, events.slice(at, at + LINKS_AT_ONCE));
  return broken;
}

async function brokenLink(db: Queries): Promise<number | null> {
  let last = { seq: 0, hash: CHAIN_START };
  for (;;) {
    const links = await chainAfter(db, last.seq, LINKS_AT_ONCE);
    const broken = firstBrokenLink(links, last);
    if (broken !== null) return broken;
    const end = links.at(-1);
    if (!end) return null;
    last = { seq: end.seq, hash: end.hash };
  }
}
