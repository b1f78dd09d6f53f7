// Whose suggestions are: by the binding of client ids to people; and telling them what others decided, in the transaction of the event.
import { goOn, insertNotifications, runsOf } from '../../../db/queries/notifications';
import { loadReview } from '../../../db/queries/reviews';
import { clientsOf } from '../../../db/text';
import type { Actor } from '../../../domain/actor';
import type { SuggestionDecision } from '../../../domain/document/suggestions';
import { must } from '../../../domain/must';
import { decidedSoFar, SUGGESTIONS_DECIDED, toldOfDecisions } from '../../../domain/notify';
import type { Needs } from '../../needs';
import type { Act } from '../run';

/** The people behind client ids as they are bound now; null where there is none. */
export async function whoIsBehind(
  needs: Needs,
  reviewId: string,
): Promise<(clients: readonly number[]) => (string | null)[]> {
  const { epoch } = await needs.collab.read(reviewId, (_doc, at) => at);
  const owners = new Map(
    (await clientsOf(needs.database.sql, reviewId, epoch)).map((one) => [one.clientId, one.personId]),
  );
  return (clients) => clients.map((client) => owners.get(client) ?? null);
}

/** NO7: `authors`: who is behind each suggestion that was decided on. The review is held, so that a run is written by one at a time. */
export async function tellDecided(
  { tx }: Act,
  actor: Actor,
  reviewId: string,
  { authors, decision }: { authors: readonly (readonly (string | null)[])[]; decision: SuggestionDecision },
): Promise<void> {
  const review = must(await loadReview(tx, reviewId, true), 'a text that was decided in is of a review');
  const told = toldOfDecisions(authors, review, actor.personId);
  if (told.size === 0) return;
  const runs = new Map((await runsOf(tx, reviewId, [...told.keys()])).map((run) => [run.personId, run]));
  for (const [personId, n] of told) {
    const run = runs.get(personId) ?? null;
    const body = decidedSoFar(run, decision, n, actor.personId);
    if (run) await goOn(tx, run.id, actor.personId, body);
    else
      await insertNotifications(tx, [
        {
          personId,
          reviewId,
          kind: SUGGESTIONS_DECIDED,
          actorId: actor.personId,
          threadId: null,
          commentId: null,
          body: { ...body },
        },
      ]);
  }
}
