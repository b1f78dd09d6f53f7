// The record of one review as each of its readers may read it (matrix, "read audit log"), and whether what they see follows on in the chain.
import type { Queries } from '../../db/queries/db';
import { eventsOfReview, hashesAt } from '../../db/queries/events';
import { peopleByIds } from '../../db/queries/people';
import type { Actor } from '../../domain/actor';
import { CHAIN_START, hashOfEvent } from '../../domain/chain';
import type { Json } from '../../domain/jcs';
import { can } from '../../domain/policy';
import { Refused } from '../../domain/refusal';
import type { Result } from '../../domain/result';
import type { ReviewRecord } from '../../domain/view';
import { attempt, reviewFor } from '../commands/run';
import type { Needs } from '../needs';
import { personOf } from './threads';

/** What signatories see beside their own acts. */
const SIGN_EVENTS = [
  'version.frozen',
  'decision.made',
  'decision.withdrawn',
  'signoff.cancelled',
  'signoff.completed',
  'signoff.planned',
  'signoff.changed',
  'signoff.due',
  'signer.reminded',
  'sections.returned',
  'step.returned',
  'point.answered',
  'stage.changed',
];
const PAGE = 200;

interface Asked {
  reviewId: string;
  /** Entries before this one. */
  cursor?: string | undefined;
}

/**
 * Newest first, 200 a page: all for owners, sign events and own acts for signatories, own acts for others. Refusals: not-found,
 * forbidden (a viewer), bad-request for a cursor that is none of ours.
 */
export async function reviewRecord(
  { database: { db } }: Pick<Needs, 'database'>,
  actor: Actor,
  { reviewId, cursor }: Asked,
): Promise<Result<ReviewRecord>> {
  return attempt(async () => {
    const review = await reviewFor(db, actor, reviewId, 'read');
    const may = (action: Parameters<typeof can>[2]) => can(review, actor.personId, action);
    const reads = may('read-audit') ? 'all' : may('read-sign-audit') ? 'signing' : may('read-own-audit') ? 'own' : null;
    if (reads === null) throw new Refused('forbidden');
    if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) throw new Refused('bad-request', { field: 'cursor' });
    const rows = await eventsOfReview(db, review.id, {
      limit: PAGE + 1,
      ...(cursor === undefined ? {} : { before: Number(cursor) }),
      ...(reads === 'all' ? {} : { actorId: actor.personId }),
      ...(reads === 'signing' ? { kinds: SIGN_EVENTS } : {}),
    });
    const shown = rows.slice(0, PAGE);
    const people = await peopleByIds(
      db,
      shown.map((row) => row.actorId),
    );
    const items = shown.map((row) => ({
      seq: row.seq,
      at: row.at.toISOString(),
      kind: row.kind,
      actor: row.actorId ? personOf(people, row.actorId) : null,
      body: row.body as Readonly<Record<string, unknown>>,
      ...(row.words ? { words: row.words as Readonly<Record<string, unknown>> } : {}),
      prev: row.prev,
      hash: row.hash,
    }));
    const last = items.at(-1);
    return {
      items,
      reads,
      brokenAt: await brokenAmong(db, shown),
      ...(rows.length > PAGE && last ? { cursor: String(last.seq) } : {}),
    };
  });
}

type Row = Awaited<ReturnType<typeof eventsOfReview>>[number];

/** CH4: the newest of these that does not give its own hash, or does not name the hash of the entry before it, whatever review that is of. */
async function brokenAmong(db: Queries, rows: readonly Row[]): Promise<number | null> {
  const before = await hashesAt(
    db,
    rows.map(({ seq }) => seq - 1),
  );
  const broken = rows.find((row) => {
    const { seq, prev, at, kind, actorId, reviewId, body, hash } = row;
    const own = { seq, prev, at: at.toISOString(), kind, actor: actorId, review: reviewId, body: body as Json };
    return hashOfEvent(own) !== hash || prev !== (seq === 1 ? CHAIN_START : before.get(seq - 1));
  });
  return broken?.seq ?? null;
}
