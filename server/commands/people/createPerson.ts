// person.created: an administrator, or the operator at the command line, adds somebody.
import { z } from 'zod';
import { insertPerson, organisationName } from '../../../db/queries/people';
import type { Actor } from '../../../domain/actor';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { attempt, parse } from '../run';
import { administering, type PeopleAct, peopleAct } from './act';
import { emailInput, hashOfNew, nameInput, passwordInput } from './inputs';
import type { PeopleNeeds } from './needs';
import { firstAdmin, organisationOf } from './setUp';

export const createPersonBody = z.strictObject({
  email: emailInput,
  name: nameInput,
  password: passwordInput.optional(),
  admin: z.boolean().default(false),
});

/** Without a password the person is `invited` until they take a link. Refusals: forbidden, bad-request, unknown-field, weak-password, taken. */
export async function createPerson(needs: PeopleNeeds, actor: Actor, input: unknown): Promise<Result<{ id: string }>> {
  const allowed = await attempt(async () => administering(actor));
  return allowed.ok ? addPerson(needs, actor.personId, input) : allowed;
}

/**
 * The same without asking for a right: for the command line. `by` null is the operator, whose first person founds the organisation
 * and must be an administrator with a password: nobody else could set it up any more.
 */
export async function addPerson(
  needs: PeopleNeeds,
  by: string | null,
  input: unknown,
): Promise<Result<{ id: string }>> {
  const ready = await attempt(async () => {
    const { password, ...wanted } = parse(createPersonBody, input);
    return { ...wanted, passwordHash: password === undefined ? null : await hashOfNew(needs, password, wanted) };
  });
  if (!ready.ok) return ready;
  return peopleAct(needs, async (act) => {
    const { tx, event } = act;
    if ((await organisationName(tx)) === null) return founder(act, ready.value, needs.clock());
    const id = await insertPerson(tx, ready.value);
    if (id === null) throw new Refused('taken', { field: 'email' });
    event(by, {
      kind: 'person.created',
      body: { personId: id, admin: ready.value.admin, withPassword: ready.value.passwordHash !== null },
    });
    return { id };
  });
}

async function founder(
  act: PeopleAct,
  { passwordHash, admin, ...person }: { email: string; name: string; admin: boolean; passwordHash: string | null },
  now: Date,
): Promise<{ id: string }> {
  if (!admin || passwordHash === null)
    throw new Refused('bad-request', {
      field: 'admin',
      detail: 'the first person is an administrator with a password',
    });
  const id = await firstAdmin(act, { ...person, passwordHash, organisation: organisationOf(person.email) }, now);
  if (id === null) throw new Refused('moved-on');
  return { id };
}
