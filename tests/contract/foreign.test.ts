// T14: every id of a request replaced by that of another review, another person or nothing: 404 alike, never a leak.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ThreadView } from '../../domain/view';
import { routes } from '../../server/api/routes';
import { type Answer, PASSWORD, type Person } from '../build/api';
import { aReadyReview } from '../build/ready';
import { aServer, type TestServer } from '../build/server';

const NOWHERE = '00000000-0000-4000-8000-000000000000';

let at: TestServer;
let ann: Person;
let bo: Person;
/** Ids of one review in sign-off, returned and all: one of Ann's, one of Bo's. */
interface Ids {
  review: string;
  thread: string;
  comment: string;
  named: string;
  waiver: string;
  line: string;
  point: string;
  digest: string;
}
let anns: Ids;
let bos: Ids;

beforeAll(async () => {
  at = await aServer();
  ann = await at.person('Ann');
  bo = await at.person('Bo');
  anns = await aReview(ann, '甲方机密');
  bos = await aReview(bo, '乙方机密');
}, 60_000);
afterAll(() => at.close());

async function aReview(who: Person, secret: string): Promise<Ids> {
  const review = await aReadyReview(who, [[who, ['owner', 'signatory', 'head']]]);
  const on = <T = { id: string }>(method: string, path: string, body?: object) =>
    who.call<T>(method, `/reviews/${review}${path}`, body);
  const thread = (await on('POST', '/threads', { quote: '会议时间太长', body: secret })).body.id;
  const { body } = await on<{ items: ThreadView[] }>('GET', '/threads');
  const named = (await on('POST', '/named-versions', { name: secret })).body.id;
  const waiver = (await on('POST', '/waivers', { rule: 'long-sentence', reason: secret })).body.id;
  await on('POST', '/actions', { action: 'start-review' });
  await on('POST', '/actions', { action: 'freeze' });
  const { body: signoff } = await on<{ digest: string; steps: { lines: { id: string }[] }[] }>('GET', '/signoff');
  const returned = await on('POST', '/actions', {
    action: 'return-sections',
    sectionKeys: ['measures'],
    points: [{ body: secret, sectionKey: 'measures' }],
  });
  expect(returned.status, JSON.stringify(returned.body)).toBe(200);
  const { body: points } = await on<{ items: { id: string }[] }>('GET', '/points');
  const ids = {
    review,
    thread,
    comment: body.items[0]?.comments[0]?.id ?? '',
    named,
    waiver,
    line: signoff.steps[0]?.lines[0]?.id ?? '',
    point: points.items[0]?.id ?? '',
    digest: signoff.digest,
  };
  expect(Object.entries(ids).filter(([, id]) => !id)).toEqual([]);
  return ids;
}

/** Bodies that would be taken if the ids were one's own. */
const BODIES: Record<string, (ids: Ids) => object> = {
  'PATCH /reviews/:id': () => ({ title: 'x' }),
  'PUT /reviews/:id/members/:person': () => ({ roles: ['viewer'] }),
  'POST /reviews/:id/actions': () => ({ action: 'cancel-signoff', reason: 'x' }),
  'POST /reviews/:id/decisions': ({ digest }) => ({ digest, decision: 'agree', password: PASSWORD }),
  'DELETE /reviews/:id/decisions': ({ digest }) => ({ digest, password: PASSWORD }),
  'POST /reviews/:id/threads': () => ({ quote: '回顾', body: 'x' }),
  'POST /threads/:id/replies': () => ({ body: 'x' }),
  'PUT /threads/:id/assignment': () => ({ personId: null, due: null }),
  'PUT /threads/:id/place': () => ({ quote: '回顾' }),
  'PATCH /comments/:id': () => ({ body: 'x' }),
  'PUT /comments/:id/hidden': () => ({ reason: 'x' }),
  'POST /reviews/:id/named-versions': () => ({ name: 'x' }),
  'PATCH /reviews/:id/named-versions/:versionId': () => ({ name: 'x' }),
  'POST /reviews/:id/restore': () => ({ point: 'v1' }),
  'POST /reviews/:id/suggestions': () => ({ id: 'all', decision: 'reject' }),
  'POST /reviews/:id/clean-up': () => ({ decision: 'reject' }),
  'PUT /reviews/:id/sections': () => ({ sectionKey: 'measures', state: 'review' }),
  'PUT /reviews/:id/points/:point/fields': () => ({ due: '2027-01-31' }),
  'POST /reviews/:id/waivers': () => ({ rule: 'long-sentence', reason: 'x' }),
  'PUT /reviews/:id/signoff-plan': () => ({ steps: null }),
  'POST /reviews/:id/signoff/lines': () => ({ personId: NOWHERE, step: 1 }),
  'POST /reviews/:id/signoff/lines/:line/transfer': () => ({ personId: NOWHERE }),
  'POST /reviews/:id/signoff/lines/:line/delegate': () => ({ personId: NOWHERE }),
  'PUT /reviews/:id/signoff/lines/:line/due': () => ({ due: null }),
  'POST /reviews/:id/signoff/return': () => ({ step: 1, reason: 'x' }),
  'POST /reviews/:id/points/:point/answer': () => ({ answer: 'x' }),
  'POST /reviews/:id/break-glass': () => ({ reason: 'x' }),
  'POST /reviews/:id/purge': () => ({ reason: 'x' }),
  'POST /reviews/:id/purge/confirm': () => ({ password: PASSWORD }),
};

