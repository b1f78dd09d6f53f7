// text.cleaned-up: the marked copy is kept as a version, then every suggestion is accepted, or every one rejected.
import * as Y from 'yjs';
import { z } from 'zod';
import { deleteNamedVersion, insertNamedVersion } from '../../../db/queries/namedVersions';
import type { Actor } from '../../../domain/actor';
import { ALL, decideSuggestions, pendingSuggestions, SUGGESTION_DECISIONS } from '../../../domain/document/suggestions';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import type { Needs } from '../../needs';
import { act, attempt, parse, reviewFor } from '../run';
import { tellDecided, whoIsBehind } from './behind';

export const cleanUpBody = z.strictObject({ decision: z.enum(SUGGESTION_DECISIONS) });

/** A copy that is older than a suggestion is of no use; a text in which one is made at each of these moments is not at rest. */
const TRIES = 8;

/**
 * SU9: the copy is on disk before anything is decided, and in the one write that decides, the suggestions must be those of the
 * copy: else it is made again. A kill in between leaves a copy too many, never a decision without one. With nothing pending
 * nothing is done, so a repeat is harmless. Refusals: not-found, forbidden, wrong-stage, moved-on, bad-request.
 */
export async function cleanUp(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; body: unknown },
): Promise<Result<{ decided: number; versionId: string | null }>> {
  const done = await attempt(async () => {
    const { id } = await reviewFor(needs.database.db, actor, input.reviewId, 'write');
    const { decision } = parse(cleanUpBody, input.body);
    for (let tries = 1; tries <= TRIES; tries++) {
      const copy = await needs.collab.state(id);
      const pending = suggestionsOf(copy.state);
      if (pending === NONE) return { decision, decided: 0, versionId: null, authors: [] };
      const peopleOf = await whoIsBehind(needs, id);
      const versionId = await insertNamedVersion(needs.database.db, {
        ...copy,
        reviewId: id,
        kind: 'clean-up',
        name: '',
        note: '',
        createdBy: actor.personId,
      });
      const made = await needs.collab.write(id, { marksOnly: false }, (doc) => {
        if (suggestionsIn(doc) !== pending) return null;
        const authors = pendingSuggestions(doc).map((one) => peopleOf(one.authors));
        return { decided: decideSuggestions(doc, ALL, decision), authors };
      });
      if (made !== null) return { decision, versionId, ...made };
      await deleteNamedVersion(needs.database.db, versionId);
    }
    throw new Refused('moved-on');
  });
  if (!done.ok) return done;
  return act(needs, async (run) => {
    const { decision, decided, versionId, authors } = done.value;
    if (versionId === null) return { decided, versionId };
    run.event(actor, input.reviewId, { kind: 'text.cleaned-up', body: { versionId, decision, decided } });
    await tellDecided(run, actor, input.reviewId, { authors, decision });
    run.after(() => needs.collab.notify(input.reviewId, { type: 'threads' }));
    return { decided, versionId };
  });
}

/** What is pending, in one string: ids, words, places and authors. */
function suggestionsIn(doc: Y.Doc): string {
  return JSON.stringify(pendingSuggestions(doc).map(({ ids: _pieces, ...one }) => one));
}

const NONE = '[]';

function suggestionsOf(state: Uint8Array): string {
  const doc = new Y.Doc();
  try {
    Y.applyUpdate(doc, state);
    return suggestionsIn(doc);
  } finally {
    doc.destroy();
  }
}
