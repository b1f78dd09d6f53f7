// P6/T41 and P6/T11: sessions that cannot be planted, kept or brought back, and what ends with them.
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessions } from '../../db/schema/people';
import { events } from '../../db/schema/signoff';
import type { Actor } from '../../domain/actor';
import { actorOf } from '../../server/auth/actor';
import { actorOfToken } from '../../server/auth/sessions';
import { commitment } from '../../server/auth/tokens';
import { changePassword } from '../../server/commands/people/changePassword';
import { disablePerson, enablePerson } from '../../server/commands/people/disablePerson';
import { closeSession, endSession, openApiSession, startSession } from '../../server/commands/people/sessions';
import { listTokens, makeToken, revokeToken } from '../../server/commands/people/tokens';
import { accountPage } from '../../server/views/account';
import { ADDRESS, aPerson, aWorld, codeOf, PASSWORD, signedIn, signedInAdmin, value, type World } from './build';

const DAY = 24 * 60 * 60_000;
let world: World;
let admin: Actor;

beforeAll(async () => {
  world = await aWorld();
  ({ actor: admin } = await signedInAdmin(world));
});
afterAll(() => world.close());

const apiToken = async (email: string) =>
  value(await openApiSession(world.needs, { body: { email, password: PASSWORD }, address: ADDRESS })).token;

