// person.disabled and person.enabled: somebody leaves, or comes back. What they wrote and signed stays theirs.
import { spendLinksOf } from '../../../db/queries/links';
import { changePerson, lockAdmins, personById } from '../../../db/queries/people';
import { endAllOf } from '../../../db/queries/sessions';
import type { Actor } from '../../../domain/actor';
import { isId } from '../../../domain/ids';
import { whyNotDisable } from '../../../domain/organisation';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { administering, peopleAct } from './act';
import type { PeopleNeeds } from './needs';

/** Ends every session, token and link of the person at once. Refusals: forbidden (also oneself), not-found, last-admin. */
export async function disablePerson(
  needs: PeopleNeeds,
  actor: Actor,
  input: { personId: string },
): Promise<Result<null>> {
  const { personId } = input;
  const done = await peopleAct(needs, async ({ tx, event }) => {
    administering(actor);
    if (!isId(personId)) throw new Refused('not-found');
    const admins = await lockAdmins(tx);
    // Two administrators may disable each other at the same moment: who came second no longer is one.
    const why = whyNotDisable({ ...actor, admin: admins.includes(actor.personId) }, personId, admins);
    if (why) throw new Refused(why);
    const person = await personById(tx, personId, true);
    if (!person) throw new Refused('not-found');
    if (person.disabledAt) return null;
    const now = needs.clock();
    await changePerson(tx, personId, { disabledAt: now });
    await spendLinksOf(tx, personId, now);
    const ended = await endAllOf(tx, personId, now);
    event(actor.personId, { kind: 'person.disabled', body: { personId, sessionsEnded: ended } });
    return null;
  });
  if (done.ok) needs.onSessionsEnded({ personId });
  return done;
}

/** They sign in with the password they had; ended sessions stay ended. Refusals: forbidden, not-found. */
export async function enablePerson(
  needs: PeopleNeeds,
  actor: Actor,
  input: { personId: string },
): Promise<Result<null>> {
  return peopleAct(needs, async ({ tx, event }) => {
    administering(actor);
    const person = isId(input.personId) ? await personById(tx, input.personId, true) : null;
    if (!person) throw new Refused('not-found');
    if (person.disabledAt === null) return null;
    await changePerson(tx, person.id, { disabledAt: null });
    event(actor.personId, { kind: 'person.enabled', body: { personId: person.id } });
    return null;
  });
}
