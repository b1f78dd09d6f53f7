// What every command about the end of an archived review loads first: the review and the wish that stands, held with the administrators.
import type { Queries } from '../../../db/queries/db';
import { lockAdmins } from '../../../db/queries/people';
import { standingWishes, type Wish } from '../../../db/queries/purges';
import { loadReview, type ReviewRow } from '../../../db/queries/reviews';
import type { Actor } from '../../../domain/actor';
import { isId } from '../../../domain/ids';
import type { Purgeable } from '../../../domain/purge';
import { Refused } from '../../../domain/refusal';

export interface Purging {
  review: ReviewRow;
  wish: Wish | null;
  /** The same for the rules. */
  state: Purgeable;
}

/** Who loses the right of an administrator meanwhile neither asks nor agrees. @throws Refused not-found */
export async function purging(tx: Queries, actor: Actor, reviewId: string): Promise<Purging> {
  if (!actor.admin || !isId(reviewId)) throw new Refused('not-found');
  if (!(await lockAdmins(tx)).includes(actor.personId)) throw new Refused('not-found');
  const review = await loadReview(tx, reviewId, true);
  if (!review) throw new Refused('not-found');
  const wish = (await standingWishes(tx, [reviewId])).get(reviewId) ?? null;
  const { stage, stageSince } = review;
  return { review, wish, state: { stage, stageSince, asked: wish && { by: wish.by } } };
}
