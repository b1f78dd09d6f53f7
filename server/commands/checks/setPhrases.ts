// setup.phrase-added and setup.phrase-removed: the organisation's list of phrases that everybody has to write alike.
import { z } from 'zod';
import { addSetPhrase, countSetPhrases, removeSetPhrase } from '../../../db/queries/setPhrases';
import type { Actor } from '../../../domain/actor';
import { MAX_SET_PHRASES, setPhraseProblem } from '../../../domain/checks/stockPhrases';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { wordsInput } from '../inputs';
import { administering, peopleAct } from '../people/act';
import type { PeopleNeeds } from '../people/needs';
import { parse } from '../run';

export const setPhraseBody = z.strictObject({ phrase: wordsInput(100).min(1) });

/** Refusals: forbidden, bad-request (too short, or the list is full). A phrase that is there is there. */
export async function addPhrase(needs: PeopleNeeds, actor: Actor, input: unknown): Promise<Result<null>> {
  return peopleAct(needs, async ({ tx, event }) => {
    administering(actor);
    const { phrase } = parse(setPhraseBody, input);
    if (setPhraseProblem(phrase)) throw new Refused('bad-request', { field: 'phrase' });
    if ((await countSetPhrases(tx)) >= MAX_SET_PHRASES) throw new Refused('bad-request', { field: 'phrase' });
    if (await addSetPhrase(tx, phrase, actor.personId))
      event(actor.personId, { kind: 'setup.phrase-added', body: { phrase } });
    return null;
  });
}

/** Refusals: forbidden, bad-request. A phrase that is not there is not there. */
export async function removePhrase(needs: PeopleNeeds, actor: Actor, input: unknown): Promise<Result<null>> {
  return peopleAct(needs, async ({ tx, event }) => {
    administering(actor);
    const { phrase } = parse(setPhraseBody, input);
    if (await removeSetPhrase(tx, phrase)) event(actor.personId, { kind: 'setup.phrase-removed', body: { phrase } });
    return null;
  });
}
