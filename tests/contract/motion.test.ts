// People of a sign-off in motion over HTTP, and who is told of what, counted by person: absence, dates, delegation, returns, a second
// round; and what comes and goes with a line.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Gate } from '../../domain/gates';
import { must } from '../../domain/must';
import { type RecordedEvent, rederive } from '../../domain/rederive';
import type { Role } from '../../domain/review';
import type { DeskTask, Inbox, ReturnPointView, SignoffPlanView, SignoffView } from '../../domain/view';
import { MOVES } from '../../domain/workflow';
import { today } from '../../server/views/signoff';
import { PASSWORD, type Person } from '../build/api';
import { aReadyReview } from '../build/ready';
import { aServer, type TestServer } from '../build/server';
import { aTypist, synced, textWith } from '../build/typist';

let server: TestServer;
let [owner, sun, zhao, qian, li, gone] = [] as unknown as [Person, Person, Person, Person, Person, Person];
let id: string;

beforeAll(async () => {
  server = await aServer();
  const named = ['Owner', 'Sun', 'Zhao', 'Qian', 'Li', 'Gone'];
  const made: Person[] = [];
  for (const name of named) made.push(await server.person(name));
  [owner, sun, zhao, qian, li, gone] = made as [Person, Person, Person, Person, Person, Person];
}, 60_000);
afterAll(() => server.close());

const title = { zh: '会签', en: 'Sign off' };
const people = (...who: Person[]) => ({ people: who.map(({ id: personId }) => ({ personId })) });
type Ask = { status: number; body: { code?: string; id?: string; recordSha256?: string; points?: string[] } };
const post = (who: Person, path: string, body: object = {}): Promise<Ask> =>
  who.call('POST', `/reviews/${id}${path}`, body);
const act = (action: string, more: object = {}) => post(owner, '/actions', { action, ...more });
const view = async (who = owner) => (await who.call<SignoffView>('GET', `/reviews/${id}/signoff`)).body;
const lineOf = async (who: Person, by = owner) =>
  must(
    (await view(by)).steps.flatMap(({ lines }) => lines).find(({ personId }) => personId === who.id),
    `the line of ${who.email}`,
  );
const decide = async (who: Person, decision = 'agree', opinion?: string) =>
  post(who, '/decisions', {
    digest: (await view()).digest,
    decision,
    password: PASSWORD,
    ...(opinion ? { opinion } : {}),
  });
const stage = async () => (await owner.call<{ stage: string }>('GET', `/reviews/${id}`)).body.stage;
const points = async (who = owner) =>
  (await who.call<{ items: ReturnPointView[] }>('GET', `/reviews/${id}/points`)).body.items;
const gates = async () => (await owner.call<{ items: Gate[] }>('GET', `/reviews/${id}/gates`)).body.items;
const waived = async () =>
  [...new Set((await gates()).filter(({ waivable }) => waivable).map(({ rule }) => rule))].map((rule) => ({
    rule,
    reason: '样稿',
  }));

/** NO6 and NO8 have tests of their own. */
const BESIDE: readonly string[] = ['joined', ...Object.keys(MOVES)];

/** How often each kind was told to this person about this review, as they read it, but that they joined it and where it went. */
async function told(who: Person): Promise<Record<string, number>> {
  const { body } = await who.call<Inbox>('GET', '/me/notifications');
  const counts: Record<string, number> = {};
  for (const item of body.items)
    if (item.reviewId === id && !BESIDE.includes(item.kind)) counts[item.kind] = (counts[item.kind] ?? 0) + item.acts;
  return counts;
}

/** `steps`: null for those of the template. */
async function frozen(members: [Person, Role[]][], steps: object[] | null): Promise<void> {
  id = await aReadyReview(owner, members);
  expect((await owner.call('PUT', `/reviews/${id}/signoff-plan`, { steps })).status).toBe(200);
  await act('start-review');
  await freeze();
}

async function freeze(): Promise<void> {
  expect((await act('freeze', { overrides: await waived() })).body).toEqual({ stage: 'signoff' });
}

/** Everything that happened follows from the events alone. */
async function derived(): Promise<void> {
  const { body } = await owner.call<{ items: RecordedEvent[] }>('GET', `/reviews/${id}/events`);
  const { approved, faults } = rederive(body.items.toReversed());
  expect(faults).toEqual([]);
  expect(approved).toHaveLength((await stage()) === 'approved' ? 1 : 0);
}

