// decision.withdrawn by who may have no line for it any more: what stands until it is withdrawn can be withdrawn by who said it.
import { z } from 'zod';
import type { Queries } from '../../../db/queries/db';
import { loadReview } from '../../../db/queries/reviews';
import { standsById } from '../../../db/queries/sessions';
import { type Reproach, reproachesOf } from '../../../db/queries/signoff';
import { latestVersion } from '../../../db/queries/versions';
import type { Actor } from '../../../domain/actor';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import type { Needs } from '../../needs';
import { act, attempt, type Once, parse } from '../run';
import { completeWhenMet } from './complete';
import { confirmed, takeBack } from './decide';

export const withdrawStandingBody = z.strictObject({ password: z.string().min(1).max(1000) });

/**
 * SG24: takes back a reservation or an objection of the actor's own that stands, whether they are asked, or may read the review, by now
 * or not: their own word is all that it takes. Refusals: wrong-password, too-many-attempts, not-found for whatever is no such word of
 * theirs, unsigned. Under its key it counts once.
 */
export async function withdrawStanding(
  needs: Needs,
  actor: Actor,
  input: { decisionId: string; body: unknown; once: Once },
): Promise<Result<null>> {
  const asked = await attempt(() => confirmed(needs, actor, parse(withdrawStandingBody, input.body).password));
  if (!asked.ok) return asked;
  return act(
    needs,
    async (act) => {
      const { reviewId } = await ownWord(act.tx, actor, input.decisionId);
      await loadReview(act.tx, reviewId, true);
      // The password took its turn, the row its lock: who signed out, or withdrew meanwhile, withdraws nothing.
      if (!(await standsById(act.tx, actor.sessionId, new Date()))) throw new Refused('unsigned');
      const row = await ownWord(act.tx, actor, input.decisionId);
      const { lineId, contentSha256, recordSha256 } = row;
      await takeBack(act, actor, reviewId, { lineId, personId: actor.personId, contentSha256, recordSha256, row });
      act.after(() => needs.collab.notify(reviewId, { type: 'signoff' }));
      const version = await latestVersion(act.tx, reviewId);
      if (version?.outcome === 'open') await completeWhenMet(needs, act, reviewId);
      return null;
    },
    input.once,
  );
}

/** @throws Refused not-found */
async function ownWord(db: Queries, { personId }: Actor, decisionId: string): Promise<Reproach> {
  const found = (await reproachesOf(db, personId)).find(({ id }) => id === decisionId);
  if (!found) throw new Refused('not-found');
  return found;
}
