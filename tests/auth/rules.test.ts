// Rules without a database: new passwords, where to go after signing in, addresses, windows, who may look after people.
import { describe, expect, it } from 'vitest';
import { safeNext } from '../../app/next';
import { sessionCookieName } from '../../domain/cookie';
import { keepsAnAdmin, mayMakeTokens, whyNotDisable } from '../../domain/organisation';
import { weaknessOf } from '../../domain/password';
import { cookieOf } from '../../server/auth/actor';
import { addressGroup } from '../../server/auth/address';
import { secondsUntilFree } from '../../server/auth/limits';
import { createPasswords, outgrown } from '../../server/auth/passwords';

const MEI = { email: 'mei.chen@office.test', name: '陈梅陈梅陈梅陈梅陈梅' };

describe('a new password', () => {
  it.each([
    ['north wind', null],
    ['春眠不觉晓处处闻啼鸟', null],
    ['short one', 'short'],
    ['👩‍🚀', 'short'],
    ['x'.repeat(199).concat('yz'), 'long'],
    ['Mei.Chen@Office.test', 'own-name'],
    [MEI.name, 'own-name'],
    ['password123', 'common'],
    ['ｐａｓｓｗｏｒｄ１２３', 'common'],
    ['aaaaaaaaaaaa', 'common'],
  ])('%s -> %s', (password, weakness) => {
    expect(weaknessOf(password, MEI)).toBe(weakness);
  });

  it('is not the part of the e-mail before the @', () => {
    expect(weaknessOf('mei-chen-2026', { email: 'mei-chen-2026@office.test' })).toBe('own-name');
  });
});

describe('after signing in', () => {
  it.each([
    ['/reviews?q=a#b', '/reviews?q=a#b'],
    ['/', '/'],
    ['//evil.test', '/'],
    ['/\\evil.test', '/'],
    ['\\/evil.test', '/'],
    ['/.//evil.test', '/'],
    ['/a/..//evil.test', '/'],
    ['/\t/evil.test', '/'],
    ['https://evil.test/', '/'],
    ['javascript:alert(1)', '/'],
    ['', '/'],
    [null, '/'],
    [['/a'], '/'],
    [`/${'a'.repeat(3000)}`, '/'],
  ])('next=%s leads to %s', (next, path) => {
    expect(safeNext(next)).toBe(path);
  });
});

describe('one guesser is', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:0:12:aaaa::1', '2001:db8:0:12::/64'],
    ['2001:0db8::12:0:0:0:1', '2001:db8:0:12::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', ''],
  ])('%s as %s', (address, group) => {
    expect(addressGroup(address)).toBe(group);
  });
});

describe('failures in a window', () => {
  const at = (minute: number, count: number) => ({ key: 'k', windowStart: new Date(minute * 60_000), count });
  it('under the limit nobody waits', () => {
    expect(secondsUntilFree([at(0, 4), at(3, 5)], 10, 4 * 60_000)).toBe(0);
  });
  it('at the limit one waits until enough of the oldest are a window old', () => {
    expect(secondsUntilFree([at(3, 5), at(0, 5)], 10, 4 * 60_000)).toBe(7 * 60);
    expect(secondsUntilFree([at(0, 1), at(3, 10)], 10, 4 * 60_000)).toBe(10 * 60);
  });
});

describe('the session cookie', () => {
  it('has the name that next-auth gives it, with the __Secure- prefix on https', () => {
    expect(sessionCookieName('http://localhost:3000')).toBe('authjs.session-token');
    expect(sessionCookieName('https://sign.office.test')).toBe('__Secure-authjs.session-token');
  });
  it('is found among others, and a name that only ends alike is not it', () => {
    const header = 'x-authjs.session-token=planted; a=b=c; authjs.session-token=mine; authjs.session-token=second';
    expect(cookieOf(header, 'authjs.session-token')).toBe('mine');
    expect(cookieOf('authjs.session-token.0=planted', 'authjs.session-token')).toBeNull();
    expect(cookieOf(undefined, 'authjs.session-token')).toBeNull();
  });
});

describe('administrators', () => {
  it('cannot disable themselves or the last one of them', () => {
    const admin = { admin: true, personId: 'a' };
    expect(whyNotDisable(admin, 'a', ['a', 'b'])).toBe('forbidden');
    expect(whyNotDisable(admin, 'b', ['b'])).toBe('last-admin');
    expect(whyNotDisable(admin, 'b', ['a', 'b'])).toBeNull();
    expect(whyNotDisable({ admin: false, personId: 'c' }, 'b', ['a', 'b'])).toBe('forbidden');
    expect(keepsAnAdmin(['a'], 'a')).toBe(false);
  });
  it('a token makes no tokens', () => {
    expect(mayMakeTokens({ via: 'token' })).toBe(false);
    expect(mayMakeTokens({ via: 'session' })).toBe(true);
  });
});

describe('hashing', () => {
  it('tells the right password from a wrong one, and full-width digits are the same digits', async () => {
    const passwords = createPasswords();
    const stored = await passwords.hash('north wind 7');
    expect(await passwords.verify('north wind 7', stored)).toBe(true);
    expect(await passwords.verify('north wind ７', stored)).toBe(true);
    expect(await passwords.verify('north wind 8', stored)).toBe(false);
    expect(await passwords.hash('north wind 7')).not.toBe(stored);
    expect(outgrown(stored)).toBe(false);
    expect(outgrown(stored.replace('ln=15', 'ln=14'))).toBe(true);
  });

  it('for nobody it computes as much and says no', async () => {
    const passwords = createPasswords();
    expect(await passwords.verify('anything at all', null)).toBe(false);
    expect(passwords.stats().hashed).toBe(1);
  });

  it('never runs more turns at once than allowed, keeps their order, and refuses what would wait too long', async () => {
    const passwords = createPasswords({ atOnce: 2, waiting: 3 });
    let running = 0;
    let most = 0;
    const order: number[] = [];
    const turns = [1, 2, 3, 4, 5].map((n) =>
      passwords.turn(async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((done) => setImmediate(done));
        order.push(n);
        running -= 1;
      }),
    );
    await expect(passwords.turn(async () => undefined)).rejects.toMatchObject({ refusal: { code: 'unavailable' } });
    await Promise.all(turns);
    expect(most).toBe(2);
    expect(order).toEqual([1, 2, 3, 4, 5]);
  });

  it('a turn that fails frees its place', async () => {
    const passwords = createPasswords({ atOnce: 1, waiting: 1 });
    await expect(passwords.turn(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await passwords.turn(async () => 'next')).toBe('next');
  });
});