const pathOf = (path: string, own: Ids, other: Ids) =>
  path
    .replace('/reviews/:id', `/reviews/${own.review}`)
    .replace('/threads/:id', `/threads/${other.thread}`)
    .replace('/comments/:id', `/comments/${other.comment}`)
    .replace(':versionId', other.named)
    .replace(':waiver', other.waiver)
    .replace(':line', other.line)
    .replace('points/:point/answer', `points/${other.point}/answer`)
    .replace('points/:point/fields', `points/${other.point}/fields`)
    .replace(':point', `n${other.named}`)
    .replace(':person', at.admin.id)
    .replace(':no', '99')
    .replace(':name', 'seen')
    .replace(':reaction', 'seen');

const about = routes.filter(({ path }) => /^\/(reviews\/:id|threads\/|comments\/)/.test(path));
const named = about.map((route) => ({ name: `${route.method} ${route.path}`, route }));
const two = named.filter(({ route }) => /^\/reviews\/:id.*:(versionId|waiver|line|point)/.test(route.path));
const nothing: Ids = {
  review: NOWHERE,
  thread: NOWHERE,
  comment: NOWHERE,
  named: NOWHERE,
  waiver: NOWHERE,
  line: NOWHERE,
  point: NOWHERE,
  digest: 'f'.repeat(64),
};

function ask(who: Person, name: string, own: Ids, other: Ids): Promise<Answer> {
  const [method = '', path = ''] = name.split(' ');
  const body = BODIES[name]?.(own);
  return who.call(method, pathOf(path, own, other), method === 'GET' ? undefined : (body ?? {}));
}

const shown = ({ status, bytes }: Answer) => `${status} ${new TextDecoder().decode(bytes)}`;
let asked = 0;

