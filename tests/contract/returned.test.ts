// Steps, people in motion and returned sections over the API and the socket (PRODUCT "Workflow and sign-off", P7, P10, T31, T32).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { blocksOf } from '../../domain/document/layout';
import type { Gate } from '../../domain/gates';
import { type RecordedEvent, rederive } from '../../domain/rederive';
import type { Role } from '../../domain/review';
import type { ReturnPointView, SignoffView } from '../../domain/view';
import { PASSWORD, type Person } from '../build/api';
import { aReadyReview, READY } from '../build/ready';
import { aServer, type TestServer } from '../build/server';
import { aTypist, synced, textWith } from '../build/typist';

let server: TestServer;
let owner: Person;
let zhao: Person;
let qian: Person;
let sun: Person;
beforeAll(async () => {
  server = await aServer();
  owner = await server.person('Owner');
  [zhao, qian, sun] = [await server.person('Zhao'), await server.person('Qian'), await server.person('Sun')];
}, 60_000);
afterAll(() => server.close());

interface At {
  id: string;
  view(): Promise<SignoffView>;
  act(
    action: string,
    more?: object,
  ): Promise<{ status: number; body: { code?: string; stage?: string; gates?: Gate[] } }>;
  post(who: Person, path: string, body?: object): Promise<{ status: number; body: { code?: string; id?: string } }>;
  decide(who: Person, more?: object): Promise<{ status: number; body: { code?: string } }>;
  stage(): Promise<string>;
}

async function frozen(members: [Person, Role[]][], steps?: object[]): Promise<At> {
  const id = await aReadyReview(owner, members);
  const at: At = {
    id,
    view: async () => (await owner.call<SignoffView>('GET', `/reviews/${id}/signoff`)).body,
    act: (action, more = {}) => owner.call('POST', `/reviews/${id}/actions`, { action, ...more }),
    post: (who, path, body = {}) => who.call('POST', `/reviews/${id}${path}`, body),
    decide: async (who, more = {}) =>
      who.call('POST', `/reviews/${id}/decisions`, {
        digest: (await at.view()).digest,
        decision: 'agree',
        password: PASSWORD,
        ...more,
      }),
    stage: async () => (await owner.call<{ stage: string }>('GET', `/reviews/${id}`)).body.stage,
  };
  if (steps) expect((await owner.call('PUT', `/reviews/${id}/signoff-plan`, { steps })).status).toBe(200);
  await at.act('start-review');
  const { body } = await owner.call<{ items: Gate[] }>('GET', `/reviews/${id}/gates`);
  const overrides = body.items.filter(({ waivable }) => waivable).map(({ rule }) => ({ rule, reason: '样稿' }));
  expect((await at.act('freeze', { overrides })).body).toEqual({ stage: 'signoff' });
  return at;
}

const title = { zh: '会签', en: 'Sign off' };
const named = (...people: Person[]) => ({ people: people.map(({ id: personId }) => ({ personId })) });
const lineOf = (view: SignoffView, who: Person) =>
  view.steps.flatMap(({ lines }) => lines).find(({ personId }) => personId === who.id);
const ids = (view: SignoffView) => new Set(view.steps.flatMap(({ lines }) => lines.map(({ personId }) => personId)));

describe('steps', () => {
  test('named people get their right with the line; the head issues when a quorum has agreed; nobody else issues beside; turns hold (WF8, WF16, SG12, T31)', async () => {
    const at = await frozen(
      [],
      [
        { order: 1, title, who: named(zhao, qian), rule: { kind: 'quorum', min: 1 } },
        { order: 2, title, who: named(sun), rule: { kind: 'all' }, issues: true },
      ],
    );
    expect((await at.decide(sun)).body.code).toBe('not-your-turn');
    const beside = { personId: zhao.id, step: 2, place: 'beside' };
    const added = await owner.call<{ field?: string }>('POST', `/reviews/${at.id}/signoff/lines`, beside);
    expect([added.status, added.body.field]).toEqual([400, 'place']);
    expect((await at.decide(qian, { decision: 'abstain' })).status).toBe(201);
    expect((await at.decide(sun)).body.code).toBe('not-your-turn');
    expect((await at.decide(zhao)).status).toBe(201);
    expect((await at.view()).steps.map(({ open, passed }) => [open, passed])).toEqual([
      [true, true],
      [true, false],
    ]);
    expect((await at.decide(sun)).status).toBe(201);
    expect(await at.stage()).toBe('approved');
  });

  test('a plan that cannot work is refused with its place; a step without people closes the gate', async () => {
    const id = await aReadyReview(owner, [[zhao, ['signatory']]]);
    const put = (steps: object[]) =>
      owner.call<{ code: string; field: string }>('PUT', `/reviews/${id}/signoff-plan`, { steps });
    const quorum = [{ order: 1, title, who: named(zhao), rule: { kind: 'quorum', min: 2 } }];
    expect((await put(quorum)).body).toMatchObject({ code: 'bad-plan', field: 'steps.1.rule' });
    expect((await zhao.call('PUT', `/reviews/${id}/signoff-plan`, { steps: null })).status).toBe(404);
    await put([
      { order: 1, title, who: 'signatories', rule: { kind: 'all' } },
      { order: 2, title, who: 'head', rule: { kind: 'all' }, issues: true },
    ]);
    const { body } = await owner.call<{ items: Gate[] }>('GET', `/reviews/${id}/gates`);
    expect(body.items.filter(({ rule }) => rule === 'empty-step')).toMatchObject([{ place: { step: 2 } }]);
  });
});

