// The end of an archived review: after its retention one administrator asks for it, with a reason, and another one does it.
import type { Actor } from './actor';
import { adminMay } from './policy';
import { ok, type Result, refused } from './result';
import type { Stage } from './review';

/** BN7: for how many years after its archiving a review is kept whatever anybody wants. */
export const RETENTION_YEARS = 10;

/** What the rules must know of a review and of the wish for its end. */
export interface Purgeable {
  stage: Stage;
  /** When it came to its stage; taken out of the archive and put back, the years begin anew. */
  stageSince: Date;
  /** The wish that stands: not withdrawn, by somebody who still is an administrator, made since it lies in the archive. */
  asked: { by: string } | null;
}

/** The first moment at which the end of a review may be asked for. 29 February counts as 1 March. */
export function retainedUntil(archivedAt: Date): Date {
  const end = new Date(archivedAt);
  end.setUTCFullYear(end.getUTCFullYear() + RETENTION_YEARS);
  return end;
}

/**
 * BN7, BN8: a wish that stands already is answered as there, whoever asks again: two wishes are no consent. Refusals: not-found
 * for who is no administrator, wrong-stage, retained, reason-needed.
 */
export function decideAsk(
  review: Purgeable,
  actor: Pick<Actor, 'admin'>,
  reason: string,
  now: Date,
): Result<'ask' | 'there'> {
  const refusal = notYet(review, actor, now);
  if (refusal) return refusal;
  if (review.asked) return ok('there');
  return reason.trim() ? ok('ask') : refused('reason-needed', { field: 'reason' });
}

/** BN8: the other administrator. Refusals: as above, nothing-asked, second-person. */
export function decidePurge(review: Purgeable, actor: Pick<Actor, 'admin' | 'personId'>, now: Date): Result<null> {
  const refusal = notYet(review, actor, now);
  if (refusal) return refusal;
  if (!review.asked) return refused('nothing-asked');
  return review.asked.by === actor.personId ? refused('second-person') : ok(null);
}

function notYet({ stage, stageSince }: Purgeable, actor: Pick<Actor, 'admin'>, now: Date) {
  if (!actor.admin) return refused('not-found');
  if (!adminMay(actor, stage, 'purge')) return refused('wrong-stage');
  return now < retainedUntil(stageSince) ? refused('retained') : null;
}
