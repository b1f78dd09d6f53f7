// People over the API: sessions, tokens, what administrators may do; and the description of it all.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FoundPeople, PeoplePage, SessionPage } from '../../domain/view';
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

describe('long lists', () => {
  /** All parts of a list, and how large each was. */
  const walk = async <T extends { items: readonly { id: string }[]; cursor?: string }>(who: Person, path: string) => {
    const ids: string[] = [];
    const sizes: number[] = [];
    let cursor: string | undefined;
    do {
      const on = cursor ? `${path.includes('?') ? '&' : '?'}cursor=${cursor}` : '';
      const { status, body } = await who.call<T>('GET', `${path}${on}`);
      expect(status, path).toBe(200);
      ids.push(...body.items.map(({ id }) => id));
      sizes.push(body.items.length);
      cursor = body.cursor;
    } while (cursor);
    expect(new Set(ids).size, path).toBe(ids.length);
    return { ids, sizes };
  };

  test('everybody is listed 100 at a time in the order they came, all or by name or e-mail, with how many there are', async () => {
    const { sql } = server.database;
    // Half of them in one instant.
    await sql`insert into people (email, name, colour, created_at)
      select 'crowd' || n || '@office.test', '群众' || n, 1, now() + (n / 2 * 2) % 100 * interval '1 millisecond' from generate_series(1, 250) n`;
    const [row] = await sql<{ n: number }[]>`select count(*)::int as n from people`;
    const all = await walk<PeoplePage>(server.admin, '/people/all');
    expect([all.ids.length, all.sizes.slice(0, 2)]).toEqual([row?.n, [100, 100]]);
    const found = await walk<PeoplePage>(server.admin, `/people/all?q=${encodeURIComponent('群众')}`);
    expect([found.ids.length, found.sizes]).toEqual([250, [100, 100, 50]]);
    const first = await server.admin.call<PeoplePage>('GET', '/people/all?q=crowd7');
    expect([first.body.total, first.body.items.length]).toEqual([11, 11]);
    for (const query of ['cursor=x', 'q=%00', `q=${'x'.repeat(201)}`])
      expect((await server.admin.call('GET', `/people/all?${query}`)).status, query).toBe(400);
    expect((await person.call('GET', '/people/all?q=crowd')).status).toBe(403);
  });

  test('the directory goes on by name, 20 at a time, for whoever may search it', async () => {
    const named = await walk<FoundPeople>(person, `/people?q=${encodeURIComponent('群众')}`);
    expect([named.ids.length, Math.max(...named.sizes)]).toEqual([250, 20]);
    expect((await person.call('GET', '/people?q=x&cursor=x')).status).toBe(400);
    // A cursor opens nothing that a first question does not.
    const { body } = await person.call<FoundPeople>('GET', '/people?q=');
    expect(JSON.stringify((await person.call('GET', `/people?q=&cursor=${body.cursor}`)).body)).not.toContain('@');
  });

  test('sign-ins go on 50 at a time, this one first; tokens, ended and others’ ones are not among them', async () => {
    const { sql } = server.database;
    const many = await server.person('Many');
    await sql`insert into sessions (person_id, token_sha256, kind, name, created_at, authenticated_at, last_seen_at, expires_at, ended_at)
      select ${many.id}, 'many' || n, 'token', case when n > 130 then '程序' || n end, now(), now(), now() + n % 5 * interval '1 second',
        now() + interval '1 day', case when n > 120 and n <= 130 then now() end
      from generate_series(1, 140) n`;
    const { ids, sizes } = await walk<SessionPage>(many, '/me/sessions');
    expect([ids.length, sizes]).toEqual([121, [51, 50, 20]]);
    const { body } = await many.call<SessionPage>('GET', '/me/sessions');
    expect(body.items.map(({ current }) => current)).toEqual([true, ...Array(50).fill(false)]);
    const me = await many.call<{ sessions: { id: string }[]; tokens: unknown[]; cursor?: string }>('GET', '/me');
    expect([me.body.sessions.map(({ id }) => id), me.body.tokens.length]).toEqual([body.items.map(({ id }) => id), 10]);
    expect(me.body.cursor).toBe(body.cursor);
    expect((await many.call('GET', '/me/sessions?cursor=x')).status).toBe(400);
    expect((await walk<SessionPage>(person, '/me/sessions')).ids.some((id) => ids.includes(id))).toBe(false);
    // What is ended between two parts moves nothing out of sight.
    await many.call('DELETE', `/me/sessions/${ids[3]}`);
    const rest = await many.call<SessionPage>('GET', `/me/sessions?cursor=${body.cursor}`);
    expect(rest.body.items.map(({ id }) => id)).toEqual(ids.slice(51, 101));
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
