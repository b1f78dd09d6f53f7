// People over the API: sessions, tokens, what administrators may do; and the description of it all.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../server/api/routes';
import { callApi, PASSWORD, type Person, signedIn } from '../build/api';
import { aServer, type TestServer } from '../build/server';

let server: TestServer;
let person: Person;

beforeAll(async () => {
  server = await aServer();
  person = await server.person('Sun');
}, 60_000);
afterAll(() => server.close());

describe('sessions', () => {
  test('a token opens everything until it is ended, at once', async () => {
    const mine = await signedIn(server.url, person.email);
    expect((await mine.call('GET', '/me')).status).toBe(200);
    expect((await mine.call('DELETE', '/session')).status).toBe(204);
    expect((await mine.call('GET', '/me')).status).toBe(401);
  });

  test('a wrong password and an unknown person are one answer', async () => {
    const wrong = await server.call('POST', '/session', { email: person.email, password: 'not this one' });
    const unknown = await server.call('POST', '/session', { email: 'nobody@office.test', password: 'not this one' });
    expect([wrong.status, wrong.body]).toEqual([unknown.status, unknown.body]);
    expect(wrong.status).toBe(401);
  });

  test('another password ends every other session and token', async () => {
    const one = await server.person('Zhou');
    const two = await signedIn(server.url, one.email);
    expect((await one.call('POST', '/me/password', { current: PASSWORD, next: 'another harbour 8' })).status).toBe(204);
    expect((await one.call('GET', '/me')).status).toBe(200);
    expect((await two.call('GET', '/me')).status).toBe(401);
  });

  test('a token makes no tokens', async () => {
    expect((await person.call('POST', '/me/tokens', { name: 'robot' })).status).toBe(403);
  });
});

describe('administrators', () => {
  test('add, invite, disable and enable; others are forbidden', async () => {
    expect((await person.call('POST', '/people', { email: 'x@office.test', name: 'X' })).status).toBe(403);
    expect((await person.call('GET', '/people/all')).status).toBe(403);
    const made = await server.admin.call<{ id: string }>('POST', '/people', { email: 'Wu@Office.test', name: '吴' });
    expect(made.status).toBe(201);
    expect(
      (await server.admin.call<{ code: string }>('POST', '/people', { email: 'wu@office.test', name: '吴二' })).body
        .code,
    ).toBe('taken');
    const link = await server.admin.call<{ path: string }>('POST', `/people/${made.body.id}/invite`);
    expect([link.status, /^\/join\/[\w-]{43}$/.test(link.body.path)]).toEqual([201, true]);
    expect((await server.admin.call('POST', `/people/${person.id}/disable`)).status).toBe(204);
    expect((await person.call('GET', '/me')).status).toBe(401);
    expect((await server.admin.call('POST', `/people/${person.id}/enable`)).status).toBe(204);
    person = await signedIn(server.url, person.email);
    expect((await server.admin.call<{ code: string }>('POST', `/people/${server.admin.id}/disable`)).status).toBe(403);
    expect(
      (await server.admin.call<{ code: string }>('PATCH', `/people/${server.admin.id}`, { admin: false })).body.code,
    ).toBe('last-admin');
  });

  test('an administrator is no reader of reviews', async () => {
    const made = await person.call<{ id: string }>('POST', '/reviews', { templateId: 'retrospective', title: '内部' });
    expect((await server.admin.call('GET', `/reviews/${made.body.id}`)).status).toBe(404);
    expect((await server.admin.call('GET', `/reviews/${made.body.id}/text`)).status).toBe(404);
  });

  test('the directory shows names to all, e-mails to administrators', async () => {
    const mine = await person.call<{ items: { name: string; email?: string }[] }>('GET', '/people?q=Sun');
    expect(mine.body.items).toEqual([expect.not.objectContaining({ email: expect.anything() })]);
    const theirs = await server.admin.call<{ items: { email?: string }[] }>('GET', '/people?q=sun');
    expect(theirs.body.items[0]?.email).toBe('sun@office.test');
  });
});

describe('the description', () => {
  test('is there for everybody and names every route', async () => {
    const { status, body } = await callApi(server.url, null)<{ paths: Record<string, Record<string, object>> }>(
      'GET',
      '/openapi.json',
    );
    expect(status).toBe(200);
    for (const route of routes.filter((one) => one.path !== '/openapi.json')) {
      const path = `/api/v1${route.path.replaceAll(/:([a-zA-Z]+)/g, '{$1}')}`;
      expect(body.paths[path]?.[route.method.toLowerCase()], `${route.method} ${path}`).toHaveProperty('summary');
    }
  });
});

test('none of this was an internal error', () => {
  expect(server.logged).toEqual([]);
});
