// Every route of the table under every kind of bad request: a problem with a stable code, nothing changed, nothing leaked (T26, T14).
import { connect } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Problem } from '../../domain/view';
import { routes } from '../../server/api/routes';
import { createLog } from '../../server/log';
import { callApi, PASSWORD, type Person } from '../build/api';
import { aServer, type TestServer } from '../build/server';

let server: TestServer;
let owner: Person;
let stranger: Person;
let reviewId: string;
let threadId: string;

beforeAll(async () => {
  server = await aServer();
  owner = await server.person('Owner');
  stranger = await server.person('Stranger');
  const made = await owner.call<{ id: string }>('POST', '/reviews', {
    templateId: 'retrospective',
    text: '一季度回顾\n\n一、需要改进的\n1. 会议太长。',
  });
  reviewId = made.body.id;
  threadId = (
    await owner.call<{ id: string }>('POST', `/reviews/${reviewId}/threads`, { quote: '会议太长', body: '怎么改？' })
  ).body.id;
}, 60_000);
afterAll(() => server.close());

/** The path with real ids in it; a thread's for /threads. */
const filled = (path: string) =>
  path
    .replace('/threads/:id', `/threads/${threadId}`)
    .replace('/reviews/:id', `/reviews/${reviewId}`)
    .replace(':person', stranger.id)
    .replace('/people/:id', `/people/${stranger.id}`)
    .replace(':no', '1')
    .replace(':id', '00000000-0000-4000-8000-000000000000');
const named = routes.map((route) => ({ name: `${route.method} ${route.path}`, route }));
const closed = named.filter(({ route }) => !route.open);
const bodied = closed.filter(({ route }) => route.method !== 'GET' && route.body !== 'bytes');
const ofReview = closed.filter(({ route }) => /^\/(reviews\/:id|threads\/:id)/.test(route.path));

