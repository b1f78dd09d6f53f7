// Requests that meet: many at once, the same one twice, and one whose sender loses the right while it is under way (T26, T32, P6).
import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { contentOf } from '../../domain/document/layout';
import type { Gate } from '../../domain/gates';
import type { SignoffView } from '../../domain/view';
import { callApi, PASSWORD, type Person, signedIn } from '../build/api';
import { aReadyReview } from '../build/ready';
import { aServer, type TestServer } from '../build/server';
import { aTypist, synced } from '../build/typist';

let server: TestServer;
let owner: Person;
let zhao: Person;
let reviewId: string;

beforeAll(async () => {
  server = await aServer();
  owner = await server.person('Owner');
  zhao = await server.person('Zhao');
}, 60_000);
afterAll(() => server.close());
beforeEach(async () => {
  reviewId = await create();
});

const create = () => aReadyReview(owner, [[zhao, ['signatory']]]);

const act = (action: string) => owner.call('POST', `/reviews/${reviewId}/actions`, { action });
const thread = (review: string, key: string, more: object = {}) =>
  owner.call<{ id: string; code: string }>(
    'POST',
    `/reviews/${review}/threads`,
    { quote: '会议时间太长', body: '写明时间', ...more },
    { 'idempotency-key': key },
  );

test('more reviews at once than the pool has connections are all made', async () => {
  expect(new Set(await Promise.all(Array.from({ length: 40 }, create))).size).toBe(40);
}, 20_000);

describe('a key', () => {
  test('for two reviews, at once or in turn, opens one thread and refuses the other', async () => {
    const other = await create();
    const atOnce = await Promise.all([thread(reviewId, 'at-once'), thread(other, 'at-once')]);
    expect(atOnce.map((one) => one.status).sort()).toEqual([201, 422]);
    expect((await thread(reviewId, 'in-turn')).status).toBe(201);
    expect((await thread(other, 'in-turn')).body.code).toBe('idempotency-mismatch');
  });

  test('for another kind, another place, or a reply is another request', async () => {
    const first = await thread(reviewId, 'first');
    expect((await thread(reviewId, 'first')).body.id).toBe(first.body.id);
    expect((await thread(reviewId, 'first', { kind: 'must-fix' })).status).toBe(422);
    expect((await thread(reviewId, 'first', { quote: '发布按时完成' })).status).toBe(422);
    const reply = (key: string) =>
      owner.call('POST', `/threads/${first.body.id}/replies`, { body: '写明时间' }, { 'idempotency-key': key });
    expect((await reply('reply')).status).toBe(201);
    expect((await thread(reviewId, 'reply')).status).toBe(422);
    const { body } = await owner.call<{ items: { comments: unknown[] }[] }>('GET', `/reviews/${reviewId}/threads`);
    expect(body.items.map((one) => one.comments.length)).toEqual([2]);
  });

  test('for a decision answers a repeat even after the completion, and refuses other words (T32)', async () => {
    await act('start-review');
    await act('freeze');
    const { body: view } = await zhao.call<SignoffView>('GET', `/reviews/${reviewId}/signoff`);
    const decide = (opinion: string) =>
      zhao.call<{ id: string; code: string }>(
        'POST',
        `/reviews/${reviewId}/decisions`,
        { digest: view.digest, decision: 'reserve', opinion, password: PASSWORD },
        { 'idempotency-key': `decision of ${reviewId}`.replaceAll(' ', '-') },
      );
    const [one, two] = await Promise.all([decide('四月再看'), decide('四月再看')]);
    expect([one.status, two.status, two.body.id]).toEqual([201, 201, one.body.id]);
    expect((await decide('四月再看')).body.id).toBe(one.body.id);
    expect((await decide('别的话')).body.code).toBe('idempotency-mismatch');
  });

  test('SG20 for a decision is for one line of who has two, and for a withdrawal counts once', async () => {
    const step = (order: number) => ({
      order,
      title: { zh: `第${order}步`, en: `Step ${order}` },
      who: { people: [{ personId: zhao.id }] },
      rule: { kind: 'all' },
    });
    const planned = await owner.call('PUT', `/reviews/${reviewId}/signoff-plan`, { steps: [step(1), step(2)] });
    expect(planned.status).toBe(200);
    await act('start-review');
    await act('freeze');
    const look = async () => (await zhao.call<SignoffView>('GET', `/reviews/${reviewId}/signoff`)).body;
    const { digest, steps } = await look();
    const [first = '', second = ''] = steps.map(({ lines }) => lines[0]?.id);
    const say = (method: 'POST' | 'DELETE', key: string, more: object) =>
      zhao.call<{ id: string; code: string }>(
        method,
        `/reviews/${reviewId}/decisions`,
        { digest, password: PASSWORD, ...more },
        { 'idempotency-key': `${key}-${reviewId}` },
      );
    const decide = (more: object) => say('POST', 'decide', { decision: 'agree', ...more });
    const made = await decide({ line: first });
    expect(made.status).toBe(201);
    expect((await decide({ line: first })).body.id).toBe(made.body.id);
    // A line that is left out is another question: it would mean the one that waits now.
    expect((await decide({})).status).toBe(422);
    const other = await decide({ line: second });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-mismatch']);
    expect((await look()).steps.map(({ agreed }) => agreed)).toEqual([1, 0]);

    const withdraw = (more: object) => say('DELETE', 'withdraw', more);
    const gone = await Promise.all([withdraw({ line: first }), withdraw({ line: first })]);
    expect(gone.map(({ status }) => status)).toEqual([204, 204]);
    expect((await withdraw({ line: second })).body.code).toBe('idempotency-mismatch');
    const { body: record } = await owner.call<{ items: { kind: string }[] }>('GET', `/reviews/${reviewId}/events`);
    expect(record.items.filter(({ kind }) => kind.startsWith('decision.'))).toHaveLength(2);
  });
});

