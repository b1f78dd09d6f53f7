// Marks notifications read: one's own, by thread or all that one sees. Nobody else learns of it, so no event tells of it.
import { z } from 'zod';
import { markRead as markRows } from '../../../db/queries/notifications';
import type { Actor } from '../../../domain/actor';
import { isId } from '../../../domain/ids';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import type { Needs } from '../../needs';
import { instantOf } from '../../views/cursor';
import { attempt, parse } from '../run';

const MOST = 200;

/** `ids`: of digests, as the inbox names them. `until`: everything up to that instant, of reviews that one may read now. */
export const markReadBody = z.union([
  z.strictObject({ ids: z.array(z.string().refine(isId, 'an id')).max(MOST) }),
  z.strictObject({ until: z.string() }),
]);

/** NR4: what is read stays read; ids that are nobody's or somebody else's change nothing. Refusals: bad-request. */
export async function markRead(needs: Needs, actor: Actor, body: unknown): Promise<Result<{ marked: number }>> {
  return attempt(async () => {
    const which = parse(markReadBody, body);
    if ('ids' in which) return { marked: await markRows(needs.database.db, actor.personId, which) };
    const until = instantOf(which.until);
    if (!until) throw new Refused('bad-request', { field: 'until' });
    return { marked: await markRows(needs.database.db, actor.personId, { until }) };
  });
}