function expectProblem(answer: { status: number; body: unknown; headers: Headers }, status: number | RegExp): void {
  const problem = answer.body as Problem;
  expect(`${answer.status}`).toMatch(typeof status === 'number' ? new RegExp(`^${status}$`) : status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(problem.status).toBe(answer.status);
  expect(problem.code).toMatch(/^[a-z-]+$/);
  expect(JSON.stringify(problem)).not.toMatch(/at .*\.ts|select |insert |stack/);
}

describe('without a person', () => {
  test.each(closed)('$name is 401', async ({ route }) => {
    expectProblem(await server.call(route.method, filled(route.path)), 401);
    expectProblem(await callApi(server.url, 'x'.repeat(43))(route.method, filled(route.path)), 401);
    expectProblem(await server.call(route.method, filled(route.path), undefined, { authorization: 'Basic abc' }), 401);
    expectProblem(
      await server.call(route.method, filled(route.path), undefined, {
        cookie: 'authjs.session-token=abc',
        origin: server.url,
      }),
      401,
    );
  });
});

describe('P7/T14 a stranger', () => {
  test.each(ofReview)('$name is 404, like a review that does not exist', async ({ route }) => {
    const existing = await stranger.call(route.method, filled(route.path), route.method === 'GET' ? undefined : {});
    const nowhere = await stranger.call(
      route.method,
      filled(route.path)
        .replace(reviewId, '00000000-0000-4000-8000-000000000000')
        .replace(threadId, '00000000-0000-4000-8000-000000000000'),
      route.method === 'GET' ? undefined : {},
    );
    expect(nowhere.status).toBe(existing.status);
    expect(nowhere.body).toEqual(existing.body);
    // Whoever sends nonsense learns that it is nonsense, not whether the review exists.
    expectProblem(existing, /^(404|400)$/);
  });

  test('finds it in no list', async () => {
    expect((await stranger.call('GET', '/reviews')).body).toEqual({ items: [] });
    expect((await stranger.call('GET', `/reviews?q=${encodeURIComponent('回顾')}`)).body).toEqual({ items: [] });
    expect((await stranger.call<{ tasks: unknown[]; total: number }>('GET', '/desk')).body).toMatchObject({
      tasks: [],
      reviews: [],
      total: 0,
    });
  });
});

describe('T26 bad bodies', () => {
  test.each(bodied)(
    '$name answers each with 4xx',
    async ({ route }) => {
      const send = (body: string, type = 'application/json') =>
        owner.call(route.method, filled(route.path), body, { 'content-type': type });
      for (const [body, type] of [
        ['{', undefined],
        ['[]', undefined],
        ['null', undefined],
        ['"text"', undefined],
        ['{"a":1}', 'text/plain'],
        ['{"a":1}', 'application/json; charset=gbk'],
        ['{"a":1}', 'application/x-www-form-urlencoded'],
      ] as const) {
        expectProblem(await send(body, type), /^(400|404|403|415)$/);
      }
      expectProblem(await send(`{"x":"${'a'.repeat((route.limit ?? 262_144) + 10)}"}`), 413);
      expectProblem(
        await owner.call(route.method, filled(route.path), { ownerId: stranger.id, stage: 'approved' }),
        /^(400|404|403)$/,
      );
      expectProblem(
        await owner.call(route.method, filled(route.path), '{}', {
          'content-type': 'application/json',
          'content-encoding': 'gzip',
        }),
        /^(415|404|403)$/,
      );
    },
    60_000,
  );

  test('U+0000, lone surrogates and huge numbers in fields are refused, not failed on', async () => {
    for (const title of ['a\u0000b', '\ud800', ' ', 'x'.repeat(500), 7, null, {}]) {
      expectProblem(await owner.call('POST', '/reviews', { templateId: 'retrospective', title }), 400);
    }
    expectProblem(await owner.call('POST', '/reviews', { templateId: '__proto__' }), 404);
    expectProblem(
      await owner.call('POST', '/reviews', '{"templateId":"retrospective","meta":{"__proto__":"x"}}', {
        'content-type': 'application/json',
      }),
      400,
    );
    expectProblem(
      await owner.call('POST', `/reviews/${reviewId}/threads`, {
        quote: '会议',
        occurrence: Number.MAX_VALUE,
        body: 'x',
      }),
      400,
    );
    expectProblem(await owner.call('POST', `/reviews/${reviewId}/threads`, { quote: '会议', body: 'a\u0000' }), 400);
    expectProblem(await owner.call('POST', '/session', { email: 'a\u0000@x.test', password: 'x' }), /^40[01]$/);
  });
});

test('no name but those of the table is a move', async () => {
  for (const action of ['complete', 'toString', '__proto__', '', null, 7])
    expectProblem(await owner.call('POST', `/reviews/${reviewId}/actions`, { action }), 400);
});

describe('words that no row, event or digest can hold', () => {
  test.each([
    ['U+0000', 'a\u0000b'],
    ['half a surrogate pair', 'a\ud800'],
  ])('%s is refused in every field of text', async (_, words) => {
    const own = await owner.call<{ id: string }>('POST', '/reviews', {
      templateId: 'retrospective',
      text: '回顾\n\n一、需要改进的\n1. 会议太长。',
      meta: { date: '2026-03-31' },
      members: [{ personId: owner.id, roles: ['signatory'] }],
    });
    const review = `/reviews/${own.body.id}`;
    const act = (action: string, more: object = {}) => owner.call('POST', `${review}/actions`, { action, ...more });
    expectProblem(await owner.call('POST', '/reviews', { templateId: 'retrospective', text: words }), 422);
    expectProblem(await owner.call('PATCH', review, { meta: { date: words } }), 400);
    const { body: thread } = await owner.call<{ id: string }>('POST', `${review}/threads`, {
      quote: '会议',
      body: 'x',
    });
    expectProblem(await owner.call('POST', `/threads/${thread.id}/replies`, { body: words }), 400);
    expectProblem(await owner.call('POST', `/threads/${thread.id}/resolve`, { reason: words }), 400);
    await act('start-review');
    const gates = (await owner.call<{ items: { rule: string }[] }>('GET', `${review}/gates`)).body.items;
    const overrides = (reason: string) => [...new Set(gates.map(({ rule }) => rule))].map((rule) => ({ rule, reason }));
    expect(gates.length).toBeGreaterThan(0);
    expectProblem(await act('freeze', { overrides: overrides(words) }), 400);
    expect((await act('freeze', { overrides: overrides('样稿') })).status).toBe(200);
    const { body: signoff } = await owner.call<{ digest: string }>('GET', `${review}/signoff`);
    const decision = { digest: signoff.digest, decision: 'object', password: PASSWORD };
    expectProblem(await owner.call('POST', `${review}/decisions`, { ...decision, opinion: words }), 400);
    expectProblem(await act('cancel-signoff', { reason: words }), 400);
  });

  test('a title out of a text is one line of whole characters', async () => {
    const made = await owner.call<{ id: string }>('POST', '/reviews', {
      templateId: 'retrospective',
      text: `回\u0008顾${'𠮷'.repeat(12)}\n\n一、需要改进的\n1. 会议太长。`,
    });
    const { title } = (await owner.call<{ title: string }>('GET', `/reviews/${made.body.id}`)).body;
    expect(title).toMatch(/^回 ?顾𠮷+$/u);
    expect(title).not.toContain('\ufffd');
    expect((await owner.call('PATCH', `/reviews/${made.body.id}`, { title })).status).toBe(204);
  });
});

describe('bad addresses', () => {
  test.each([
    '0',
    '-1',
    '1e9',
    '..%2f',
    '%00',
    '%zz',
    'x'.repeat(5000),
    reviewIdOf(),
    '00000000-0000-4000-8000-00000000000g',
  ])('an id like %s is not found', async (id) => {
    for (const path of [`/reviews/${id}`, `/reviews/${id}/text`, `/reviews/${id}/threads`])
      expectProblem(await owner.call('GET', path), 404);
    expectProblem(await owner.call('POST', `/threads/${id}/replies`, { body: 'x' }), 404);
  });

  test('a query that no route takes, or takes once, is refused', async () => {
    expectProblem(await owner.call('GET', '/reviews?order=title'), 400);
    expectProblem(await owner.call('GET', '/reviews?q=a&q=b'), 400);
    expectProblem(await owner.call('GET', '/reviews?q[]=b'), 400);
    expectProblem(await owner.call('GET', '/reviews?cursor=zzz'), 400);
    expectProblem(await owner.call('GET', '/reviews?q=%00'), 400);
    expectProblem(await owner.call('GET', '/people?q=%00'), 400);
    // A year that JavaScript knows and PostgreSQL does not.
    const far = Buffer.from(`+200000-01-01T00:00:00.000Z ${reviewId}`).toString('base64url');
    expectProblem(await owner.call('GET', `/reviews?cursor=${far}`), 400);
    expectProblem(await owner.call('GET', '/reviews?stage=secret'), 400);
    expectProblem(await owner.call('GET', `/reviews/${reviewId}/events?cursor=x`), 400);
    expectProblem(await owner.call('GET', `/reviews/${reviewId}/export?format=exe`), 400);
    for (const version of ['1e400', '0x1', '-1', '', '%201'])
      expectProblem(await owner.call('GET', `/reviews/${reviewId}/export?version=${version}`), 400);
  });

  test.each(named)('$name tells which methods it takes', async ({ route }) => {
    const answer = await owner.call('OPTIONS', filled(route.path));
    expectProblem(answer, 405);
    expect(answer.headers.get('allow')).toContain(route.method);
  });

  test('an unknown path is 404', async () => {
    expectProblem(await owner.call('GET', '/nothing'), 404);
    expectProblem(await owner.call('GET', '/reviews/'), 404);
  });
});

describe('a cookie from a foreign page', () => {
  test.each([
    ['a foreign Origin', { origin: 'https://evil.test' }],
    ['an Origin that ends alike', { origin: 'http://evil127.0.0.1' }],
    ['Origin null', { origin: 'null' }],
    ['no Origin', {}],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
    ['a same-site fetch', { 'sec-fetch-site': 'same-site' }],
  ])('%s cannot write', async (_, headers) => {
    expectProblem(
      await server.call(
        'POST',
        '/reviews',
        { templateId: 'retrospective' },
        { cookie: 'authjs.session-token=abc', ...headers },
      ),
      403,
    );
  });
});

test('a body that is announced longer than it comes, and one without end, leave the server answering', async () => {
  const { port, hostname } = new URL(server.url);
  const head = `POST /api/v1/reviews HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${owner.token}\r\nContent-Type: application/json\r\n`;
  for (const body of [
    `${head}Content-Length: 100\r\n\r\n{`,
    `${head}Transfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n`,
  ]) {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => socket.destroy());
    await new Promise<void>((resolve) => socket.write(body, () => resolve()));
    socket.destroy();
  }
  expect((await owner.call('GET', '/reviews')).status).toBe(200);
});

