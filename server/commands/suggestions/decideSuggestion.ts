// suggestion.decided: somebody who may write takes a suggestion into the text, or takes it away; one or all.
import { z } from 'zod';
import type { Actor } from '../../../domain/actor';
import { isSuggestionId } from '../../../domain/document/layout';
import { ALL, decideSuggestions, SUGGESTION_DECISIONS, type SuggestionId } from '../../../domain/document/suggestions';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import type { Needs } from '../../needs';
import { act, attempt, parse, reviewFor } from '../run';

const body = z.strictObject({
  id: z.custom<SuggestionId>((id) => id === ALL || isSuggestionId(id), 'the id of a suggestion, or all'),
  decision: z.enum(SUGGESTION_DECISIONS),
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
    await reviewFor(needs.database.db, actor, input.reviewId, 'write');
    const { id, decision } = parse(body, input.body);
    const decided = await needs.collab.write(input.reviewId, { marksOnly: false }, (doc) =>
      decideSuggestions(doc, id, decision),
    );
    if (decided === 0 && id !== ALL) throw new Refused('not-found', { field: 'id' });
    return { id, decision, decided };
  });
  if (!done.ok) return done;
  return act(needs, async ({ event }) => {
    const { decided } = done.value;
    if (decided > 0) event(actor, input.reviewId, { kind: 'suggestion.decided', body: done.value });
    return { decided };
  });
}