describe('people in motion', () => {
  test('each change is a new record over the same content; a signature that names the one before holds, one that asks with it is refused (SG15, T32)', async () => {
    const at = await frozen([
      [zhao, ['signatory']],
      [qian, ['signatory']],
    ]);
    const first = await at.view();
    expect((await at.decide(zhao, { recordSha256: first.recordSha256 })).status).toBe(201);
    expect((await at.post(sun, '/signoff/lines', { personId: sun.id, step: 1 })).status).toBe(404);
    expect((await at.post(zhao, '/signoff/lines', { personId: sun.id, step: 1 })).status).toBe(403);
    const added = await at.post(owner, '/signoff/lines', { personId: sun.id, step: 1, place: 'before' });
    expect(added.status).toBe(201);
    const second = await at.view();
    expect(second.digest).toBe(first.digest);
    expect(second.recordSha256).not.toBe(first.recordSha256);
    expect(lineOf(second, zhao)).toMatchObject({ decision: 'agree', stale: false });
    expect((await at.decide(qian, { recordSha256: first.recordSha256 })).body.code).toBe('digest-moved');
    expect((await at.decide(qian)).body.code).toBe('not-your-turn');
    expect((await at.decide(sun)).status).toBe(201);
    expect((await at.decide(qian)).status).toBe(201);
    expect(await at.stage()).toBe('approved');
  });

  test('a line is transferred and delegated by its own person; both names are shown; the right goes with it (WF9, WF11)', async () => {
    const at = await frozen([
      [zhao, ['signatory']],
      [qian, ['signatory']],
    ]);
    const line = async (who: Person) => lineOf(await at.view(), who)?.id ?? '';
    const delegated = await at.post(zhao, `/signoff/lines/${await line(zhao)}/delegate`, { personId: sun.id });
    expect(delegated.status).toBe(201);
    expect((await at.decide(zhao)).body.code).toBe('not-your-turn');
    expect(lineOf(await at.view(), sun)).toMatchObject({ standing: 'delegated', standsFor: { personId: zhao.id } });
    expect((await at.post(zhao, `/signoff/lines/${await line(zhao)}/give-back`)).status).toBe(200);
    expect((await at.decide(sun)).status).toBe(404);
    expect((await at.post(sun, `/signoff/lines/${await line(qian)}/transfer`, { personId: sun.id })).status).toBe(404);
    expect((await at.post(qian, `/signoff/lines/${await line(qian)}/transfer`, { personId: sun.id })).status).toBe(201);
    expect((await at.decide(qian)).status).toBe(404);
    await at.decide(sun, { decision: 'object', opinion: '数字不对' });
    expect((await at.post(owner, `/signoff/lines/${await line(sun)}/remove`)).body.code).toBe('objection-stands');
    await sun.call('DELETE', `/reviews/${at.id}/decisions`, { digest: (await at.view()).digest, password: PASSWORD });
    expect((await at.decide(zhao)).status).toBe(201);
    expect((await at.post(owner, `/signoff/lines/${await line(sun)}/remove`)).status).toBe(200);
    expect(await at.stage()).toBe('approved');
  });

  test('two removals at once, and an added signer against the last signature, leave a settled state (T32)', async () => {
    const at = await frozen([
      [zhao, ['signatory']],
      [qian, ['signatory']],
    ]);
    const view = await at.view();
    const removals = [zhao, qian].map((who) => at.post(owner, `/signoff/lines/${lineOf(view, who)?.id}/remove`));
    expect((await Promise.all(removals)).map(({ status }) => status).sort()).toEqual([200, 409]);
    const [left] = ids(await at.view());
    const last = left === zhao.id ? zhao : qian;
    const [signed, added] = await Promise.all([
      at.decide(last),
      at.post(owner, '/signoff/lines', { personId: sun.id, step: 1 }),
    ]);
    expect(signed.status).toBe(201);
    expect([added.status, await at.stage()]).toEqual(added.status === 201 ? [201, 'signoff'] : [409, 'approved']);
  });
});