test('fifty equal requests with one key open one thread', async () => {
  const body = { quote: '会议太长', body: '只一次' };
  const answers = await Promise.all(
    Array.from({ length: 50 }, () =>
      owner.call<{ id: string }>('POST', `/reviews/${reviewId}/threads`, body, { 'idempotency-key': 'once' }),
    ),
  );
  expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  expectProblem(
    await owner.call(
      'POST',
      `/reviews/${reviewId}/threads`,
      { ...body, body: '另一条' },
      { 'idempotency-key': 'once' },
    ),
    422,
  );
});

test('a statement that fails is logged without its values', async () => {
  const lines: string[] = [];
  const asked = server.database.db.execute(sql`select ${'a secret of somebody'}::int`);
  const error = await asked.then(
    () => null,
    (failed: Error) => failed,
  );
  expect(error?.message).toContain('a secret of somebody');
  createLog('error', (line) => lines.push(line)).error('a request failed', { error });
  expect(lines[0]).toContain('Failed query: select $1::int');
  expect(lines[0]?.split('"cause"')[0]).not.toContain('secret');
});

test('nothing of all this was an internal error', () => {
  expect(server.logged).toEqual([]);
});

/** Upper case is another spelling of no id of ours. */
function reviewIdOf(): string {
  return 'ABCDEF00-0000-4000-8000-000000000000';
}