test('a reply that meets the end of the sign-off is judged by the stage that it is written in', async () => {
  const opened = await thread(reviewId, `${reviewId}`);
  await act('start-review');
  await act('freeze');
  const { digest } = (await zhao.call<SignoffView>('GET', `/reviews/${reviewId}/signoff`)).body;
  const waiting = async () =>
    (
      await server.database.sql`
        select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    ).length;
  const asked: Promise<{ status: number }>[] = [];
  await server.database.sql.begin(async (tx) => {
    await tx`select 1 from reviews where id = ${reviewId} for update`;
    asked.push(zhao.call('POST', `/reviews/${reviewId}/decisions`, { digest, decision: 'agree', password: PASSWORD }));
    await expect.poll(waiting, { timeout: 5000 }).toBe(1);
    asked.push(owner.call('POST', `/threads/${opened.body.id}/replies`, { body: '还来得及吗？' }));
    await expect.poll(waiting, { timeout: 5000 }).toBe(2);
  });
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([201, 403]);
});

test('who signs out while the signature waits has not signed (T32, P6)', async () => {
  await act('start-review');
  await act('freeze');
  const { body: view } = await zhao.call<SignoffView>('GET', `/reviews/${reviewId}/signoff`);
  const leaving = await signedIn(server.url, zhao.email);
  let answer: Promise<{ status: number }> | null = null;
  await server.database.sql.begin(async (tx) => {
    await tx`select 1 from reviews where id = ${reviewId} for update`;
    answer = leaving.call('POST', `/reviews/${reviewId}/decisions`, {
      digest: view.digest,
      decision: 'agree',
      password: PASSWORD,
    });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect((await callApi(server.url, leaving.token)('DELETE', '/session')).status).toBe(204);
  });
  expect((await (answer as unknown as Promise<{ status: number }>)).status).toBe(401);
  const { body: after } = await zhao.call<SignoffView>('GET', `/reviews/${reviewId}/signoff`);
  expect(after.steps[0]?.lines[0]?.decision).toBeUndefined();
});

test('a stranger waits for nobody who holds the review', async () => {
  const stranger = server.admin;
  await server.database.sql.begin(async (tx) => {
    await tx`select 1 from reviews where id = ${reviewId} for update`;
    const asked = [
      stranger.call('PUT', `/reviews/${reviewId}/members/${zhao.id}`, { roles: ['viewer'] }),
      stranger.call('POST', `/reviews/${reviewId}/actions`, { action: 'start-review' }),
    ];
    expect((await Promise.all(asked)).map((one) => one.status)).toEqual([404, 404]);
  });
});

test('a body that trickles in while its sender signs out does nothing (P6)', async () => {
  const leaving = await signedIn(server.url, zhao.email);
  const words = JSON.stringify({ templateId: 'retrospective', title: '来晚了' });
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const slow = request(
      `${server.url}/api/v1/reviews`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${leaving.token}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(words),
        },
      },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    slow.on('error', reject);
    slow.write(words.slice(0, 5));
    setTimeout(() => void callApi(server.url, leaving.token)('DELETE', '/session'), 300);
    setTimeout(() => slow.end(words.slice(5)), 1300);
  });
  expect(status).toBe(401);
  expect((await zhao.call<{ items: { title: string }[] }>('GET', '/reviews')).body.items).not.toContainEqual(
    expect.objectContaining({ title: '来晚了' }),
  );
});

test('GA9 a character that no signed text may hold is told at its place, and closes the freeze with a reason, not with an error', async () => {
  await act('start-review');
  const typist = await aTypist(server.url, owner, reviewId);
  await synced(typist);
  typist.type('一个\u0001控制字符');
  await expect.poll(() => typist.acknowledged.size).toBe(1);
  typist.type('倒\u202e序与\u{e123}');
  await expect.poll(() => typist.acknowledged.size).toBe(2);
  typist.leave();
  // What a product of another day wrote: no page of ours sends such a node.
  await server.services.collab.write(reviewId, { marksOnly: false }, (doc) => {
    const callout = new Y.XmlElement('callout');
    callout.insert(0, [new Y.XmlText('年底前完成')]);
    const risk = new Y.XmlElement('point');
    risk.setAttribute('kind', 'risk');
    risk.insert(0, [new Y.XmlText('预案未定')]);
    // A date in a cell: set to the right there, and signed as plain words.
    const [table, row, cell, date] = ['table', 'table_row', 'table_cell', 'paragraph'].map(
      (name) => new Y.XmlElement(name),
    ) as [Y.XmlElement, Y.XmlElement, Y.XmlElement, Y.XmlElement];
    date.setAttribute('role', 'date');
    date.insert(0, [new Y.XmlText('三月二日')]);
    cell.insert(0, [date]);
    row.insert(0, [cell]);
    table.insert(0, [row]);
    contentOf(doc).insert(contentOf(doc).length, [callout, risk, table]);
  });
  const { body } = await owner.call<{ items: Gate[] }>('GET', `/reviews/${reviewId}/gates`);
  const of = (rule: string) => body.items.filter((gate) => gate.rule === rule);
  expect(of('unknown-content')).toMatchObject([
    { waivable: false, place: { quote: expect.stringContaining('一个[U+0001]控制字符') } },
    {
      waivable: false,
      place: { quote: '[callout]年底前完成', line: expect.any(Number), sectionKey: expect.any(String) },
    },
    {
      waivable: false,
      place: { quote: '[point.kind]预案未定', line: expect.any(Number), sectionKey: expect.any(String) },
    },
    {
      waivable: false,
      place: { quote: '[paragraph.role]三月二日', line: expect.any(Number), sectionKey: expect.any(String) },
    },
  ]);
  // Whoever reads the live text goes on reading it.
  for (const path of ['/text', '/outline', '/findings', '/export?format=md'])
    expect((await owner.call('GET', `/reviews/${reviewId}${path}`)).status, path).toBe(200);
  // CK35 the one that turns the order may stay for a reason; what no font has stops nothing and is told too.
  expect(of('bidi-control')).toMatchObject([{ waivable: true, place: { quote: '\u202e' } }]);
  const unprintable = await owner.call('GET', `/reviews/${reviewId}/unprintable`);
  expect(unprintable.body).toMatchObject({
    items: [{ char: '\u{e123}', code: 'U+E123', place: { quote: expect.stringContaining('序与') } }],
  });
  const frozen = await owner.call<{ code: string; gates: Gate[] }>('POST', `/reviews/${reviewId}/actions`, {
    action: 'freeze',
    overrides: [...new Set(body.items.map((gate) => gate.rule))].map((rule) => ({ rule, reason: '样稿' })),
  });
  expect([frozen.status, frozen.body.code]).toEqual([409, 'unknown-content']);
  expect(frozen.body.gates).toEqual(of('unknown-content'));
});

test('none of this was an internal error', () => {
  expect(server.logged).toEqual([]);
});
