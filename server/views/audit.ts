// The organisation's record as its administrators read it, and the public keys that its checkpoints are signed with.
import { eventsNewestFirst, recordsReadBy, titlesOf } from '../../db/queries/audit';
import { chainAfter } from '../../db/queries/events';
import { chainHead } from '../../db/queries/keys';
import { peopleByIds } from '../../db/queries/people';
import type { Actor } from '../../domain/actor';
import { factsIn, isAuditGroup, isOfAdministrators } from '../../domain/audit';
import type { HandedLink } from '../../domain/chain';
import { isId } from '../../domain/ids';
import { mayAdminister } from '../../domain/organisation';
import { Refused } from '../../domain/refusal';
import type { Result } from '../../domain/result';
import type { AuditPage } from '../../domain/view';
import { attempt } from '../commands/run';
import { fingerprintOf } from '../keys/keyFiles';
import type { Needs } from '../needs';
import { personOf } from './threads';

const PAGE = 100;

/** Newest first, 100 a page. Refusals: forbidden, bad-request for a filter or a cursor that is none of ours. */
export async function auditPage(
  needs: Pick<Needs, 'database'>,
  actor: Actor,
  query: { kind?: string; person?: string; cursor?: string },
): Promise<Result<AuditPage>> {
  return attempt(async () => {
    if (!mayAdminister(actor)) throw new Refused('forbidden');
    const { kind, person, cursor } = query;
    if (kind && !isAuditGroup(kind)) throw new Refused('bad-request', { field: 'kind' });
    if (person && !isId(person)) throw new Refused('bad-request', { field: 'person' });
    if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) throw new Refused('bad-request', { field: 'cursor' });
    const { db } = needs.database;
    const rows = await eventsNewestFirst(db, {
      limit: PAGE + 1,
      ...(kind ? { group: kind } : {}),
      ...(person ? { actorId: person } : {}),
      ...(cursor === undefined ? {} : { before: Number(cursor) }),
    });
    const shown = rows.slice(0, PAGE);
    const people = await peopleByIds(db, [...shown.map(({ actorId }) => actorId), person ?? null]);
    const titles = await titlesOf(
      db,
      shown.flatMap(({ reviewId }) => reviewId ?? []),
    );
    const items = shown.map(({ seq, at, kind, actorId, reviewId }) => ({
      seq,
      at: at.toISOString(),
      kind,
      actor: actorId === null ? null : personOf(people, actorId),
      review: reviewId === null ? null : { id: reviewId, title: titles.get(reviewId) ?? '' },
    }));
    const last = items.at(-1);
    const newest = (await chainHead(db))?.seq ?? 0;
    return {
      items,
      newest,
      ...(person ? { person: personOf(people, person) } : {}),
      ...(rows.length > PAGE && last ? { cursor: String(last.seq) } : {}),
    };
  });
}

/**
 * The chain from `after` on, oldest first, at most `limit` links. PO7: of a review whose record the administrator may not read as a
 * member, without anybody's words; what happened in the organisation is whole. Refusals: forbidden.
 */
export async function recordFrom(
  { database: { db } }: Pick<Needs, 'database'>,
  actor: Actor,
  { after, limit }: { after: number; limit: number },
): Promise<HandedLink[]> {
  if (!mayAdminister(actor)) throw new Refused('forbidden');
  const read = await recordsReadBy(db, actor.personId);
  return (await chainAfter(db, after, limit)).map((link) => {
    const whole = link.review === null || read.has(link.review) || isOfAdministrators(link.kind);
    return whole ? link : { ...link, body: factsIn(link.body) ?? {}, withheld: true };
  });
}

/** As they stand at `/.well-known/countersign-keys.json`, the newest first. */
export async function shownKeys({ keys }: Pick<Needs, 'keys'>) {
  await keys.current();
  return (await keys.known())
    .map(({ kid, publicPem, retiredAt, badFrom }) => ({
      kid,
      fingerprint: fingerprintOf(publicPem),
      retired: retiredAt !== null,
      badFrom: badFrom?.toISOString() ?? null,
    }))
    .reverse();
}
