// T41 through next-auth's own engine: the cookie is our opaque token, made at a sign-in only; a read keeps it, a blip never clears it.
import { Auth, type AuthConfig, raw, skipCSRFCheck } from '@auth/core';
import { CredentialsSignin } from '@auth/core/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authConfig } from '../../app/authConfig';
import type { RefusalCode } from '../../domain/refusal';
import { provideRuntime, type Runtime } from '../../server/runtime';
import { ADMIN, aWorld, PASSWORD, signedInAdmin, type World } from './build';

const ORIGIN = 'http://localhost:3000';
let world: World;

beforeAll(async () => {
  world = await aWorld();
  await signedInAdmin(world);
  // What app/authConfig reads of the runtime; pages' views take no part in signing in.
  provideRuntime({ publicUrl: ORIGIN, auth: world.door } as Runtime);
});
afterAll(() => world.close());

class Refusing extends CredentialsSignin {
  constructor(code: RefusalCode) {
    super();
    this.code = code;
  }
}

/** As next-auth's signIn() calls the engine from a server action. */
async function signIn(form: Record<string, string>, headers: Record<string, string> = {}) {
  const config: AuthConfig = { ...authConfig((code) => new Refusing(code)), basePath: '/api/auth', raw, skipCSRFCheck };
  const request = new Request(`${ORIGIN}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-countersign-address': '192.0.2.77', ...headers },
    body: new URLSearchParams({ callbackUrl: ORIGIN, ...form }),
  });
  const answer = (await Auth(request, config)) as unknown as {
    cookies?: { name: string; value: string; options: Record<string, unknown> }[];
  };
  return answer.cookies?.filter((cookie) => cookie.name.includes('session-token')) ?? [];
}

function get(path: string, cookie: string): Promise<Response> {
  const config: AuthConfig = { ...authConfig((code) => new Refusing(code)), basePath: '/api/auth' };
  return Auth(new Request(`${ORIGIN}/api/auth/${path}`, { headers: { cookie } }), config) as Promise<Response>;
}

describe('T41 next-auth', () => {
  it('sets our token in an http-only, same-site cookie, a fresh one over whatever the browser held', async () => {
    const planted = 'B'.repeat(43);
    const cookies = await signIn({ email: ADMIN, password: PASSWORD }, { cookie: `authjs.session-token=${planted}` });
    const [cookie] = cookies;
    expect(cookies).toHaveLength(1);
    expect(cookie).toMatchObject({
      name: 'authjs.session-token',
      options: { httpOnly: true, sameSite: 'lax', path: '/', secure: false },
    });
    expect(cookie?.value).not.toBe(planted);
    expect(await world.door.actorOfToken(cookie?.value ?? '')).toMatchObject({ email: ADMIN, via: 'session' });
    expect(await world.door.actorOfToken(planted)).toBeNull();
  });

  it('hands a refusal on by its code, and sets no cookie', async () => {
    await expect(signIn({ email: ADMIN, password: 'wrong password' })).rejects.toMatchObject({
      code: 'wrong-credentials',
    });
    await expect(signIn({ email: ADMIN })).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('T42 counts the address that our server noted; X-Forwarded-For and its like change nothing', async () => {
    const spoofed = (n: number) => ({
      'x-countersign-address': '203.0.113.50',
      'x-forwarded-for': `198.51.100.${n}`,
      'x-real-ip': `198.51.100.${n}`,
      forwarded: `for=198.51.100.${n}`,
    });
    for (let n = 0; n < 50; n += 1) {
      await expect(
        signIn({ email: `person${n}@office.test`, password: 'wrong password' }, spoofed(n)),
      ).rejects.toMatchObject({ code: 'wrong-credentials' });
    }
    await expect(signIn({ email: ADMIN, password: PASSWORD }, spoofed(99))).rejects.toMatchObject({
      code: 'too-many-attempts',
    });
  });

  it('opens no session at a read: the cookie that comes back is the one that came', async () => {
    const [cookie] = await signIn({ email: ADMIN, password: PASSWORD });
    const answer = await get('session', `authjs.session-token=${cookie?.value}`);
    expect(answer.headers.getSetCookie().join()).toContain(`authjs.session-token=${cookie?.value};`);
  });

  it('T12 clears no cookie while the database is away, even at the route that we do not use', async () => {
    const [cookie] = await signIn({ email: ADMIN, password: PASSWORD });
    const away = await aWorld();
    await away.close();
    provideRuntime({ publicUrl: ORIGIN, auth: away.door } as Runtime);
    try {
      const answer = await get('session', `authjs.session-token=${cookie?.value}`);
      expect(answer.headers.getSetCookie().join()).toContain(`authjs.session-token=${cookie?.value};`);
    } finally {
      provideRuntime({ publicUrl: ORIGIN, auth: world.door } as Runtime);
    }
  });

  it('names the cookie __Secure- and marks it secure when the public address is https', async () => {
    provideRuntime({ publicUrl: 'https://sign.office.test', auth: world.door } as Runtime);
    try {
      const [cookie] = await signIn({ email: ADMIN, password: PASSWORD });
      expect(cookie).toMatchObject({ name: '__Secure-authjs.session-token', options: { secure: true } });
    } finally {
      provideRuntime({ publicUrl: ORIGIN, auth: world.door } as Runtime);
    }
  });
});
