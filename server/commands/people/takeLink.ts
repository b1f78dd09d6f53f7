// link.taken: somebody joins, or chooses a new password, under a one-time link.
import { z } from 'zod';
import { openLink, spendLink, spendLinksOf } from '../../../db/queries/links';
import { changePerson, personById } from '../../../db/queries/people';
import { endAllOf } from '../../../db/queries/sessions';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { tokenSha256 } from '../../auth/tokens';
import { attempt, parse } from '../run';
import { peopleAct } from './act';
import { hashOfNew, nameInput, passwordInput } from './inputs';
import type { PeopleNeeds } from './needs';

const body = z.strictObject({ token: z.string().max(200), password: passwordInput, name: nameInput.optional() });

/**
 * Sets the password, ends every session and other link of the person, and lets the account's failed guesses go. A name is taken
 * with an invitation only. Refusals: bad-request, weak-password (the link stays), link-spent.
 */
export async function takeLink(
  needs: PeopleNeeds,
  input: unknown,
): Promise<Result<{ personId: string; email: string }>> {
  const ready = await attempt(async () => {
    const wanted = parse(body, input);
    const sha = tokenSha256(wanted.token);
    const link = sha === null ? null : await openLink(needs.database.db, sha, needs.clock());
    if (sha === null || !link?.personId || !link.email || link.kind === 'setup') throw new Refused('link-spent');
    const name = link.kind === 'invite' ? wanted.name : undefined;
    const passwordHash = await hashOfNew(needs, wanted.password, {
      email: link.email,
      name: name ?? link.name ?? undefined,
    });
    return {
      sha,
      kind: link.kind,
      personId: link.personId,
      change: { passwordHash, ...(name === undefined ? {} : { name }) },
    };
  });
  if (!ready.ok) return ready;
  const { sha, kind, personId, change } = ready.value;
  const taken = await peopleAct(needs, async ({ tx, event }) => {
    const now = needs.clock();
    // The person first: making a link locks them in the same order.
    const person = await personById(tx, personId, true);
    if (!(await spendLink(tx, sha, now)) || !person || person.disabledAt) throw new Refused('link-spent');
    await changePerson(tx, personId, change);
    await spendLinksOf(tx, personId, now);
    const ended = await endAllOf(tx, personId, now);
    await needs.limits.forget(tx, person.email);
    event(personId, { kind: 'link.taken', body: { kind, personId } });
    event(personId, { kind: 'password.changed', body: { personId, sessionsEnded: ended } });
    return { personId, email: person.email };
  });
  if (taken.ok) needs.onSessionsEnded({ personId });
  return taken;
}
