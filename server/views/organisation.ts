// All reviews of the organisation for its administrators: title and size alone (PO6).
import { organisationReviews } from '../../db/queries/organisationReviews';
import type { Actor } from '../../domain/actor';
import { isId } from '../../domain/ids';
import { mayAdminister } from '../../domain/organisation';
import { Refused } from '../../domain/refusal';
import type { Result } from '../../domain/result';
import type { OrganisationReviews } from '../../domain/view';
import { storable } from '../commands/inputs';
import { attempt } from '../commands/run';
import type { Needs } from '../needs';

const PAGE = 100;

/** In the order of their titles. Refusals: forbidden, bad-request for a cursor that is none of ours. */
export async function organisationReviewsPage(
  needs: Pick<Needs, 'database'>,
  actor: Actor,
  query: { cursor?: string },
): Promise<Result<OrganisationReviews>> {
  return attempt(async () => {
    if (!mayAdminister(actor)) throw new Refused('forbidden');
    const after = query.cursor === undefined ? {} : { after: placeOf(query.cursor) };
    const rows = await organisationReviews(needs.database.db, { ...after, limit: PAGE + 1 });
    const items = rows.slice(0, PAGE);
    const last = items.at(-1);
    return rows.length > PAGE && last ? { items, cursor: cursorOf(last) } : { items };
  });
}

function cursorOf({ id, title }: { id: string; title: string }): string {
  return Buffer.from(`${id} ${title}`).toString('base64url');
}

/** @throws Refused bad-request */
function placeOf(cursor: string): { id: string; title: string } {
  const words = Buffer.from(cursor, 'base64url').toString('utf8');
  const [id, title] = [words.slice(0, 36), words.slice(37)];
  if (!isId(id) || !storable(title)) throw new Refused('bad-request', { field: 'cursor' });
  return { id, title };
}