describe('absence, dates and delegation', () => {
  beforeEach(() => frozen([], [{ order: 1, title, who: people(zhao, qian), rule: { kind: 'all' } }]));

  test('who is out of office is shown to owners and to themselves with the delegate they offer, and nobody is put in by it', async () => {
    const day = today(new Date());
    const put = (body: object) => qian.call<{ code?: string; field?: string }>('PUT', '/me/absence', body);
    expect((await put({ from: day, until: '2000-01-01' })).body).toMatchObject({ code: 'bad-request', field: 'until' });
    expect((await put({ from: day, until: day, delegateId: qian.id })).body).toMatchObject({ field: 'delegateId' });
    expect((await put({ from: day, until: day, delegateId: id })).status).toBe(404);
    expect((await put({ from: day, until: '2026-02-30' })).status).toBe(400);
    const away = { from: day, until: '2099-12-31', delegateId: li.id, note: '出差' };
    expect((await put(away)).status).toBe(204);
    expect((await qian.call('GET', '/me/absence')).body).toEqual({
      absence: away,
      delegate: { id: li.id, name: 'Li', colour: expect.any(Number) },
    });
    const offered = { until: '2099-12-31', delegate: { personId: li.id, name: 'Li' } };
    for (const who of [owner, qian]) expect((await lineOf(qian, who)).absent).toEqual(offered);
    expect((await lineOf(qian, zhao)).absent).toBeUndefined();
    // Whoever left meanwhile is no more offered: asking them would be refused.
    await server.database.sql`update people set disabled_at = now() where id = ${li.id}`;
    expect((await lineOf(qian)).absent).toEqual({ until: '2099-12-31', delegate: null });
    await server.database.sql`update people set disabled_at = null where id = ${li.id}`;
    const next = await aReadyReview(owner, [[qian, ['signatory']]]);
    const plan = await owner.call<SignoffPlanView>('GET', `/reviews/${next}/signoff-plan`);
    expect(plan.body.people[0]?.find(({ personId }) => personId === qian.id)?.absent).toEqual(offered);
    expect([(await view()).steps[0]?.lines.length, await told(li)]).toEqual([2, {}]);
    expect((await li.call('GET', `/reviews/${id}`)).status).toBe(404);
    expect((await qian.call('DELETE', '/me/absence')).status).toBe(204);
    expect((await lineOf(qian)).absent).toBeUndefined();
    const recorded = await server.database.sql`
      select kind, body from events where actor_id = ${qian.id} and kind like 'person.%' order by seq`;
    const { note: _private, ...dates } = away;
    expect([...recorded]).toEqual([
      { kind: 'person.absent', body: dates },
      { kind: 'person.back', body: {} },
    ]);
    expect([await told(zhao), await told(qian), await told(owner)]).toEqual([{ 'to-sign': 1 }, { 'to-sign': 1 }, {}]);
  });

  test('SG28 owners are told whose word is waited for in vain because the account is disabled; what was said before holds', async () => {
    expect((await decide(zhao)).status).toBe(201);
    const disabled = async (by: Person) => {
      const lines = (await view(by)).steps.flatMap((step) => step.lines);
      return lines.filter((line) => line.disabled).map(({ name }) => name);
    };
    expect(await disabled(owner)).toEqual([]);
    await server.database
      .sql`update people set disabled_at = now() where id in ${server.database.sql([qian.id, zhao.id])}`;
    expect([await disabled(owner), (await lineOf(zhao)).decision, await stage()]).toEqual([
      ['Qian'],
      'agree',
      'signoff',
    ]);
    await server.database.sql`update people set disabled_at = null where id = ${zhao.id}`;
    expect(await disabled(zhao)).toEqual([]);
    await server.database.sql`update people set disabled_at = null where id = ${qian.id}`;
    expect(await disabled(owner)).toEqual([]);
    await derived();
  });

  test('a date stands on the line, on its person’s desk and in the reminder, and decides nothing, not even when it is past', async () => {
    const line = await lineOf(qian);
    const due = (who: Person, day: string | null) =>
      who.call('PUT', `/reviews/${id}/signoff/lines/${line.id}/due`, { due: day });
    const task = async (who: Person) => {
      const { body } = await who.call<{ items: DeskTask[] }>('GET', '/me/tasks');
      return body.items.find(({ kind, reviewId }) => kind === 'sign' && reviewId === id);
    };
    expect((await due(zhao, '2099-01-31')).status).toBe(403);
    expect((await due(owner, '2099-02-31')).status).toBe(400);
    expect((await due(owner, '2000-01-31')).status).toBe(204);
    expect([(await lineOf(qian)).due, (await lineOf(zhao)).due]).toEqual(['2000-01-31', undefined]);
    expect([(await task(qian))?.due, (await task(zhao))?.due]).toEqual(['2000-01-31', null]);
    expect((await post(owner, `/signoff/lines/${line.id}/remind`)).status).toBe(204);
    const { body } = await qian.call<Inbox>('GET', '/me/notifications');
    const reminded = body.items.find((item) => item.reviewId === id && item.kind === 'reminded');
    expect(reminded?.body).toMatchObject({ line: line.id, due: '2000-01-31' });
    expect([await told(qian), await told(zhao)]).toEqual([{ 'to-sign': 1, reminded: 1 }, { 'to-sign': 1 }]);
    expect([await stage(), (await view()).steps[0]?.agreed]).toEqual(['signoff', 0]);
    expect((await due(owner, null)).status).toBe(204);
    expect((await lineOf(qian)).due).toBeUndefined();
    await derived();
  });

  test('a delegate stands for the principal by both names, and is nobody when it is given back; what was signed is not passed on (SG14, WF9, WF11)', async () => {
    const own = await lineOf(qian);
    const away = () => post(qian, `/signoff/lines/${own.id}/delegate`, { personId: li.id });
    expect((await away()).status).toBe(201);
    expect(await lineOf(li)).toMatchObject({
      standing: 'delegated',
      standsFor: { personId: qian.id, name: 'Qian' },
      turn: true,
    });
    expect(await lineOf(qian)).toMatchObject({ resting: true, turn: false });
    expect(await told(li)).toEqual({ 'to-sign': 1 });
    expect((await decide(qian)).body.code).toBe('not-your-turn');
    expect((await post(qian, `/signoff/lines/${own.id}/give-back`)).status).toBe(200);
    expect((await li.call('GET', `/reviews/${id}/text`)).status).toBe(404);
    expect([await told(li), (await lineOf(qian)).turn]).toEqual([{}, true]);
    expect((await away()).status).toBe(201);
    expect((await decide(li)).status).toBe(201);
    // Decided: it is neither taken back nor given on.
    expect((await post(qian, `/signoff/lines/${own.id}/give-back`)).body.code).toBe('already-decided');
    for (const verb of ['transfer', 'delegate'])
      expect((await post(li, `/signoff/lines/${(await lineOf(li)).id}/${verb}`, { personId: sun.id })).status).toBe(
        409,
      );
    expect((await decide(zhao)).status).toBe(201);
    expect(await stage()).toBe('approved');
    const { body } = await owner.call<{ items: { kind: string; body: object }[] }>('GET', `/reviews/${id}/events`);
    const said = body.items.filter(({ kind }) => kind === 'decision.made').map(({ body: one }) => one);
    expect(said).toContainEqual(
      expect.objectContaining({ name: 'Li', standsFor: { personId: qian.id, name: 'Qian' } }),
    );
    expect([await told(owner), await told(li)]).toMatchObject([{ approved: 1 }, { approved: 1 }]);
    await derived();
  });

  test('each change of people is the next record over the same content; agreements hold, and each newcomer is told once (SG15, WF11, SG27)', async () => {
    expect((await decide(zhao)).status).toBe(201);
    const line = await lineOf(zhao);
    for (const verb of ['transfer', 'delegate'])
      expect((await post(zhao, `/signoff/lines/${line.id}/${verb}`, { personId: li.id })).body.code).toBe(
        'already-decided',
      );
    const { digest, recordSha256 } = await view();
    const records = [recordSha256];
    const changes: (() => Promise<Ask>)[] = [
      () => post(owner, '/signoff/lines', { personId: sun.id, step: 1, place: 'beside' }),
      () => post(owner, '/signoff/lines', { personId: li.id, step: 1, place: 'before' }),
      async () => post(owner, `/signoff/lines/${(await lineOf(li)).id}/remove`),
      async () => post(sun, `/signoff/lines/${(await lineOf(sun)).id}/transfer`, { personId: li.id }),
      async () => post(owner, `/signoff/lines/${(await lineOf(li)).id}/remove`),
    ];
    for (const change of changes) {
      const { status, body } = await change();
      expect(status, JSON.stringify(body)).toBeLessThan(300);
      const now = await view();
      expect([now.digest, now.recordSha256]).toEqual([digest, body.recordSha256]);
      expect(await lineOf(zhao)).toMatchObject({ decision: 'agree', stale: false });
      // Her word names the record of then, and that is where it is found.
      expect((await view(zhao)).mine?.signed).toEqual({ version: 1, digest, recordSha256 });
      records.push(now.recordSha256);
    }
    expect(new Set(records).size).toBe(6);
    expect((await view()).former.map(({ name }) => name).sort()).toEqual(['Li', 'Li', 'Sun']);
    for (const gone of [sun, li]) {
      expect((await gone.call('GET', `/reviews/${id}/text`)).status).toBe(404);
      // What they were told is theirs no more (NR2); that they were told stands.
      expect(await told(gone)).toEqual({});
    }
    const [row] = await server.database.sql<{ sun: number; li: number }[]>`
      select count(*) filter (where person_id = ${sun.id})::int as sun,
        count(*) filter (where person_id = ${li.id})::int as li
      from notifications where review_id = ${id} and kind = 'to-sign'`;
    expect(row).toEqual({ sun: 1, li: 2 });
    expect((await decide(qian)).status).toBe(201);
    expect(await stage()).toBe('approved');
    await derived();
  });
});