test('returned sections alone are written, nobody signs meanwhile, and the next version makes stale exactly what changed (WF10, SG2, SG3, SG13, SG21, GU24, T31)', async () => {
  const at = await frozen([[sun, ['editor']]], [{ order: 1, title, who: named(zhao, qian), rule: { kind: 'all' } }]);
  const first = await at.view();
  await at.decide(qian);
  const sections = (
    await owner.call<{ sections: { id: string; blocks: unknown[] }[] }>('GET', `/reviews/${at.id}/versions/1/document`)
  ).body.sections;
  const of = (words: string) => sections.find((one) => JSON.stringify(one).includes(words))?.id ?? '';
  const mend = of('会议时间太长');
  expect((await at.act('return-sections', { sectionKeys: [mend] })).body.code).toBe('reason-needed');
  expect((await at.act('return-sections', { sectionKeys: ['nowhere'], reason: '改' })).status).toBe(400);
  const returned = await at.act('return-sections', {
    sectionKeys: [mend],
    points: [{ body: '写明会议时间', sectionKey: mend }],
  });
  expect(returned.body).toEqual({ stage: 'signoff' });
  expect((await at.view()).openSections).toEqual([mend]);
  expect((await at.decide(zhao)).body.code).toBe('section-open');

  const [honest, hostile, reader] = await Promise.all([owner, sun, zhao].map((who) => aTypist(server.url, who, at.id)));
  if (!honest || !hostile || !reader) throw new Error('three typists');
  await Promise.all([honest, hostile, reader].map(synced));
  textWith(honest, '会议时间太长').insert(0, '周一的');
  await expect
    .poll(async () => (await owner.call<string>('GET', `/reviews/${at.id}/text`)).body)
    .toContain('周一的会议时间太长');
  hostile.doc.transact(() => {
    textWith(hostile, '会议时间太长').insert(0, '甲');
    textWith(hostile, '发布按时完成').insert(0, '乙');
  });
  await expect.poll(() => hostile.closed()).toBe(4400);
  textWith(reader, '会议时间太长').insert(0, '丙');
  expect(honest.closed()).toBeNull();
  const { body: live } = await owner.call<string>('GET', `/reviews/${at.id}/text`);
  expect([live.includes('甲'), live.includes('乙'), live.includes('丙')]).toEqual([false, false, false]);

  const closed = await at.act('freeze');
  expect(closed.body.gates?.map(({ rule }) => rule)).toContain('return-point');
  const { body: points } = await zhao.call<{ items: ReturnPointView[] }>('GET', `/reviews/${at.id}/points`);
  const answer = `/points/${points.items[0]?.id}/answer`;
  expect((await at.post(zhao, answer, { answer: '已改' })).status).toBe(403);
  expect((await at.post(owner, answer, { answer: '已写明周一' })).status).toBe(204);
  const overrides = (closed.body.gates ?? [])
    .filter(({ waivable }) => waivable)
    .map(({ rule }) => ({ rule, reason: '样稿' }));
  expect((await at.act('freeze', { overrides })).body).toEqual({ stage: 'signoff' });
  const second = await at.view();
  expect([second.version, second.openSections]).toEqual([2, []]);
  expect(lineOf(second, qian)).toMatchObject({ decision: 'agree', stale: true, lastSigned: 1 });
  expect(ids(second)).toEqual(ids(first));

  expect((await at.decide(qian, { decision: 'reserve', opinion: '下次再短些' })).status).toBe(201);
  expect((await at.decide(zhao, { decision: 'object', opinion: '不该写周一' })).status).toBe(201);

  // Undone, the same bytes are there again and the agreement holds, with what was reserved meanwhile.
  await at.act('return-sections', { sectionKeys: [mend], reason: '改回' });
  const back = await aTypist(server.url, owner, at.id);
  await synced(back);
  textWith(back, '周一的会议时间太长').delete(0, 3);
  await expect
    .poll(async () => (await owner.call<string>('GET', `/reviews/${at.id}/text`)).body)
    .not.toContain('周一的会');
  expect((await at.act('freeze', { overrides })).body).toEqual({ stage: 'signoff' });
  const holds = { decision: 'reserve', opinion: '下次再短些', stale: false, lastSigned: 1 };
  expect(lineOf(await at.view(), qian)).toMatchObject(holds);
  // The objection to the second version stands until its person decides anew, which takes it back in the record too.
  expect(lineOf(await at.view(), zhao)).toMatchObject({ decision: 'object', stale: true });
  expect((await at.decide(zhao)).status).toBe(201);
  expect(await at.stage()).toBe('approved');
  const record = await owner.call<{ items: RecordedEvent[] }>('GET', `/reviews/${at.id}/events`);
  const taken = record.body.items.filter(({ kind }) => kind === 'decision.withdrawn').map(({ body }) => body);
  expect(taken).toMatchObject([{ decision: 'object', versionNo: 2 }]);
  const third = await at.view();
  expect(rederive(record.body.items.toReversed())).toMatchObject({
    approved: [{ versionNo: 3, contentSha256: third.digest }],
    faults: [],
  });
  for (const one of [honest, hostile, reader, back]) one.leave();
}, 60_000);

