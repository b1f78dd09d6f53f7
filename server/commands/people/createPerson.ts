// person.created: an administrator, or the operator at the command line, adds somebody.
import { z } from 'zod';
import { insertPerson } from '../../../db/queries/people';
import type { Actor } from '../../../domain/actor';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { attempt, parse } from '../run';
import { administering, peopleAct } from './act';
import { emailInput, hashOfNew, nameInput, passwordInput } from './inputs';
import type { PeopleNeeds } from './needs';

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

/** The same without asking for a right: for the command line. `by` null is the operator. */
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
  return peopleAct(needs, async ({ tx, event }) => {
    const id = await insertPerson(tx, ready.value);
    if (id === null) throw new Refused('taken', { field: 'email' });
    event(by, {
      kind: 'person.created',
      body: { personId: id, admin: ready.value.admin, withPassword: ready.value.passwordHash !== null },
    });
    return { id };
  });
}
