// session.opened and session.ended: signing in and out, by browser or API.
import { z } from 'zod';
import { endById, endByToken, type SessionKind } from '../../../db/queries/sessions';
import type { Actor } from '../../../domain/actor';
import { isId } from '../../../domain/ids';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { openSession } from '../../auth/sessions';
import { signIn } from '../../auth/signIn';
import { commitment, tokenSha256 } from '../../auth/tokens';
import { attempt, parse } from '../run';
import { peopleAct } from './act';
import type { PeopleNeeds } from './needs';

export const sessionBody = z.strictObject({ email: z.string().max(320), password: z.string().max(1000) });

/** A fresh session of this kind, and its one showing of the token. Refusals: wrong-credentials for somebody disabled meanwhile. */
export async function startSession(
  needs: PeopleNeeds,
  personId: string,
  kind: SessionKind,
): Promise<Result<{ token: string }>> {
  return peopleAct(needs, async ({ tx, event }) => {
    const { id, token } = await openSession(tx, { personId, kind, now: needs.clock() });
    event(personId, { kind: 'session.opened', body: { kind, sessionHash: commitment(needs.secret, id) } });
    return { token };
  });
}

/** POST /session. Refusals: those of signIn, and unknown-field. */
export async function openApiSession(
  needs: PeopleNeeds,
  input: { body: unknown; address: string },
): Promise<Result<{ token: string; user: { id: string; name: string; email: string } }>> {
  const asked = await attempt(async () => parse(sessionBody, input.body));
  if (!asked.ok) return asked;
  const person = await signIn(needs, { ...asked.value, address: input.address });
  if (!person.ok) return person;
  const { id, name, email } = person.value;
  const opened = await startSession(needs, id, 'token');
  return opened.ok ? { ok: true, value: { token: opened.value.token, user: { id, name, email } } } : opened;
}

/** DELETE /session: the one that asks. */
export async function closeSession(needs: PeopleNeeds, actor: Actor): Promise<Result<null>> {
  return endSession(needs, actor, { sessionId: actor.sessionId });
}

/** One of one's own, also on another machine. Refusals: not-found. */
export async function endSession(
  needs: PeopleNeeds,
  actor: Actor,
  input: { sessionId: string },
): Promise<Result<null>> {
  return ending(needs, 'session.ended', async (tx) =>
    isId(input.sessionId) ? endById(tx, actor.personId, input.sessionId, needs.clock()) : null,
  );
}

/** The browser session behind a cookie's token. An unknown or ended one is fine: the person is out. Throws on an outage. */
export async function signOut(needs: PeopleNeeds, token: string): Promise<void> {
  const hash = tokenSha256(token);
  if (hash === null) return;
  const done = await ending(needs, 'session.ended', (tx) => endByToken(tx, hash, 'web', needs.clock()));
  if (!done.ok && done.refusal.code !== 'not-found') throw new Error(`sign-out was refused: ${done.refusal.code}`);
}

type Tx = Parameters<Parameters<typeof peopleAct>[1]>[0]['tx'];
type Ended = { id: string; personId: string } | null;

/** Ends what `end` finds and closes its sockets. Refusals: not-found. */
export async function ending(
  needs: PeopleNeeds,
  kind: 'session.ended' | 'token.revoked',
  end: (tx: Tx) => Promise<Ended>,
): Promise<Result<null>> {
  const done = await peopleAct(needs, async ({ tx, event }) => {
    const ended = await end(tx);
    if (!ended) throw new Refused('not-found');
    event(ended.personId, { kind, body: { sessionHash: commitment(needs.secret, ended.id) } });
    return ended;
  });
  if (!done.ok) return done;
  needs.onSessionsEnded({ sessionId: done.value.id });
  return { ok: true, value: null };
}
