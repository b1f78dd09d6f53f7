// People from the first set-up on: links with one winner, administrators that never run out, and a record without secrets.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chainAfter } from '../../db/queries/events';
import { organisationName } from '../../db/queries/people';
import type { Actor } from '../../domain/actor';
import { firstBrokenLink } from '../../domain/chain';
import { addPerson, createPerson } from '../../server/commands/people/createPerson';
import { disablePerson, enablePerson } from '../../server/commands/people/disablePerson';
import { inviteLink, resetLink } from '../../server/commands/people/makeLink';
import { renameOrganisation } from '../../server/commands/people/renameOrganisation';
import { setAdmin } from '../../server/commands/people/setAdmin';
import { ensureFirstAdmin } from '../../server/commands/people/setUp';
import { setupLink } from '../../server/commands/people/setupLink';
import { updateProfile } from '../../server/commands/people/updateProfile';
import { accountPage } from '../../server/views/account';
import { findPeople, peoplePage } from '../../server/views/people';
import { ADDRESS, ADMIN, aPerson, aWorld, codeOf, PASSWORD, signedIn, signedInAdmin, value, type World } from './build';

const DAY = 24 * 60 * 60_000;

async function inWorld(work: (world: World) => Promise<void>): Promise<void> {
  const world = await aWorld();
  try {
    await work(world);
  } finally {
    await world.close();
  }
}

describe('the first set-up', () => {
  const form = {
    organisation: '江北分局',
    name: '林一',
    email: 'Lin@Office.test',
    password: PASSWORD,
    locale: 'zh-CN' as const,
  };
  const tokenOf = (path: string | null) => (path ?? '').replace('/set-up?token=', '');

  it('goes through the newest link only, once, and leaves an administrator and an organisation', () =>
    inWorld(async (world) => {
      const older = tokenOf(await setupLink(world.needs));
      const token = tokenOf(await setupLink(world.needs));
      expect(await world.door.needsSetUp()).toBe(true);
      expect(await world.door.link(older)).toBeNull();
      expect(await world.door.link(token)).toEqual({ kind: 'setup' });
      expect(codeOf(await world.door.setUp({ ...form, token: older }))).toBe('link-spent');
      expect(codeOf(await world.door.setUp({ ...form, token, password: 'short' }))).toBe('weak-password');
      value(await world.door.setUp({ ...form, token }));
      expect(codeOf(await world.door.setUp({ ...form, token, email: 'two@office.test' }))).toBe('link-spent');
      expect(await world.door.needsSetUp()).toBe(false);
      expect(await setupLink(world.needs)).toBeNull();
      expect(await organisationName(world.needs.database.db)).toBe('江北分局');
      const { actor } = await signedIn(world, ADMIN);
      expect(actor).toMatchObject({ admin: true, name: '林一', email: ADMIN, locale: 'zh-CN' });
    }));

  it('goes through the link of any of the nodes that started at once, and then through none of the others', () =>
    inWorld(async (world) => {
      const paths = [
        await setupLink(world.needs, { keepOthers: true }),
        await setupLink(world.needs, { keepOthers: true }),
      ];
      const [one, two] = paths.map(tokenOf);
      expect([await world.door.link(one ?? ''), await world.door.link(two ?? '')]).toEqual([
        { kind: 'setup' },
        { kind: 'setup' },
      ]);
      value(await world.door.setUp({ ...form, token: one ?? '' }));
      expect(await world.door.link(two ?? '')).toBeNull();
    }));

  it('of two set-ups at the same moment one wins', () =>
    inWorld(async (world) => {
      const token = tokenOf(await setupLink(world.needs));
      const both = await Promise.all(
        ['one', 'two'].map((name) => world.door.setUp({ ...form, token, email: `${name}@office.test` })),
      );
      expect(both.map(codeOf).sort()).toEqual(['link-spent', 'ok']);
      expect(value(await peoplePage(world.needs, (await signedInWinner(world)).actor)).items).toHaveLength(1);
    }));

  it('from the environment makes one administrator, however many nodes start', () =>
    inWorld(async (world) => {
      const link = tokenOf(await setupLink(world.needs));
      expect(codeOf(await ensureFirstAdmin(world.needs, { email: ADMIN, password: ADMIN }))).toBe('weak-password');
      const nodes = await Promise.all(
        [1, 2, 3].map(() => ensureFirstAdmin(world.needs, { email: ADMIN, password: PASSWORD })),
      );
      expect(nodes.filter((node) => value(node).created)).toHaveLength(1);
      expect(value(await ensureFirstAdmin(world.needs, { email: 'other@office.test', password: PASSWORD }))).toEqual({
        created: false,
      });
      expect(await world.door.link(link)).toBeNull();
      expect(await organisationName(world.needs.database.db)).toBe('office.test');
      const { actor } = await signedIn(world, ADMIN);
      value(await renameOrganisation(world.needs, actor, { name: '江北分局' }));
      expect(await organisationName(world.needs.database.db)).toBe('江北分局');
    }));

  it('from the command line makes an administrator and an organisation: nobody else could set it up any more', () =>
    inWorld(async (world) => {
      const link = tokenOf(await setupLink(world.needs));
      const first = { email: ADMIN, name: 'Lin', password: PASSWORD };
      expect(codeOf(await addPerson(world.needs, null, first))).toBe('bad-request');
      expect(await world.door.needsSetUp()).toBe(true);
      value(await addPerson(world.needs, null, { ...first, admin: true }));
      expect(await organisationName(world.needs.database.db)).toBe('office.test');
      expect(await world.door.link(link)).toBeNull();
      value(await addPerson(world.needs, null, { ...first, email: 'mei@office.test' }));
    }));

  async function signedInWinner(world: World) {
    const one = await world.door.signIn({ email: 'one@office.test', password: PASSWORD, address: ADDRESS });
    return signedIn(world, one.ok ? 'one@office.test' : 'two@office.test');
  }
});