describe('returns', () => {
  const step = (order: number, who: Person) => ({ order, title, who: people(who), rule: { kind: 'all' } });

  test('a step that is taken out takes its points along: a later sign-off with a step of that number is not held by them (SG11)', async () => {
    await frozen([], [step(1, zhao)]);
    expect((await post(owner, '/signoff/lines', { personId: qian.id, step: 1, place: 'before' })).status).toBe(201);
    const added = (await view()).steps.find(({ lines }) => lines.some(({ personId }) => personId === qian.id));
    expect((await post(owner, '/signoff/return', { step: added?.no, points: [{ body: '人数从哪里来' }] })).status).toBe(
      201,
    );
    expect((await post(owner, `/signoff/lines/${(await lineOf(qian)).id}/remove`)).status).toBe(200);
    expect((await decide(zhao)).status).toBe(201);
    expect(await stage()).toBe('approved');
    await derived();
    await act('reopen', { reason: '补充一项' });
    const plan = { steps: [step(1, zhao), step(2, qian)] };
    expect((await owner.call('PUT', `/reviews/${id}/signoff-plan`, plan)).status).toBe(200);
    await act('start-review');
    await freeze();
    for (const who of [zhao, qian]) expect((await decide(who)).status).toBe(201);
    expect(await stage()).toBe('approved');
  });

  test('to a chosen step with points: its people alone are told, the next step waits for every answer, and nobody is told twice (SG11)', async () => {
    await frozen([], [step(1, zhao), step(2, qian)]);
    await decide(zhao);
    expect([await told(qian), (await lineOf(qian)).turn]).toEqual([{ 'to-sign': 1 }, true]);
    const back = (who: Person, body: object) => post(who, '/signoff/return', body);
    expect((await back(zhao, { step: 1, reason: '看' })).status).toBe(403);
    expect((await back(owner, { step: 1 })).body.code).toBe('reason-needed');
    expect((await back(owner, { step: 7, reason: '看' })).status).toBe(404);
    // SG22 an agreement is nothing that a point could be about.
    const { decisionId } = await lineOf(zhao);
    const onAgreement = await back(owner, { step: 1, points: [{ body: '看', decisionId }] });
    expect([typeof decisionId, onAgreement.status, onAgreement.body.code]).toEqual(['string', 400, 'bad-request']);
    const { status, body } = await back(owner, { step: 1, points: [{ body: '人数从哪里来' }, { body: '时限是几月' }] });
    expect([status, body.points?.length]).toEqual([201, 2]);
    expect([await told(zhao), await told(qian), await told(owner)]).toEqual([
      { 'to-sign': 1, 'step-returned': 1 },
      { 'to-sign': 1 },
      {},
    ]);
    expect((await decide(qian)).body.code).toBe('not-your-turn');
    expect(await lineOf(zhao)).toMatchObject({ decision: 'agree', stale: false });
    const [first, second] = await points(zhao);
    expect([first?.step, first?.mayAnswer, (await points(qian))[0]?.mayAnswer]).toEqual([1, true, false]);
    const answer = (who: Person, point: ReturnPointView | undefined) =>
      post(who, `/points/${point?.id}/answer`, { answer: '见附表' });
    expect((await answer(qian, first)).status).toBe(403);
    expect((await answer(zhao, first)).status).toBe(204);
    expect((await decide(qian)).body.code).toBe('not-your-turn');
    expect((await answer(zhao, first)).body.code).toBe('moved-on');
    expect((await answer(zhao, second)).status).toBe(204);
    expect(await told(qian)).toEqual({ 'to-sign': 1 });
    expect((await decide(qian)).status).toBe(201);
    expect(await stage()).toBe('approved');
    await derived();
  });

  test('a second round has the points of the first as a checklist, and its objection stands until it is withdrawn (SG3, SG22, GA8, T31)', async () => {
    await frozen([[sun, ['editor']]], [step(1, zhao)]);
    await decide(zhao, 'object', '会议时间没有写明');
    expect([await told(owner), await told(sun)]).toEqual([{ objected: 1 }, {}]);
    const events = await owner.call<{ items: { kind: string; body: { decisionId?: string } }[] }>(
      'GET',
      `/reviews/${id}/events`,
    );
    const { decisionId } = must(
      events.body.items.find(({ kind }) => kind === 'decision.made'),
      'the objection',
    ).body;
    const { body: version } = await owner.call<{ sections: { id: string }[] }>(
      'GET',
      `/reviews/${id}/versions/1/document`,
    );
    const sectionKey = must(
      version.sections.find((one) => JSON.stringify(one).includes('会议时间太长')),
      'the section',
    ).id;
    expect((await lineOf(zhao)).decisionId).toBe(decisionId);
    const list = [
      { body: '写明会议时间', sectionKey, decisionId },
      { body: '写明谁主持', sectionKey },
    ];
    expect((await act('return-sections', { sectionKeys: [sectionKey], points: list })).status).toBe(200);
    expect([await told(sun), await told(zhao)]).toEqual([{ 'sections-returned': 1 }, { 'to-sign': 1 }]);
    expect((await act('freeze', { overrides: await waived() })).body.code).toBe('gates-closed');
    const open = (await gates()).filter(({ rule }) => rule === 'return-point');
    expect(open.map(({ waivable, place }) => [waivable, place.sectionKey])).toEqual([
      [false, sectionKey],
      [false, sectionKey],
    ]);
    const typist = await aTypist(server.url, sun, id);
    await synced(typist);
    textWith(typist, '会议时间太长').insert(0, '周一下午的');
    const text = async () => (await owner.call<string>('GET', `/reviews/${id}/text`)).body;
    await expect.poll(text).toContain('周一下午的会议');
    typist.leave();
    for (const point of await points(sun))
      expect((await post(sun, `/points/${point.id}/answer`, { answer: `已改：${point.body}` })).status).toBe(204);
    await freeze();
    const checklist = await points(zhao);
    expect(checklist.map(({ version: no, body, answer, decisionId: from }) => [no, body, answer, from])).toEqual([
      [1, '写明会议时间', '已改：写明会议时间', decisionId],
      [1, '写明谁主持', '已改：写明谁主持', null],
    ]);
    expect(checklist.map(({ about }) => about)).toEqual([{ name: 'Zhao', decision: 'object' }, null]);
    // The same person is asked again for the next version, and told of it.
    expect(await told(zhao)).toEqual({ 'to-sign': 2 });
    expect(await lineOf(zhao)).toMatchObject({ decision: 'object', lastSigned: 1 });
    expect((await view()).complete).toBe(false);
    const { digest } = await view();
    const taken = await zhao.call('DELETE', `/reviews/${id}/decisions`, { digest, password: PASSWORD });
    expect(taken.status).toBe(204);
    // Withdrawn, it is still told whose it was; the line no longer has it.
    expect((await points(sun))[0]?.about?.name).toBe('Zhao');
    expect(await lineOf(zhao)).not.toHaveProperty('decisionId');
    expect((await decide(zhao)).status).toBe(201);
    expect(await stage()).toBe('approved');
    expect([await told(owner), await told(zhao)]).toEqual([
      { objected: 1, approved: 1 },
      { 'to-sign': 2, approved: 1 },
    ]);
    await derived();
  });
});

