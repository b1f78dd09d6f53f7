// password.changed: a person chooses another password; whoever else was signed in as them no longer is.
import { z } from 'zod';
import { spendLinksOf } from '../../../db/queries/links';
import { changePerson } from '../../../db/queries/people';
import { endAllOf } from '../../../db/queries/sessions';
import type { Actor } from '../../../domain/actor';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { confirmPassword } from '../../auth/signIn';
import { attempt, parse } from '../run';
import { peopleAct } from './act';
import { hashOfNew, passwordInput } from './inputs';
import type { PeopleNeeds } from './needs';

export const changePasswordBody = z.strictObject({ current: passwordInput, next: passwordInput });

/**
 * Ends all sessions and tokens of the person but the one that asks. Refusals: wrong-password, too-many-attempts, weak-password,
 * bad-request, unknown-field.
 */
export async function changePassword(needs: PeopleNeeds, actor: Actor, input: unknown): Promise<Result<null>> {
  const hash = await attempt(async () => {
    const { current, next } = parse(changePasswordBody, input);
    const confirmed = await confirmPassword(needs, actor.personId, current);
    if (!confirmed.ok)
      throw confirmed.retryAfter
        ? new Refused('too-many-attempts', { retryAfter: confirmed.retryAfter })
        : new Refused('wrong-password', { field: 'current' });
    return hashOfNew(needs, next, actor);
  });
  if (!hash.ok) return hash;
  const done = await peopleAct(needs, async ({ tx, event }) => {
    const now = needs.clock();
    await changePerson(tx, actor.personId, { passwordHash: hash.value });
    await spendLinksOf(tx, actor.personId, now);
    const ended = await endAllOf(tx, actor.personId, now, actor.sessionId);
    event(actor.personId, { kind: 'password.changed', body: { personId: actor.personId, sessionsEnded: ended } });
    return null;
  });
  if (done.ok) needs.onSessionsEnded({ personId: actor.personId });
  return done;
}
