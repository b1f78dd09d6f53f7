// setup.renamed: the organisation's name, as pages and new versions print it. What is frozen keeps the name it had.
import { z } from 'zod';
import { organisationName, renameOrganisation as rename } from '../../../db/queries/people';
import type { Actor } from '../../../domain/actor';
import type { Result } from '../../../domain/result';
import { parse } from '../run';
import { administering, peopleAct } from './act';
import { nameInput } from './inputs';
import type { PeopleNeeds } from './needs';

export const renameOrganisationBody = z.strictObject({ name: nameInput });

/** Refusals: forbidden, bad-request, unknown-field. */
export async function renameOrganisation(needs: PeopleNeeds, actor: Actor, input: unknown): Promise<Result<null>> {
  return peopleAct(needs, async ({ tx, event }) => {
    administering(actor);
    const { name } = parse(renameOrganisationBody, input);
    const from = await organisationName(tx);
    await rename(tx, name);
    event(actor.personId, { kind: 'setup.renamed', body: { from, to: name } });
    return null;
  });
}