describe('people', () => {
  let world: World;
  let admin: Actor;
  let member: Actor;

  beforeAll(async () => {
    world = await aWorld();
    ({ actor: admin } = await signedInAdmin(world));
    await aPerson(world, admin, 'mei@office.test');
    ({ actor: member } = await signedIn(world, 'mei@office.test'));
  });
  afterAll(() => world.close());

  it('are made by administrators only, with fields that are known only, each e-mail once whatever its case', async () => {
    const input = { email: 'new@office.test', name: 'New', password: PASSWORD };
    expect(codeOf(await createPerson(world.needs, member, input))).toBe('forbidden');
    expect(codeOf(await createPerson(world.needs, admin, { ...input, createdAt: 'now' }))).toBe('unknown-field');
    expect(codeOf(await createPerson(world.needs, admin, { ...input, email: 'no e-mail' }))).toBe('bad-request');
    expect(codeOf(await createPerson(world.needs, admin, { ...input, name: 'a\u202eb' }))).toBe('bad-request');
    expect(codeOf(await createPerson(world.needs, admin, { ...input, name: 'a\u0000b' }))).toBe('bad-request');
    expect(codeOf(await createPerson(world.needs, admin, { ...input, name: '\ud800' }))).toBe('bad-request');
    expect(codeOf(await createPerson(world.needs, admin, { ...input, password: 'new' }))).toBe('weak-password');
    expect(codeOf(await createPerson(world.needs, admin, { ...input, email: 'MEI@office.test' }))).toBe('taken');
    const twice = await Promise.all([createPerson(world.needs, admin, input), createPerson(world.needs, admin, input)]);
    expect(twice.map(codeOf).sort()).toEqual(['ok', 'taken']);
  });

  it('join under a link that tells who it is for, opens once, and dies after 7 days', async () => {
    const { id } = value(await createPerson(world.needs, admin, { email: 'join@office.test', name: '待定' }));
    expect(codeOf(await inviteLink(world.needs, member, { personId: id }))).toBe('forbidden');
    expect(codeOf(await resetLink(world.needs, admin, { personId: id }))).toBe('moved-on');
    const older = value(await inviteLink(world.needs, admin, { personId: id })).path.slice('/join/'.length);
    const token = value(await inviteLink(world.needs, admin, { personId: id })).path.slice('/join/'.length);
    expect(await world.door.link(older)).toBeNull();
    expect(await world.door.link(token)).toEqual({ kind: 'invite', name: '待定', email: 'join@office.test' });
    expect(codeOf(await world.door.takeLink({ token, password: '1234567890', name: '周二' }))).toBe('weak-password');
    expect(value(await world.door.takeLink({ token, password: PASSWORD, name: '周二' }))).toEqual({
      personId: id,
      email: 'join@office.test',
    });
    expect(codeOf(await world.door.takeLink({ token, password: PASSWORD }))).toBe('link-spent');
    expect(await world.door.link(token)).toBeNull();
    expect((await signedIn(world, 'join@office.test')).actor.name).toBe('周二');

    const late = value(await createPerson(world.needs, admin, { email: 'late@office.test', name: 'Late' }));
    const old = value(await inviteLink(world.needs, admin, { personId: late.id })).path.slice('/join/'.length);
    world.forward(7 * DAY);
    expect(await world.door.link(old)).toBeNull();
    expect(codeOf(await world.door.takeLink({ token: old, password: PASSWORD }))).toBe('link-spent');
  });

  it('a link taken twice at the same moment has one winner, whose password it is', async () => {
    for (let round = 0; round < 5; round += 1) {
      const email = `race${round}@office.test`;
      const { id } = value(await createPerson(world.needs, admin, { email, name: 'Race' }));
      const token = value(await inviteLink(world.needs, admin, { personId: id })).path.slice('/join/'.length);
      const words = ['first wind 1', 'second wind 2'];
      const taken = await Promise.all(words.map((password) => world.door.takeLink({ token, password })));
      expect(taken.map(codeOf).sort()).toEqual(['link-spent', 'ok']);
      const signed = await Promise.all(
        words.map((password, n) => world.door.signIn({ email, password, address: `198.51.100.${n}` })),
      );
      expect(signed.map((one) => one.ok)).toEqual(taken.map((one) => one.ok));
    }
  });

  it('a reset ends every session of the person and a set-up token is no reset', async () => {
    const id = await aPerson(world, admin, 'hu@office.test');
    const before = await signedIn(world, 'hu@office.test');
    const token = value(await resetLink(world.needs, admin, { personId: id })).path.slice('/reset/'.length);
    expect(await world.door.actorOfToken(before.token)).not.toBeNull();
    value(await world.door.takeLink({ token, password: 'another wind 9', name: 'Somebody Else' }));
    expect(await world.door.actorOfToken(before.token)).toBeNull();
    expect(world.ended).toContainEqual({ personId: id });
    expect((await signedIn(world, 'hu@office.test', 'another wind 9')).actor.name).toBe('hu');
  });

  it('a disabled person’s links open nothing, also those made before', async () => {
    const { id } = value(await createPerson(world.needs, admin, { email: 'gone@office.test', name: 'Gone' }));
    const token = value(await inviteLink(world.needs, admin, { personId: id })).path.slice('/join/'.length);
    value(await disablePerson(world.needs, admin, { personId: id }));
    expect(await world.door.link(token)).toBeNull();
    expect(codeOf(await world.door.takeLink({ token, password: PASSWORD }))).toBe('link-spent');
    expect(codeOf(await inviteLink(world.needs, admin, { personId: id }))).toBe('not-found');
    value(await enablePerson(world.needs, admin, { personId: id }));
    expect(await world.door.link(token)).toBeNull();
  });

  it('are listed for administrators only; others find a colleague by name, without the e-mail', async () => {
    expect(codeOf(await peoplePage(world.needs, member))).toBe('forbidden');
    const page = value(await peoplePage(world.needs, admin));
    expect(page.items.find((one) => one.email === 'late@office.test')?.state).toBe('invited');
    expect(page.items.find((one) => one.email === ADMIN)).toMatchObject({ state: 'active', admin: true });
    expect(JSON.stringify(page)).not.toContain('scrypt');
    const seen = value(await findPeople(world.needs, member, { q: 'LIN' })).items;
    expect(seen).toEqual([{ id: admin.personId, name: 'Lin', colour: expect.any(Number) }]);
    expect(value(await findPeople(world.needs, member, { q: 'office' })).items).toEqual([]);
    expect(value(await findPeople(world.needs, member, { q: '%' })).items).toEqual([]);
    expect(value(await findPeople(world.needs, admin, { q: 'lin@off' })).items).toMatchObject([{ email: ADMIN }]);
    expect(codeOf(await findPeople(world.needs, member, { q: '\u0000' }))).toBe('bad-request');
  });

  it('change their own name, language and theme, and nothing else of themselves', async () => {
    value(await updateProfile(world.needs, member, { name: ' 陈梅 ', locale: 'en', theme: 'dark' }));
    expect((await accountPage(world.needs, member)).person).toMatchObject({
      name: '陈梅',
      locale: 'en',
      theme: 'dark',
      admin: false,
    });
    expect(codeOf(await updateProfile(world.needs, member, { admin: true }))).toBe('unknown-field');
    expect(codeOf(await updateProfile(world.needs, member, { theme: 'pink' }))).toBe('bad-request');
    expect(codeOf(await updateProfile(world.needs, member, { name: '   ' }))).toBe('bad-request');
    value(await updateProfile(world.needs, member, { locale: null }));
    expect((await accountPage(world.needs, member)).person).toMatchObject({ locale: null, theme: 'dark' });
  });

  it('P12 every act stands in the chain, which holds and carries no password, token, link or e-mail', async () => {
    const chain = await chainAfter(world.needs.database.db, 0, 10_000);
    expect(firstBrokenLink(chain)).toBeNull();
    const kinds = new Set(chain.map((event) => event.kind));
    for (const kind of [
      'setup.done',
      'person.created',
      'link.made',
      'link.taken',
      'password.changed',
      'session.opened',
      'person.disabled',
      'person.enabled',
      'profile.changed',
    ]) {
      expect(kinds).toContain(kind);
    }
    const text = JSON.stringify(chain);
    expect(text).not.toMatch(/@office|wind \d|scrypt/);
    expect(text).not.toContain(member.sessionId);
  });
});