describe('T14 ids of others', () => {
  test('T14 every route about a review, a thread or a comment answers a stranger as it answers for nothing', async () => {
    for (const { name } of named) {
      const foreign = await ask(bo, name, anns, anns);
      const unknown = await ask(bo, name, nothing, nothing);
      expect(shown(foreign), name).toBe(shown(unknown));
      expect([400, 404], `${name} ${shown(foreign)}`).toContain(foreign.status);
      if (name in BODIES || name.startsWith('GET')) expect(foreign.status, `${name} ${shown(foreign)}`).toBe(404);
      expect(shown(foreign)).not.toContain('甲方机密');
      asked += 2;
    }
  });

  test('T14 one’s own review with the id of something in another one: 404, as with the id of nothing', async () => {
    let missed = 0;
    for (const { name } of two) {
      const foreign = await ask(bo, name, bos, anns);
      const unknown = await ask(bo, name, bos, nothing);
      expect(shown(foreign), name).toBe(shown(unknown));
      // A right that is missing at this stage is told first, whatever the id.
      expect([403, 404], `${name} ${shown(foreign)}`).toContain(foreign.status);
      if (foreign.status === 404) missed += 1;
      asked += 2;
    }
    expect(missed).toBeGreaterThan(6);
    expect(two.length).toBeGreaterThan(8);
  });

  test('T14 queries and bodies: a version, a decision and a person of elsewhere', async () => {
    const own = `/reviews/${bos.review}`;
    for (const path of ['/export?format=md&version=2', '/authors?version=2', `/authors?point=n${anns.named}`])
      expect((await bo.call('GET', `${own}${path}`)).status, path).toBe(404);
    const restore = await bo.call('POST', `${own}/restore`, { point: `n${anns.named}` });
    expect([403, 404, 409]).toContain(restore.status);
    const points = [{ body: 'x', decisionId: NOWHERE }];
    const returned = await bo.call('POST', `${own}/actions`, {
      action: 'return-sections',
      sectionKeys: ['causes'],
      points,
    });
    expect(returned.status).toBeGreaterThanOrEqual(400);
    const decided = await bo.call('POST', `${own}/decisions`, {
      digest: anns.digest,
      line: anns.line,
      decision: 'agree',
      password: PASSWORD,
    });
    expect(decided.status).toBeGreaterThanOrEqual(400);
    for (const path of [`/me/tokens/${ann.id}`, `/me/sessions/${ann.id}`])
      expect((await bo.call('DELETE', path)).status, path).toBe(404);
    const word = await bo.call('DELETE', `/me/standing/${anns.line}`, { password: PASSWORD });
    expect(word.status).toBe(404);
    const read = await bo.call('POST', '/me/notifications/read', { ids: [anns.thread] });
    expect(read.status).toBeLessThan(500);
    asked += 9;
  });

  test('T14 nothing of Ann’s was changed, and lists agree with get', async () => {
    const { body } = await ann.call<{ stage: string }>('GET', `/reviews/${anns.review}`);
    expect(body.stage).toBe('signoff');
    const { body: threads } = await ann.call<{ items: ThreadView[] }>('GET', `/reviews/${anns.review}/threads`);
    expect(threads.items.map(({ comments }) => comments.map((one) => one.body))).toEqual([['甲方机密']]);
    for (const [who, own] of [
      [ann, anns],
      [bo, bos],
    ] as const) {
      const { body } = await who.call<{ items: { id: string }[] }>('GET', '/reviews');
      expect(body.items.map(({ id }) => id)).toEqual([own.review]);
    }
  });

  test('T14 an unknown id and a foreign one run the same statements, so that time tells nothing', async () => {
    const { sql } = at.database;
    const statements: string[] = [];
    const unsafe = sql.unsafe;
    Object.assign(sql, {
      unsafe: (...given: Parameters<typeof unsafe>) => {
        statements.push(given[0]);
        return unsafe(...given);
      },
    });
    const run = async (path: string) => {
      statements.length = 0;
      await bo.call('GET', path);
      return [...statements];
    };
    for (const path of ['', '/text', '/export', '/threads', '/versions/1/document', '/timeline', '/points/v1']) {
      const foreign = await run(`/reviews/${anns.review}${path}`);
      expect(foreign.length, path).toBeGreaterThan(2);
      expect(await run(`/reviews/${NOWHERE}${path}`), path).toEqual(foreign);
    }
    expect(await run(`/comments/${NOWHERE}/edits`)).toEqual(await run(`/comments/${anns.comment}/edits`));
    Object.assign(sql, { unsafe });
    // Figure, not verdict: on a machine with other work a median wanders by more than the five milliseconds. Equal statements with
    // equal answers say more: whatever the machine, there is nothing left to take longer than a comparison in memory.
    const gaps: number[] = [];
    const took = async (id: string) => {
      const began = performance.now();
      await bo.call('GET', `/reviews/${id}/text`);
      return performance.now() - began;
    };
    for (let n = 0; n < 40; n++) gaps.push((await took(anns.review)) - (await took(NOWHERE)));
    const gap = gaps.toSorted((a, b) => a - b)[gaps.length >> 1] ?? 0;
    console.log(`foreign ids: ${asked} requests; foreign against unknown ${gap.toFixed(2)} ms (median of 40 pairs)`);
  });
});

test('nothing of it was an internal error', () => {
  expect(at.logged).toEqual([]);
});
