// suggestion.decided: somebody who may write takes a suggestion into the text, or takes it away; one, all, or all of one person.
// Who may only suggest takes back what is theirs alone (SU8).
import { z } from 'zod';
import { openSectionsOf } from '../../../db/queries/signoff';
import type { Actor } from '../../../domain/actor';
import { isSuggestionId } from '../../../domain/document/layout';
import {
  ALL,
  decideSuggestions,
  pendingSuggestions,
  SUGGESTION_DECISIONS,
  type SuggestionId,
} from '../../../domain/document/suggestions';
import { abilitiesOf, can } from '../../../domain/policy';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { decisionsFor, isOwn } from '../../../domain/suggestion';
import type { Needs } from '../../needs';
import { act, attempt, parse, reviewFor } from '../run';
import { tellDecided, whoIsBehind } from './behind';

export const decisionBody = z.strictObject({
  id: z.custom<SuggestionId>((id) => id === ALL || isSuggestionId(id), 'the id of a suggestion, or all'),
  decision: z.enum(SUGGESTION_DECISIONS),
  /** With `all`: only what this person suggested, alone or with others. */
  author: z.string().optional(),
});

/**
 * The text first, by the server's own write; the event when that is committed. Answers how many were decided; deciding on all
 * when there are none is harmless. Refusals: not-found (also for a suggestion that is not there any more), forbidden,
 * wrong-stage (frozen meanwhile), bad-request.
 */
export async function decideSuggestion(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; body: unknown },
): Promise<Result<{ decided: number }>> {
  const done = await attempt(async () => {
    const review = await reviewFor(needs.database.db, actor, input.reviewId, 'know');
    const mayReturned = can(review, actor.personId, 'write-returned');
    const isReturned = mayReturned && (await openSectionsOf(needs.database.db, review.id)).length > 0;
    if (!isReturned && !can(review, actor.personId, 'suggest')) throw new Refused('forbidden');
    const { id, decision, author } = parse(decisionBody, input.body);
    const decider = { abilities: abilitiesOf(review, actor.personId), returned: isReturned };
    const peopleOf = await whoIsBehind(needs, review.id);
    const made = await needs.collab.write(review.id, { marksOnly: false, returned: isReturned }, (doc) => {
      const chosen = pendingSuggestions(doc)
        .map((one) => ({ id: one.id, people: peopleOf(one.authors) }))
        .filter((one) => (id === ALL ? author === undefined || one.people.includes(author) : one.id === id));
      const may = chosen.every(({ people }) => decisionsFor(decider, actor.personId, people).includes(decision));
      // Nothing is thrown in here: that would cost the room its memory.
      if (!may) return null;
      const ids = chosen.map((one) => one.id);
      const own = chosen.every(({ people }) => isOwn(actor.personId, people));
      return { decided: decideSuggestions(doc, ids, decision), own, authors: chosen.map(({ people }) => people) };
    });
    if (!made) throw new Refused('forbidden');
    const { decided, own, authors } = made;
    if (decided === 0 && id !== ALL) throw new Refused('not-found', { field: 'id' });
    const withdrawn = decision === 'reject' && own;
    const body = { id, decision, decided, ...(withdrawn && { withdrawn }), ...(author !== undefined && { author }) };
    return { body, authors };
  });
  if (!done.ok) return done;
  return act(needs, async (run) => {
    const { body, authors } = done.value;
    const { decided, decision } = body;
    if (decided === 0) return { decided };
    run.event(actor, input.reviewId, { kind: 'suggestion.decided', body });
    await tellDecided(run, actor, input.reviewId, { authors, decision });
    run.after(() => needs.collab.notify(input.reviewId, { type: 'threads' }));
    return { decided };
  });
}