describe('P6/T41 a session', () => {
  it('has a fresh token at every sign-in, of which the database keeps only the SHA-256', async () => {
    const first = await signedIn(world, admin.email);
    const second = await signedIn(world, admin.email);
    expect(first.token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(second.token).not.toBe(first.token);
    const stored = JSON.stringify(await world.needs.database.db.select().from(sessions));
    expect(stored).not.toContain(first.token);
    expect(stored).not.toContain(second.token);
  });

  it('fixation: a token planted before the sign-in opens nothing, before or after it', async () => {
    const planted = 'A'.repeat(43);
    expect(await world.door.actorOfToken(planted)).toBeNull();
    await signedIn(world, admin.email);
    expect(await world.door.actorOfToken(planted)).toBeNull();
  });

  it('a token stolen before the sign-out opens nothing after it, and the sockets of the session are told', async () => {
    const { token, actor } = await signedIn(world, admin.email);
    await world.door.signOut(token);
    expect(await world.door.actorOfToken(token)).toBeNull();
    expect((await world.needs.sessions.standing([actor.sessionId])).size).toBe(0);
    expect(world.ended).toContainEqual({ sessionId: actor.sessionId });
    await world.door.signOut(token);
  });

  it('whose row is ended or deleted is over', async () => {
    const { db } = world.needs.database;
    const ended = await signedIn(world, admin.email);
    await db.update(sessions).set({ endedAt: world.needs.clock() }).where(eq(sessions.id, ended.actor.sessionId));
    expect(await world.door.actorOfToken(ended.token)).toBeNull();
    const deleted = await signedIn(world, admin.email);
    await db.delete(sessions).where(eq(sessions.id, deleted.actor.sessionId));
    expect(await world.door.actorOfToken(deleted.token)).toBeNull();
    expect((await world.needs.sessions.standing([deleted.actor.sessionId])).size).toBe(0);
  });

  it.each(['', ' ', 'null', '\u0000', 'x'.repeat(100_000), `${'A'.repeat(42)}'`, '..%2f'])(
    'rubbish as a token is nobody: %j',
    async (token) => {
      expect(await world.door.actorOfToken(token)).toBeNull();
    },
  );

  it('of a browser lives 30 days from its last use; an API token 30 days from its making', async () => {
    const own = await aWorld();
    try {
      await signedInAdmin(own);
      const used = await signedIn(own, 'lin@office.test');
      const unused = await signedIn(own, 'lin@office.test');
      const token = value(
        await openApiSession(own.needs, { body: { email: 'lin@office.test', password: PASSWORD }, address: ADDRESS }),
      ).token;
      own.forward(20 * DAY);
      expect(await own.door.actorOfToken(used.token)).not.toBeNull();
      expect(await actorOfToken(own.needs, token, 'token')).not.toBeNull();
      own.forward(20 * DAY);
      expect(await own.door.actorOfToken(used.token)).not.toBeNull();
      expect(await own.door.actorOfToken(unused.token)).toBeNull();
      expect(await actorOfToken(own.needs, token, 'token')).toBeNull();
      expect((await own.needs.sessions.standing([unused.actor.sessionId])).size).toBe(0);
    } finally {
      await own.close();
    }
  });
});

describe('P6/T41 a disabled person', () => {
  it('has no session, token or way in at once, and coming back brings no ended session back', async () => {
    const id = await aPerson(world, admin, 'wang@office.test');
    const browser = await signedIn(world, 'wang@office.test');
    const token = await apiToken('wang@office.test');
    value(await disablePerson(world.needs, admin, { personId: id }));
    expect(world.ended).toContainEqual({ personId: id });
    const nobody = async () => {
      expect(await world.door.actorOfToken(browser.token)).toBeNull();
      expect(await actorOfToken(world.needs, token, 'token')).toBeNull();
      expect((await world.needs.sessions.standing([browser.actor.sessionId])).size).toBe(0);
    };
    await nobody();
    expect(codeOf(await world.door.signIn({ email: 'wang@office.test', password: PASSWORD, address: ADDRESS }))).toBe(
      'wrong-credentials',
    );
    expect(codeOf(await startSession(world.needs, id, 'web'))).toBe('wrong-credentials');
    value(await enablePerson(world.needs, admin, { personId: id }));
    await nobody();
    expect((await signedIn(world, 'wang@office.test')).actor.personId).toBe(id);
  });
});

describe('P6/T11 a changed password', () => {
  it('ends every other session and token, keeps the one that asked, and the old password is wrong', async () => {
    const id = await aPerson(world, admin, 'zhao@office.test');
    const [here, there] = [await signedIn(world, 'zhao@office.test'), await signedIn(world, 'zhao@office.test')];
    const token = await apiToken('zhao@office.test');
    expect(
      codeOf(await changePassword(world.needs, here.actor, { current: 'not my password', next: 'south wind 8' })),
    ).toBe('wrong-password');
    expect(codeOf(await changePassword(world.needs, here.actor, { current: PASSWORD, next: 'zhao@office.test' }))).toBe(
      'weak-password',
    );
    expect(await world.door.actorOfToken(there.token)).not.toBeNull();
    value(await changePassword(world.needs, here.actor, { current: PASSWORD, next: 'south wind 8' }));
    expect(await world.door.actorOfToken(here.token)).not.toBeNull();
    expect(await world.door.actorOfToken(there.token)).toBeNull();
    expect(await actorOfToken(world.needs, token, 'token')).toBeNull();
    expect(world.ended).toContainEqual({ personId: id });
    expect(codeOf(await world.door.signIn({ email: 'zhao@office.test', password: PASSWORD, address: ADDRESS }))).toBe(
      'wrong-credentials',
    );
    expect(
      codeOf(await world.door.signIn({ email: ' Zhao@Office.TEST ', password: 'south wind 8', address: ADDRESS })),
    ).toBe('ok');
  });
});

describe('T41 who is behind a request', () => {
  const cookie = (token: string) => `theme=dark; authjs.session-token=${token}`;

  it('the cookie takes browser sessions only, a bearer or query token API tokens only', async () => {
    const { token: web } = await signedIn(world, admin.email);
    const api = await apiToken(admin.email);
    expect((await actorOf(world.needs, { cookieHeader: cookie(web) }))?.via).toBe('session');
    expect((await actorOf(world.needs, { authorization: `Bearer ${api}` }))?.via).toBe('token');
    expect((await actorOf(world.needs, { queryToken: api }))?.via).toBe('token');
    expect(await actorOf(world.needs, { cookieHeader: cookie(api) })).toBeNull();
    expect(await actorOf(world.needs, { authorization: `Bearer ${web}` })).toBeNull();
    expect(await actorOf(world.needs, { queryToken: web })).toBeNull();
    expect(await actorOf(world.needs, {})).toBeNull();
  });

  it('a wrong token never falls back to the cookie: a foreign page could send one to pass for a program', async () => {
    const { token } = await signedIn(world, admin.email);
    for (const authorization of ['', 'Bearer', 'Bearer x', 'Basic bGluOng=', `bearer ${token}`]) {
      expect(await actorOf(world.needs, { cookieHeader: cookie(token), authorization })).toBeNull();
    }
    expect(await actorOf(world.needs, { cookieHeader: cookie(token), queryToken: '' })).toBeNull();
  });

  it('on https only the __Secure- cookie counts', async () => {
    const { token } = await signedIn(world, admin.email);
    const secure = { ...world.needs, publicUrl: 'https://sign.office.test' };
    expect(await actorOf(secure, { cookieHeader: cookie(token) })).toBeNull();
    expect(await actorOf(secure, { cookieHeader: `__Secure-authjs.session-token=${token}` })).not.toBeNull();
  });
});

describe('P12 the record', () => {
  /** What it says that somebody did with their sessions and tokens: never a token, and of a session only what commits to it. */
  const recorded = async ({ personId }: Actor) =>
    (await world.needs.database.db.select().from(events).where(eq(events.actorId, personId)).orderBy(events.seq))
      .filter(({ kind }) => /^(session|token)\./.test(kind))
      .map(({ kind, body }) => [kind, body.sessionHash]);
  const hashOf = (sessionId: string) => commitment(world.needs.secret, sessionId);

  it('holds each sign-in, each end of a session, by signing out and from elsewhere, and each token that is made or revoked', async () => {
    await aPerson(world, admin, 'record@office.test');
    const [here, there] = [await signedIn(world, 'record@office.test'), await signedIn(world, 'record@office.test')];
    const made = value(await makeToken(world.needs, here.actor, { name: '台账同步', days: 7 }));
    value(await revokeToken(world.needs, here.actor, { tokenId: made.id }));
    value(await endSession(world.needs, here.actor, { sessionId: there.actor.sessionId }));
    await world.door.signOut(here.token);
    const [own, other] = [hashOf(here.actor.sessionId), hashOf(there.actor.sessionId)];
    expect(await recorded(here.actor)).toEqual([
      ['session.opened', own],
      ['session.opened', other],
      ['token.made', hashOf(made.id)],
      ['token.revoked', hashOf(made.id)],
      ['session.ended', other],
      ['session.ended', own],
    ]);
  });
});

describe('one’s own sessions and tokens', () => {
  it('a personal token is shown once, listed by name, and revoked at once; others cannot touch it', async () => {
    await aPerson(world, admin, 'sun@office.test');
    const { actor } = await signedIn(world, 'sun@office.test');
    const made = value(await makeToken(world.needs, actor, { name: '台账同步', days: 7 }));
    const by = await actorOfToken(world.needs, made.token, 'token');
    expect(by?.personId).toBe(actor.personId);
    expect(JSON.stringify(value(await listTokens(world.needs, actor)))).not.toContain(made.token);
    expect((await accountPage(world.needs, actor)).tokens.map((token) => token.name)).toEqual(['台账同步']);
    expect(codeOf(await revokeToken(world.needs, admin, { tokenId: made.id }))).toBe('not-found');
    expect(codeOf(await revokeToken(world.needs, actor, { tokenId: 'x' }))).toBe('not-found');
    if (!by) throw new Error('nobody behind the token');
    expect(codeOf(await makeToken(world.needs, by, { name: 'child' }))).toBe('forbidden');
    expect(codeOf(await makeToken(world.needs, actor, { name: 'x', kind: 'web' }))).toBe('unknown-field');
    value(await revokeToken(world.needs, actor, { tokenId: made.id }));
    expect(await actorOfToken(world.needs, made.token, 'token')).toBeNull();
    expect(world.ended).toContainEqual({ sessionId: made.id });
  });

  it('the account page tells where one is signed in; each can be ended from there, nobody else’s', async () => {
    await aPerson(world, admin, 'qian@office.test');
    const here = await signedIn(world, 'qian@office.test');
    const there = await signedIn(world, 'qian@office.test');
    const page = await accountPage(world.needs, here.actor);
    expect(page.sessions.map((one) => [one.id, one.current]).sort()).toEqual(
      [
        [here.actor.sessionId, true],
        [there.actor.sessionId, false],
      ].sort(),
    );
    expect(codeOf(await endSession(world.needs, admin, { sessionId: there.actor.sessionId }))).toBe('not-found');
    value(await endSession(world.needs, here.actor, { sessionId: there.actor.sessionId }));
    expect(await world.door.actorOfToken(there.token)).toBeNull();
    value(await closeSession(world.needs, here.actor));
    expect(await world.door.actorOfToken(here.token)).toBeNull();
  });
});
