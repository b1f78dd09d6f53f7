// person.admin-set: who looks after the organisation.
import { z } from 'zod';
import { changePerson, lockAdmins, personById } from '../../../db/queries/people';
import type { Actor } from '../../../domain/actor';
import { isId } from '../../../domain/ids';
import { keepsAnAdmin } from '../../../domain/organisation';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { parse } from '../run';
import { administering, peopleAct } from './act';
import type { PeopleNeeds } from './needs';

export const setAdminBody = z.strictObject({ admin: z.boolean() });

/** Refusals: forbidden, not-found (unknown, disabled), last-admin, bad-request, unknown-field. */
export async function setAdmin(
  needs: PeopleNeeds,
  actor: Actor,
  input: { personId: string; body: unknown },
): Promise<Result<{ admin: boolean }>> {
  return peopleAct(needs, async ({ tx, event }) => {
    administering(actor);
    const { admin } = parse(setAdminBody, input.body);
    const admins = await lockAdmins(tx);
    if (!admins.includes(actor.personId)) throw new Refused('forbidden');
    const person = isId(input.personId) ? await personById(tx, input.personId, true) : null;
    if (!person || person.disabledAt) throw new Refused('not-found');
    if (person.admin === admin) return { admin };
    if (!admin && !keepsAnAdmin(admins, person.id)) throw new Refused('last-admin');
    await changePerson(tx, person.id, { admin });
    event(actor.personId, { kind: 'person.admin-set', body: { personId: person.id, admin } });
    return { admin };
  });
}
