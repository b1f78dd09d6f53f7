// What lies in the bin for a person: what they may bring back, until when (BN6).
import { binOf } from '../../db/queries/bin';
import type { Actor } from '../../domain/actor';
import { daysLeft } from '../../domain/bin';
import type { Result } from '../../domain/result';
import type { BinPage } from '../../domain/view';
import { attempt } from '../commands/run';
import type { Needs } from '../needs';
import { cursorOf, cursorText } from './cursor';

const PAGE = 50;

/** Last put there first, 50 a page. Refusals: bad-request for a cursor that is none of ours. */
export async function binPage(
  { database: { db } }: Pick<Needs, 'database'>,
  actor: Actor,
  query: { cursor?: string },
  now = new Date(),
): Promise<Result<BinPage>> {
  return attempt(async () => {
    const cursor = query.cursor === undefined ? {} : { cursor: cursorOf(query.cursor) };
    const rows = await binOf(db, actor.personId, { ...cursor, limit: PAGE + 1 });
    const items = rows.slice(0, PAGE).map(({ binnedAt, binnedUntil, ...row }) => ({
      ...row,
      binnedAt: binnedAt.toISOString(),
      until: binnedUntil.toISOString(),
      daysLeft: daysLeft(binnedUntil, now),
    }));
    const last = rows[PAGE - 1];
    return rows.length > PAGE && last
      ? { items, cursor: cursorText({ updatedAt: last.binnedAt, id: last.id }) }
      : { items };
  });
}