describe('administrators', () => {
  it('two who disable each other at the same moment: one stays', () =>
    inWorld(async (world) => {
      const { actor: one } = await signedInAdmin(world);
      const otherId = await aPerson(world, one, 'two@office.test', { admin: true });
      const { actor: two } = await signedIn(world, 'two@office.test');
      const both = await Promise.all([
        disablePerson(world.needs, one, { personId: otherId }),
        disablePerson(world.needs, two, { personId: one.personId }),
      ]);
      expect(both.map(codeOf).sort()).toEqual(['forbidden', 'ok']);
    }));

  it('nobody disables themselves; the last one stays one; an invited one who never came does not count', () =>
    inWorld(async (world) => {
      const { actor } = await signedInAdmin(world);
      value(await createPerson(world.needs, actor, { email: 'never@office.test', name: 'Never', admin: true }));
      expect(codeOf(await disablePerson(world.needs, actor, { personId: actor.personId }))).toBe('forbidden');
      expect(codeOf(await setAdmin(world.needs, actor, { personId: actor.personId, body: { admin: false } }))).toBe(
        'last-admin',
      );
      const second = await aPerson(world, actor, 'two@office.test');
      value(await setAdmin(world.needs, actor, { personId: second, body: { admin: true } }));
      value(await setAdmin(world.needs, actor, { personId: actor.personId, body: { admin: false } }));
      expect(codeOf(await setAdmin(world.needs, actor, { personId: actor.personId, body: { admin: true } }))).toBe(
        'forbidden',
      );
      const { actor: next } = await signedIn(world, 'two@office.test');
      expect(codeOf(await disablePerson(world.needs, next, { personId: actor.personId }))).toBe('ok');
      expect(codeOf(await disablePerson(world.needs, next, { personId: 'ffffffff-ffff-4fff-8fff-ffffffffffff' }))).toBe(
        'not-found',
      );
      expect(codeOf(await disablePerson(world.needs, next, { personId: 'rubbish' }))).toBe('not-found');
    }));
});
