// All reviews of the organisation for its administrators: title and size alone (PO6).
import { type OrganisationReviewRow, organisationReviews } from '../../db/queries/organisationReviews';
import { standingWishes, type Wish } from '../../db/queries/purges';
import type { Actor } from '../../domain/actor';
import { mayAdminister } from '../../domain/organisation';
import { adminMay } from '../../domain/policy';
import { decideAsk, decidePurge, type Purgeable, retainedUntil } from '../../domain/purge';
import { Refused } from '../../domain/refusal';
import type { Result } from '../../domain/result';
import type { OrganisationReview, OrganisationReviews } from '../../domain/view';
import { attempt } from '../commands/run';
import type { Needs } from '../needs';
import { namePlace, namePlaceOf } from './cursor';

const PAGE = 100;

/** In the order of their titles. Refusals: forbidden, bad-request for a cursor that is none of ours. */
export async function organisationReviewsPage(
  needs: Pick<Needs, 'database'>,
  actor: Actor,
  query: { cursor?: string },
): Promise<Result<OrganisationReviews>> {
  return attempt(async () => {
    if (!mayAdminister(actor)) throw new Refused('forbidden');
    const place = query.cursor === undefined ? null : namePlaceOf(query.cursor);
    const after = place && { after: { id: place.id, title: place.name } };
    const rows = await organisationReviews(needs.database.db, { ...after, limit: PAGE + 1 });
    const shown = rows.slice(0, PAGE);
    const wishes = await standingWishes(
      needs.database.db,
      shown.map(({ id }) => id),
    );
    const items = shown.map((row) => itemOf(row, wishes.get(row.id) ?? null, actor, new Date()));
    const last = items.at(-1);
    return rows.length > PAGE && last ? { items, cursor: namePlace({ id: last.id, name: last.title }) } : { items };
  });
}

function itemOf(
  { stage, stageSince, binnedUntil, ...row }: OrganisationReviewRow,
  wish: Wish | null,
  actor: Actor,
  now: Date,
): OrganisationReview {
  const archived = adminMay(actor, stage, 'unarchive');
  const state: Purgeable = { stage, stageSince, asked: wish && { by: wish.by } };
  const acts = {
    ask: !wish && decideAsk(state, actor, 'any', now).ok,
    confirm: decidePurge(state, actor, now).ok,
    withdraw: wish !== null,
  };
  return {
    ...row,
    archived,
    ...(binnedUntil ? { binnedUntil: binnedUntil.toISOString() } : {}),
    ...(archived ? { retainedUntil: retainedUntil(stageSince).toISOString(), acts: chosen(acts) } : {}),
    ...(wish
      ? { purge: { by: { id: wish.by, name: wish.name }, at: wish.at.toISOString(), reason: wish.reason } }
      : {}),
  };
}

function chosen<K extends string>(acts: Readonly<Record<K, boolean>>): K[] {
  return (Object.keys(acts) as K[]).filter((act) => acts[act]);
}