test('SG1 what stands is withdrawn also while sections are returned', async () => {
  const at = await frozen([], [{ order: 1, title, who: named(zhao, qian), rule: { kind: 'all' } }]);
  expect((await at.decide(qian)).status).toBe(201);
  expect((await at.act('return-sections', { sectionKeys: ['problems'], reason: '改' })).status).toBe(200);
  const { digest } = await at.view();
  const taken = await qian.call('DELETE', `/reviews/${at.id}/decisions`, { digest, password: PASSWORD });
  expect(taken.status).toBe(204);
  expect(lineOf(await at.view(), qian)?.decision).toBeUndefined();
  expect((await at.decide(qian)).body.code).toBe('section-open');
});

test('SG1 who withdraws takes back what counts now, also where it was said to an earlier version whose words are back', async () => {
  const at = await frozen([], [{ order: 1, title, who: named(zhao, qian), rule: { kind: 'all' } }]);
  const blocks = await server.services.collab.read(at.id, (doc) => blocksOf(doc, false));
  const point = blocks.find((one) => one.type === 'point' && one.kind === 'measure');
  const { body: version } = await owner.call<{ sections: { id: string }[] }>(
    'GET',
    `/reviews/${at.id}/versions/1/document`,
  );
  const measures = version.sections.find((one) => JSON.stringify(one).includes('例会不超过'))?.id;
  const again = async (due: string | null) => {
    expect((await at.act('return-sections', { sectionKeys: [measures], reason: '改' })).status).toBe(200);
    expect((await owner.call('PUT', `/reviews/${at.id}/points/${point?.id}/fields`, { due })).status).toBe(200);
    const overrides = [{ rule: 'problem-without-measure', reason: '样稿' }];
    expect((await at.act('freeze', { overrides })).body).toEqual({ stage: 'signoff' });
  };
  expect((await at.decide(qian)).status).toBe(201);
  await again('2026-05-01');
  expect((await at.decide(qian)).status).toBe(201);
  await again(null);
  const { digest, ...undone } = await at.view();
  expect(lineOf({ digest, ...undone }, qian)).toMatchObject({ decision: 'agree', stale: false, lastSigned: 1 });
  const taken = await qian.call('DELETE', `/reviews/${at.id}/decisions`, { digest, password: PASSWORD });
  expect(taken.status).toBe(204);
  expect(lineOf(await at.view(), qian)).toMatchObject({ stale: true, turn: true });
  // Without it the other signature completes nothing.
  expect((await at.decide(zhao)).status).toBe(201);
  expect(await at.stage()).toBe('signoff');
}, 60_000);

