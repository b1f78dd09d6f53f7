// P9/T42: guesses are counted before they are hashed; failures only; nobody's word about their own address.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signInFailures } from '../../db/schema/people';
import { events } from '../../db/schema/signoff';
import type { Actor } from '../../domain/actor';
import { confirmPassword } from '../../server/auth/signIn';
import { createPerson } from '../../server/commands/people/createPerson';
import { disablePerson } from '../../server/commands/people/disablePerson';
import { inviteLink, resetLink } from '../../server/commands/people/makeLink';
import { ADMIN, aPerson, aWorld, codeOf, PASSWORD, signedInAdmin, value, type World } from './build';

const MINUTE = 60_000;
let world: World;
let admin: Actor;

beforeEach(async () => {
  world = await aWorld({ ln: 10 });
  ({ actor: admin } = await signedInAdmin(world));
});
afterEach(() => world.close());

const hashed = () => world.needs.passwords.stats().hashed;
const tryOne = (email: string, password = 'wrong password', address = '192.0.2.66') =>
  world.door.signIn({ email, password, address });
const tally = (codes: string[]) => {
  const sum: Record<string, number> = {};
  for (const code of codes) sum[code] = (sum[code] ?? 0) + 1;
  return sum;
};

describe('P9/T42 guessing', () => {
  it('of 1,000 wrong passwords at once for one account, from as many addresses, 10 are hashed', async () => {
    const before = hashed();
    const answers = await Promise.all(
      Array.from({ length: 1000 }, (_, n) => tryOne(ADMIN, `guess ${n}`, `198.51.${Math.floor(n / 250)}.${n % 250}`)),
    );
    expect(hashed() - before).toBe(10);
    expect(tally(answers.map(codeOf))).toEqual({ 'wrong-credentials': 10, 'too-many-attempts': 990 });
  });

  it('then even the right password waits, without a hash, until the failures are a window old', async () => {
    for (let n = 0; n < 10; n += 1) await tryOne(ADMIN);
    const before = hashed();
    const refused = await tryOne(ADMIN, PASSWORD);
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'too-many-attempts' } });
    const wait = refused.ok ? 0 : (refused.refusal.retryAfter ?? 0);
    expect(wait).toBeGreaterThan(9 * 60);
    expect(wait).toBeLessThanOrEqual(11 * 60);
    expect(hashed()).toBe(before);
    world.forward((wait - 1) * 1000);
    expect(codeOf(await tryOne(ADMIN, PASSWORD))).toBe('too-many-attempts');
    world.forward(1000);
    expect(codeOf(await tryOne(ADMIN, PASSWORD))).toBe('ok');
  });

  it('over an hour, spread as wished, never gets 11 guesses into any ten minutes', async () => {
    const at: number[] = [];
    for (let second = 0; second < 3600; second += 20) {
      if (codeOf(await tryOne(ADMIN)) === 'wrong-credentials') at.push(second);
      world.forward(20_000);
    }
    for (const start of at)
      expect(at.filter((second) => second >= start && second < start + 600).length).toBeLessThanOrEqual(10);
    expect(at.length).toBeGreaterThanOrEqual(40);
  }, 60_000);

  it('from one address at many accounts stops at 50, give or take the one that runs beside it', async () => {
    const before = hashed();
    const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => tryOne(`person${n}@office.test`)));
    expect(hashed() - before).toBeGreaterThanOrEqual(50);
    expect(hashed() - before).toBeLessThanOrEqual(51);
    expect(answers.filter((answer) => codeOf(answer) === 'too-many-attempts').length).toBeGreaterThanOrEqual(149);
    expect(codeOf(await tryOne(ADMIN, PASSWORD))).toBe('too-many-attempts');
    expect(codeOf(await tryOne(ADMIN, PASSWORD, '203.0.113.9'))).toBe('ok');
  });

  it('an IPv6 guesser does not get a new start with each of the addresses of their net', async () => {
    for (let n = 0; n < 50; n += 1)
      await tryOne(`person${n}@office.test`, 'wrong password', `2001:db8:1:2::${n.toString(16)}`);
    expect(codeOf(await tryOne('another@office.test', 'wrong password', '2001:db8:1:2:ffff::1'))).toBe(
      'too-many-attempts',
    );
    expect(codeOf(await tryOne('another@office.test', 'wrong password', '2001:db8:1:3::1'))).toBe('wrong-credentials');
  });

  it('an unknown, an invited and a disabled account answer like a wrong password, after one hash each', async () => {
    value(await createPerson(world.needs, admin, { email: 'invited@office.test', name: 'Invited' }));
    value(await disablePerson(world.needs, admin, { personId: await aPerson(world, admin, 'gone@office.test') }));
    for (const [email, password] of [
      [ADMIN, 'wrong password'],
      ['nobody@office.test', 'wrong password'],
      ['no e-mail at all \u0000', 'wrong password'],
      ['invited@office.test', ''],
      ['gone@office.test', PASSWORD],
    ] as const) {
      const before = hashed();
      expect(await tryOne(email, password)).toEqual({ ok: false, refusal: { code: 'wrong-credentials' } });
      expect(hashed() - before).toBe(1);
    }
  });

  it('an unknown account is limited like a known one', async () => {
    for (let n = 0; n < 10; n += 1) await tryOne('nobody@office.test');
    expect(codeOf(await tryOne('nobody@office.test'))).toBe('too-many-attempts');
  });

  it('successes count nowhere: 60 sign-ins at once from one address all pass, and reset nobody’s failures', async () => {
    for (let n = 0; n < 9; n += 1) await tryOne('mei@office.test', 'wrong password', '192.0.2.8');
    const passed = await Promise.all(Array.from({ length: 60 }, () => tryOne(ADMIN, PASSWORD, '192.0.2.8')));
    expect(tally(passed.map(codeOf))).toEqual({ ok: 60 });
    expect(codeOf(await tryOne('mei@office.test', 'wrong password', '192.0.2.8'))).toBe('wrong-credentials');
    expect(codeOf(await tryOne('mei@office.test', 'wrong password', '192.0.2.8'))).toBe('too-many-attempts');
  });

  it('a success does not give its own account ten more guesses', async () => {
    for (let n = 0; n < 9; n += 1) await tryOne(ADMIN);
    expect(codeOf(await tryOne(ADMIN, PASSWORD))).toBe('ok');
    expect(codeOf(await tryOne(ADMIN))).toBe('wrong-credentials');
    expect(codeOf(await tryOne(ADMIN))).toBe('too-many-attempts');
  });

  it('wrong sign-ins of a stranger keep nobody from confirming a password before a signature', async () => {
    for (let n = 0; n < 11; n += 1) await tryOne(ADMIN);
    expect(codeOf(await tryOne(ADMIN, PASSWORD))).toBe('too-many-attempts');
    expect(await confirmPassword(world.needs, admin.personId, PASSWORD)).toEqual({ ok: true });
  });

  it('ten wrong confirmations close confirming, and signing in as that person too', async () => {
    for (let n = 0; n < 10; n += 1)
      expect(await confirmPassword(world.needs, admin.personId, 'wrong password')).toEqual({ ok: false });
    expect(await confirmPassword(world.needs, admin.personId, PASSWORD)).toMatchObject({
      ok: false,
      retryAfter: expect.any(Number),
    });
    expect(codeOf(await tryOne(ADMIN, PASSWORD))).toBe('too-many-attempts');
    world.forward(12 * MINUTE);
    expect(await confirmPassword(world.needs, admin.personId, PASSWORD)).toEqual({ ok: true });
  });

  it('a new password by an administrator’s link opens a locked account', async () => {
    const id = await aPerson(world, admin, 'mei@office.test');
    for (let n = 0; n < 10; n += 1) await tryOne('mei@office.test');
    expect(codeOf(await inviteLink(world.needs, admin, { personId: id }))).toBe('moved-on');
    const { path } = value(await resetLink(world.needs, admin, { personId: id }));
    value(await world.door.takeLink({ token: path.slice('/reset/'.length), password: 'another wind 9' }));
    expect(codeOf(await tryOne('mei@office.test', 'another wind 9'))).toBe('ok');
  });

  it('keeps neither e-mails nor addresses, forgets old failures, and records a reached limit once', async () => {
    for (let n = 0; n < 30; n += 1) await tryOne(ADMIN);
    const { db } = world.needs.database;
    const rows = await db.select().from(signInFailures);
    expect(JSON.stringify(rows)).not.toMatch(/office|192\.0/);
    const kinds = (await db.select().from(events)).map((event) => event.kind);
    expect(kinds.filter((kind) => kind === 'sign-in.limited')).toHaveLength(1);
    world.forward(3 * 60 * MINUTE);
    await tryOne('nobody@office.test');
    expect(await db.select().from(signInFailures)).toHaveLength(2);
  });
});
