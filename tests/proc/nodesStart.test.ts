// Several nodes as one service: started at once on an empty database, nobody sticks to one, and each does what its roles say.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { readEnv, WrongEnvironment } from '../../server/env';
import { PASSWORD } from '../build/api';
import { until } from '../build/collab';
import { aService, type Service } from '../build/nodes';
import { ADMIN } from '../build/product';
import { whyNoRedis } from '../build/redis';
import { aTypist, synced } from '../build/typist';

const why = whyNoRedis();
if (why) console.info(`Several nodes are not tested: ${why}`);

describe('the environment of a node', () => {
  const outside = { DATABASE_URL: 'postgres://db/x', COUNTERSIGN_SECRET: 'q7Zp'.repeat(10) };

  test('does everything unless it is told otherwise', () => {
    expect([...readEnv({} as NodeJS.ProcessEnv).roles]).toEqual(['web', 'collab', 'worker']);
    const env = readEnv({ ...outside, REDIS_URL: 'rediss://u:p@r:6380/2', ROLES: 'worker, web' } as never);
    expect([...env.roles]).toEqual(['web', 'worker']);
    expect(env.redisUrl).toBe('rediss://u:p@r:6380/2');
  });

  test.each([
    ['a Redis without an outside database', { REDIS_URL: 'redis://localhost' }, /^REDIS_URL needs DATABASE_URL/],
    ['roles without an outside database', { ROLES: 'web' }, /^ROLES needs DATABASE_URL/],
    ['an unknown role', { ...outside, ROLES: 'web,cook' }, /^ROLES is not usable/],
    ['no role at all', { ...outside, ROLES: '' }, /^ROLES is not usable/],
    ['a Redis that is none', { ...outside, REDIS_URL: 'http://:hush@localhost' }, /^REDIS_URL is not usable/],
    ['a Redis by its path', { ...outside, REDIS_URL: 'redis://:hush@localhost/x' }, /^REDIS_URL is not usable/],
  ])('%s stops the start with one sentence, and tells no password', (_, source, sentence) => {
    const read = () => readEnv(source as unknown as NodeJS.ProcessEnv);
    expect(read).toThrow(WrongEnvironment);
    expect(read).toThrow(sentence);
    expect(read).not.toThrow(/hush/);
  });
});

describe.skipIf(why)('three nodes that started at once on an empty database', () => {
  let service: Service;
  beforeAll(async () => {
    service = await aService();
  }, 120_000);
  afterAll(() => service.close(), 60_000);

  test('made one administrator and one organisation', async () => {
    const { sql } = service.database;
    const [row] =
      await sql`select (select count(*)::int from people) as people, (select count(*)::int from organisation)
      as organisations, (select count(*)::int from events where kind = 'setup.done') as done`;
    expect(row).toEqual({ people: 1, organisations: 1, done: 1 });
  });

  test('sign a browser in with the form of one and the answer of another, and serve it by any of them', async () => {
    const [one, two] = service.nodes.map(({ url }) => url);
    const csrf = await fetch(`${one}/api/auth/csrf`);
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    const signedIn = await fetch(`${two}/api/auth/callback/credentials`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: cookies(csrf) },
      body: new URLSearchParams({ csrfToken, email: ADMIN, password: PASSWORD }),
    });
    const cookie = cookies(signedIn);
    expect(cookie).toContain('session-token');
    for (const { url } of service.nodes) {
      const page = await fetch(`${url}/reviews`, { headers: { cookie }, redirect: 'manual' });
      expect(page.status).toBe(200);
    }
  });
});

describe.skipIf(why)('one node a role', () => {
  let service: Service;
  beforeAll(async () => {
    service = await aService(['web', 'collab', 'worker']);
  }, 120_000);
  afterAll(() => service.close(), 60_000);
  const url = (role: 'web' | 'collab' | 'worker') =>
    service.nodes[['web', 'collab', 'worker'].indexOf(role)]?.url ?? '';

  test('each answers for its health and its numbers, and says of the rest which role is missing', async () => {
    for (const role of ['web', 'collab', 'worker'] as const) {
      expect(await (await fetch(`${url(role)}/api/health`)).json()).toMatchObject({ status: 'ok' });
      expect((await fetch(`${url(role)}/metrics`)).status).toBe(200);
      for (const path of ['/sign-in', '/api/v1/templates']) {
        const answer = await fetch(url(role) + path);
        if (role === 'web') expect(answer.status).toBeLessThan(500);
        else {
          expect(answer.status).toBe(503);
          expect(answer.headers.get('content-type')).toContain('application/problem+json');
          expect(await answer.json()).toMatchObject({ code: 'unavailable', detail: expect.stringContaining('web') });
        }
      }
    }
    for (const role of ['web', 'worker'] as const)
      expect(await refused(`${url(role).replace('http', 'ws')}/collab/x`)).toMatchObject({
        code: 'unavailable',
        detail: expect.stringContaining('collab'),
      });
  });

  test('together they are one product: typed here, read and commented there, and the comment’s mark comes back', async () => {
    const { admin } = service;
    const made = await admin.call<{ id: string }>('POST', '/reviews', { templateId: 'retrospective', title: 'Split' });
    const typist = await aTypist(url('collab'), admin, made.body.id);
    await synced(typist);
    typist.type('分开的角色');
    await until('acknowledged', () => typist.acknowledged.size === 1);
    const text = await admin.call<string>('GET', `/reviews/${made.body.id}/text`);
    expect(text.body).toContain('分开的角色');
    const thread = await admin.call('POST', `/reviews/${made.body.id}/threads`, { quote: '分开的', body: '好' });
    expect(thread.status).toBe(201);
    await until('the mark is there', () =>
      /comment/.test(JSON.stringify(typist.doc.getXmlFragment('content').toJSON())),
    );
    typist.leave();
  });
});

const cookies = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');

/** The problem with which an upgrade is refused. */
function refused(address: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address);
    socket.on('open', () => reject(new Error('it was taken')));
    socket.on('error', () => undefined);
    socket.on('unexpected-response', (_, response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += String(chunk);
      });
      response.on('end', () => resolve(JSON.parse(body)));
    });
  });
}