test('from whom a line came, and who waived a condition and is a member no more, is still told of the next version', async () => {
  const made = await owner.call<{ id: string }>('POST', '/reviews', {
    templateId: 'retrospective',
    text: READY.replace('周一的例会', '某某的例会'),
    meta: { date: '2026-03-31' },
    members: [
      { personId: sun.id, roles: ['owner'] },
      { personId: zhao.id, roles: ['signatory'] },
    ],
  });
  const { id } = made.body;
  const post = (who: Person, path: string, body: object = {}) =>
    who.call<{ id: string }>('POST', `/reviews/${id}${path}`, body);
  const act = (action: string, more: object = {}) => post(owner, '/actions', { action, ...more });
  await act('start-review');
  const { body } = await owner.call<{ items: Gate[] }>('GET', `/reviews/${id}/gates`);
  const rules = [...new Set(body.items.filter(({ waivable }) => waivable).map(({ rule }) => rule))];
  expect(rules).toEqual(['placeholder']);
  for (const rule of rules) expect((await post(sun, '/waivers', { rule, reason: '样稿' })).status).toBe(201);
  expect((await owner.call('DELETE', `/reviews/${id}/members/${sun.id}`)).status).toBe(204);
  expect((await act('freeze')).body).toEqual({ stage: 'signoff' });
  const view = async () => (await owner.call<SignoffView>('GET', `/reviews/${id}/signoff`)).body;
  const first = await view();
  expect(first.overrides.map(({ by, byName }) => [by, byName])).toEqual(rules.map(() => [sun.id, 'Sun']));
  expect((await post(zhao, `/signoff/lines/${lineOf(first, zhao)?.id}/transfer`, { personId: qian.id })).status).toBe(
    201,
  );
  const from = { standing: 'transferred', standsFor: { personId: zhao.id, name: 'Zhao' } };
  expect(lineOf(await view(), qian)).toMatchObject(from);
  for (let version = 2; version < 4; version++) {
    const { body: text } = await owner.call<{ sections: { id: string }[] }>(
      'GET',
      `/reviews/${id}/versions/1/document`,
    );
    expect((await act('return-sections', { sectionKeys: [text.sections[1]?.id], reason: '再看' })).status).toBe(200);
    expect((await act('freeze')).body).toEqual({ stage: 'signoff' });
    const next = await view();
    expect([next.version, lineOf(next, qian)]).toEqual([version, expect.objectContaining(from)]);
  }
});

test('measures of a returned section, and of no other, change their fields; what is suggested there is decided there and blocks the closing (WF12, GA7)', async () => {
  const at = await frozen([
    [sun, ['editor']],
    [zhao, ['signatory']],
  ]);
  const { body: version } = await owner.call<{ sections: { id: string }[] }>(
    'GET',
    `/reviews/${at.id}/versions/1/document`,
  );
  const keyOf = (words: string) => version.sections.find((one) => JSON.stringify(one).includes(words))?.id ?? '';
  const [measures, problems] = [keyOf('例会不超过'), keyOf('会议时间太长')];
  const set = (who: Person) => who.call('PUT', `/reviews/${at.id}/points/${pointId}/fields`, { due: '2026-05-01' });
  const reader = await aTypist(server.url, owner, at.id);
  await synced(reader);
  const pointId = String((textWith(reader, '例会不超过').parent as Y.XmlElement).getAttribute('id'));
  reader.leave();
  expect((await set(sun)).status).toBe(403);
  await at.act('return-sections', { sectionKeys: [problems], reason: '改' });
  expect((await set(sun)).status).toBe(403);
  await at.act('return-sections', { sectionKeys: [measures], reason: '改' });
  expect((await set(zhao)).status).toBe(403);
  expect((await set(sun)).status).toBe(200);

  const writer = await aTypist(server.url, sun, at.id);
  await synced(writer);
  textWith(writer, '会议时间太长').insert(0, '周一的', { insertion: { id: 's1' } });
  const pending = async () =>
    (await owner.call<{ items: { id: string }[] }>('GET', `/reviews/${at.id}/suggestions`)).body.items;
  await expect.poll(async () => (await pending()).length).toBe(1);
  const closed = await at.act('freeze');
  expect(closed.body.gates?.filter(({ rule }) => rule === 'pending-suggestion')).toMatchObject([{ waivable: false }]);
  const decide = (who: Person) => at.post(who, '/suggestions', { id: 's1', decision: 'accept' });
  expect((await decide(zhao)).status).toBe(403);
  expect((await decide(sun)).status).toBe(200);
  const overrides = (closed.body.gates ?? [])
    .filter(({ waivable }) => waivable)
    .map(({ rule }) => ({ rule, reason: '样稿' }));
  expect((await at.act('freeze', { overrides })).body).toEqual({ stage: 'signoff' });
  expect((await decide(sun)).status).toBe(403);
  expect((await set(sun)).status).toBe(403);
  const bytes = (await owner.call('GET', `/reviews/${at.id}/versions/2/canonical`)).bytes;
  const text = new TextDecoder().decode(bytes);
  expect([text.includes('2026-05-01'), text.includes('周一的会议时间太长')]).toEqual([true, true]);
  writer.leave();
}, 60_000);

test('none of this was an internal error', () => {
  expect(server.logged).toEqual([]);
});