describe('the right that a line gave', () => {
  const nameOf = (personId: string) =>
    Object.entries({ Owner: owner, Sun: sun, Zhao: zhao, Qian: qian, Li: li }).find(
      ([, { id: one }]) => one === personId,
    )?.[0];
  const roles = async () => {
    const { body } = await owner.call<{ members: { personId: string; roles: Role[] }[] }>('GET', `/reviews/${id}`);
    return Object.fromEntries(body.members.map((member) => [nameOf(member.personId), member.roles]));
  };
  /** Who is asked at each step. */
  const asked = async () =>
    (await view()).steps.map(({ lines }) => lines.map(({ name, standing }) => `${name} ${standing}`).sort());
  const cancel = async () => expect((await act('cancel-signoff', { reason: '再议' })).status).toBe(200);
  const pass = async (who: Person, verb: string, to: Person) =>
    expect((await post(who, `/signoff/lines/${(await lineOf(who)).id}/${verb}`, { personId: to.id })).status).toBe(201);
  const countersign = { order: 1, title, who: 'signatories', rule: { kind: 'all' } };
  const issued = (who: object | string) => ({ order: 2, title, who, rule: { kind: 'all' }, issues: true });

  test('WF17 who issues by name is asked for that alone, also after a cancel and after a reopen, and reads on in what was approved (PO5)', async () => {
    await frozen([[zhao, ['signatory']]], [countersign, issued(people(li))]);
    const first = [['Zhao own'], ['Li own']];
    expect([await asked(), await roles()]).toEqual([first, { Owner: ['owner'], Zhao: ['signatory'], Li: ['head'] }]);
    await cancel();
    expect(await roles()).toEqual({ Owner: ['owner'], Zhao: ['signatory'] });
    expect((await li.call('GET', `/reviews/${id}/text`)).status).toBe(404);
    await freeze();
    expect(await asked()).toEqual(first);
    for (const who of [zhao, li]) expect((await decide(who)).status).toBe(201);
    expect([await stage(), (await roles()).Li]).toEqual(['approved', ['head']]);
    await derived();
    await act('reopen', { reason: '补充一项' });
    expect(await roles()).toEqual({ Owner: ['owner'], Zhao: ['signatory'], Li: ['viewer'] });
    expect((await li.call<string>('GET', `/reviews/${id}/text`)).body).toContain('一季度回顾');
    // Otherwise what was signed over the same bytes would hold.
    expect((await owner.call('PATCH', `/reviews/${id}`, { title: '一季度回顾（补充）' })).status).toBe(204);
    await act('start-review');
    await freeze();
    expect(await asked()).toEqual(first);
    await cancel();
    expect((await roles()).Li).toEqual(['viewer']);
    const events = await owner.call<{ items: { kind: string; body: { personId?: string } }[] }>(
      'GET',
      `/reviews/${id}/events`,
    );
    const kinds = events.body.items.filter(({ body }) => body.personId === li.id).map(({ kind }) => kind);
    expect(kinds.reverse()).toEqual([
      'member.set',
      'member.removed',
      'member.set',
      'member.set',
      'member.set',
      'member.set',
    ]);
  });

  test('WF17 a delegate is asked no more when the sign-off is cancelled, with the steps of the template too', async () => {
    await frozen([[zhao, ['signatory']]], null);
    await pass(zhao, 'delegate', sun);
    await cancel();
    await freeze();
    expect([await asked(), await roles()]).toEqual([[['Zhao own']], { Owner: ['owner'], Zhao: ['signatory'] }]);
  });

  test('WF17 whom the head let issue in their place is no head of the next sign-off', async () => {
    await frozen(
      [
        [zhao, ['signatory']],
        [qian, ['head']],
      ],
      [countersign, issued('head')],
    );
    const lines = async () => (await view()).steps.flatMap((step) => step.lines);
    await pass(qian, 'delegate', zhao);
    expect((await roles()).Zhao).toEqual(['signatory', 'head']);
    const delegated = (await lines()).find(({ standing }) => standing === 'delegated');
    expect((await post(zhao, `/signoff/lines/${delegated?.id}/give-back`)).status).toBe(200);
    expect((await roles()).Zhao).toEqual(['signatory']);
    await pass(qian, 'delegate', zhao);
    await cancel();
    expect((await roles()).Zhao).toEqual(['signatory']);
    await freeze();
    expect(await asked()).toEqual([['Zhao own'], ['Qian own']]);
  });

  test('WF17 what a line gave is known over later versions, also when that line was taken out and another stands', async () => {
    const both = [1, 2].map((order) => ({ order, title, who: people(zhao), rule: { kind: 'all' } }));
    await frozen([], both);
    expect((await post(owner, '/signoff/lines', { personId: li.id, step: 1 })).status).toBe(201);
    expect((await post(owner, '/signoff/lines', { personId: li.id, step: 2 })).status).toBe(201);
    expect((await post(owner, `/signoff/lines/${(await lineOf(li)).id}/remove`)).status).toBe(200);
    const { body: version } = await owner.call<{ sections: { id: string }[] }>(
      'GET',
      `/reviews/${id}/versions/1/document`,
    );
    await act('return-sections', { sectionKeys: [version.sections[1]?.id], reason: '再看' });
    await freeze();
    expect(await asked()).toEqual([['Zhao own'], ['Li own', 'Zhao own']]);
    await cancel();
    expect(await roles()).toEqual({ Owner: ['owner'] });
  });

  test('WF17 a place that is transferred takes the right of its person along for good; one that a line gave goes back', async () => {
    await frozen([[zhao, ['signatory']]], [countersign, { order: 2, title, who: people(qian), rule: { kind: 'all' } }]);
    await pass(zhao, 'transfer', sun);
    await pass(qian, 'transfer', li);
    expect(await asked()).toEqual([['Sun transferred'], ['Li transferred']]);
    await cancel();
    expect(await roles()).toEqual({ Owner: ['owner'], Sun: ['signatory'] });
    await freeze();
    expect(await asked()).toEqual([['Sun own'], ['Qian own']]);
  });

  test('WF9 a delegate loses right and reading with the line of the principal, whoever else is named by the change', async () => {
    await frozen(
      [
        [zhao, ['signatory']],
        [qian, ['signatory']],
      ],
      null,
    );
    await pass(qian, 'delegate', li);
    expect((await li.call('GET', `/reviews/${id}/text`)).status).toBe(200);
    expect((await post(owner, `/signoff/lines/${(await lineOf(qian)).id}/remove`)).status).toBe(200);
    expect(await asked()).toEqual([['Zhao own']]);
    for (const who of [qian, li]) expect((await who.call('GET', `/reviews/${id}/text`)).status).toBe(404);
    expect(await roles()).toEqual({ Owner: ['owner'], Zhao: ['signatory'] });
    await derived();
  });

  test('SG23 a principal is told again when the delegate gives the place back, or it is taken from them; not of their own act', async () => {
    await frozen([[qian, ['signatory']]], null);
    const back = async (who: Person) =>
      expect((await post(who, `/signoff/lines/${(await lineOf(li)).id}/give-back`)).status).toBe(200);
    await pass(qian, 'delegate', li);
    expect(await told(qian)).toEqual({ 'to-sign': 1 });
    await back(li);
    expect([await told(qian), (await lineOf(qian)).turn]).toEqual([{ 'to-sign': 2 }, true]);
    await pass(qian, 'delegate', li);
    await back(qian);
    expect(await told(qian)).toEqual({ 'to-sign': 2 });
    await pass(qian, 'delegate', li);
    expect((await post(owner, `/signoff/lines/${(await lineOf(li)).id}/remove`)).status).toBe(200);
    expect(await told(qian)).toEqual({ 'to-sign': 3 });
    // Nobody is told twice of one return: a later act tells no more.
    expect((await post(owner, '/signoff/lines', { personId: sun.id, step: 1 })).status).toBe(201);
    expect([await told(qian), await told(sun)]).toEqual([{ 'to-sign': 3 }, { 'to-sign': 1 }]);
  });

  test('SG23 one that comes back before its turn is told of when the turn comes', async () => {
    const step = (order: number, who: Person) => ({ order, title, who: people(who), rule: { kind: 'all' } });
    await frozen([], [step(1, zhao), step(2, qian)]);
    await decide(zhao);
    await pass(qian, 'delegate', li);
    const returned = await post(owner, '/signoff/return', { step: 1, points: [{ body: '人数从哪里来' }] });
    expect((await post(li, `/signoff/lines/${(await lineOf(li)).id}/give-back`)).status).toBe(200);
    expect(await told(qian)).toEqual({ 'to-sign': 1 });
    expect((await post(zhao, `/points/${returned.body.points?.[0]}/answer`, { answer: '见附表' })).status).toBe(204);
    expect([await told(qian), (await lineOf(qian)).turn]).toEqual([{ 'to-sign': 2 }, true]);
  });
});

describe('a step that could never pass', () => {
  const grouped = (...who: [Person, string][]) => ({
    people: who.map(([{ id: personId }, group]) => ({ personId, group })),
  });

  test('WF18 nobody is asked beside in a group that alone could not meet the rule; in one that is there they are', async () => {
    const who = grouped([zhao, 'a'], [qian, 'a']);
    await frozen([], [{ order: 1, title, who, rule: { kind: 'each-group', min: 2 } }]);
    const add = (group?: string) =>
      post(owner, '/signoff/lines', { personId: sun.id, step: 1, ...(group && { group }) });
    expect((await add()).status).toBe(400);
    const alone = await add('b');
    expect([alone.status, alone.body.code]).toEqual([409, 'step-needs-people']);
    expect((await sun.call('GET', `/reviews/${id}`)).status).toBe(404);
    expect((await add('a')).status).toBe(201);
    for (const one of [zhao, sun]) expect((await decide(one)).status).toBe(201);
    expect(await stage()).toBe('approved');
  });

  test('GA5 frozen again, a step that those who can sign could not pass closes the gate, until an owner asks others', async () => {
    const step = (order: number, who: object) => ({ order, title, who, rule: { kind: 'all' } });
    await frozen([[zhao, ['signatory']]], [step(1, people(zhao)), step(2, people(qian, gone))]);
    const { body: version } = await owner.call<{ sections: { id: string }[] }>(
      'GET',
      `/reviews/${id}/versions/1/document`,
    );
    await act('return-sections', { sectionKeys: [version.sections[1]?.id], reason: '再看' });
    expect((await server.admin.call('POST', `/people/${gone.id}/disable`)).status).toBe(204);
    const closed = (await gates()).filter(({ rule }) => rule === 'empty-step');
    expect(closed).toMatchObject([{ place: { step: 2, title }, who: ['owner'], waivable: false }]);
    const refused = await act('freeze', { overrides: await waived() });
    expect([refused.status, refused.body.code]).toEqual([409, 'gates-closed']);
    expect((await post(owner, `/signoff/lines/${(await lineOf(gone)).id}/transfer`, { personId: li.id })).status).toBe(
      201,
    );
    await freeze();
    for (const one of [zhao, qian, li]) expect((await decide(one)).status).toBe(201);
    expect(await stage()).toBe('approved');
    await derived();
    // Before the first freeze too: a rule that counts everybody counts who cannot sign.
    id = await aReadyReview(owner, []);
    expect((await server.admin.call('POST', `/people/${gone.id}/enable`)).status).toBe(204);
    const plan = { steps: [step(1, people(zhao, gone))] };
    expect((await owner.call('PUT', `/reviews/${id}/signoff-plan`, plan)).status).toBe(200);
    expect((await gates()).filter(({ rule }) => rule === 'empty-step')).toEqual([]);
    expect((await server.admin.call('POST', `/people/${gone.id}/disable`)).status).toBe(204);
    expect((await gates()).filter(({ rule }) => rule === 'empty-step')).toMatchObject([{ place: { step: 1 } }]);
  });
});

test('none of this was an internal error', () => {
  expect(server.logged).toEqual([]);
});
