// Sections and the fields of measures over the API: who may, what is answered, what a freeze signs of them.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { blocksOf } from '../../domain/document/layout';
import type { MeasureFields } from '../../domain/fields';
import { must } from '../../domain/must';
import type { StructureView } from '../../domain/view';
import type { Person } from '../build/api';
import { aReadyReview } from '../build/ready';
import { aServer, type TestServer } from '../build/server';

let server: TestServer;
let owner: Person;
let qian: Person;
let sun: Person;
let stranger: Person;
let id = '';
let point = '';

beforeAll(async () => {
  server = await aServer();
  [owner, qian, sun, stranger] = (await Promise.all(
    ['Owner', 'Qian', 'Sun', 'Zhou'].map((name) => server.person(name)),
  )) as [Person, Person, Person, Person];
}, 60_000);
afterAll(() => server.close());
beforeEach(async () => {
  id = await aReadyReview(owner, [
    [qian, ['editor', 'signatory']],
    [sun, ['commenter', 'signatory']],
  ]);
  point = await pointIn(id, 'measure');
});

async function pointIn(review: string, kind: 'measure' | 'problem'): Promise<string> {
  const blocks = await server.services.collab.read(review, (doc) => blocksOf(doc, false));
  const found = blocks.find((one) => one.type === 'point' && one.kind === kind);
  return must(found?.id, `the text has a ${kind} with an id`);
}

const put = (who: Person, body: object, of = point, review = id) =>
  who.call<MeasureFields & { code: string; field: string }>(
    'PUT',
    `/reviews/${review}/points/${encodeURIComponent(of)}/fields`,
    body,
  );
const section = (who: Person, body: object) =>
  who.call<{ code: string; ownerId: string | null; state: string }>('PUT', `/reviews/${id}/sections`, body);
const structure = async (who = owner) => (await who.call<StructureView>('GET', `/reviews/${id}/structure`)).body;
const act = (action: string) => owner.call<{ code: string }>('POST', `/reviews/${id}/actions`, { action });
const kinds = async () =>
  (await owner.call<{ items: { kind: string; body: object }[] }>('GET', `/reviews/${id}/events`)).body.items;

describe('fields', () => {
  test('each is set for itself; the outline and everybody who reads see them; the event says before and after', async () => {
    expect((await put(owner, { owner: { personId: qian.id }, due: '2027-01-31' })).body).toMatchObject({
      owner: { personId: qian.id, name: 'Qian' },
      due: '2027-01-31',
      criterion: null,
      verifier: null,
    });
    expect((await put(qian, { criterion: ' 不超过\n三十分钟 ', verifier: { name: '李强' } })).status).toBe(200);
    const fields = (await structure(sun)).fields[point];
    expect(fields).toMatchObject({
      owner: { name: 'Qian' },
      due: '2027-01-31',
      criterion: '不超过 三十分钟',
      verifier: { personId: null, name: '李强' },
    });
    const outline = await sun.call<{ parts: { role: string; points: object[] }[] }>('GET', `/reviews/${id}/outline`);
    expect(outline.status).toBe(200);
    expect(outline.body.parts.find((part) => part.role === 'measures')?.points[0]).toMatchObject({
      owner: 'Qian',
      due: '2027-01-31',
      criterion: '不超过 三十分钟',
      verifier: '李强',
    });
    expect((await kinds()).find((one) => one.kind === 'fields.set')).toMatchObject({
      body: { pointId: point, fields: ['criterion', 'verifier'] },
      words: { changes: { criterion: { from: '', to: '不超过 三十分钟' }, verifier: { from: '', to: '李强' } } },
    });
    expect((await put(owner, { due: null })).body.due).toBeNull();
    const before = (await kinds()).length;
    expect((await put(owner, { due: null })).status).toBe(200);
    expect((await kinds()).length).toBe(before);
  });

  test('a stranger and foreign ids are 404, a reader without the right 403, nonsense 400', async () => {
    const other = await aReadyReview(owner, []);
    const elsewhere = await owner.call('PUT', `/reviews/${other}/points/nowhere/fields`, { due: '2027-01-31' });
    const problem = await pointIn(id, 'problem');
    expect(elsewhere.status).toBe(404);
    expect((await put(stranger, { due: '2027-01-31' })).status).toBe(404);
    expect((await put(sun, { due: '2027-01-31' })).status).toBe(403);
    expect((await put(owner, { due: '2027-01-31' }, problem)).status).toBe(404);
    for (const hostile of ['__proto__', '\u0000', 'x'.repeat(5000)])
      expect((await put(owner, { due: null }, hostile)).status).toBe(404);
    expect(
      (await put(owner, { owner: { personId: stranger.id.replace(/./, (c) => (c === 'a' ? 'b' : 'a')) } })).status,
    ).toBe(404);
    for (const body of [
      { due: '2027-02-30' },
      { due: 5 },
      { owner: 'Lin' },
      { owner: { name: '' } },
      { owner: { name: 'a\u202eb' } },
      { criterion: 'x'.repeat(501) },
      { criterion: 'a\u0007' },
      { criterion: '\ud800' },
      { more: 1 },
      { owner: { personId: owner.id, name: 'x' } },
    ])
      expect((await put(owner, body)).status, JSON.stringify(body)).toBe(400);
  });

  test('FI5 the verifier is not the owner', async () => {
    await put(owner, { owner: { personId: qian.id } });
    expect((await put(owner, { verifier: { personId: qian.id } })).body).toMatchObject({
      code: 'verifier-is-owner',
      field: 'verifier',
    });
    expect((await put(owner, { verifier: { name: 'Qian' } })).status).toBe(409);
  });

  test('FI8 who is renamed later changes nothing that is printed', async () => {
    const renamed = await server.person('Before');
    await put(owner, { owner: { personId: renamed.id } });
    expect((await renamed.call('PATCH', '/me', { name: 'After' })).status).toBe(204);
    expect((await structure()).fields[point]?.owner?.name).toBe('Before');
  });

  test('FI6 a freeze signs them; cancelled, changed and changed back the same digest comes again and the agreement holds (T31)', async () => {
    await put(owner, { owner: { personId: qian.id }, due: '2027-01-31' });
    await act('start-review');
    const digest = async () => (await owner.call<{ digest: string }>('GET', `/reviews/${id}/signoff`)).body.digest;
    const frozen = async () => {
      expect((await act('freeze')).status).toBe(200);
      return digest();
    };
    const first = await frozen();
    expect((await put(owner, { due: '2027-02-28' })).status).toBe(403);
    const signed = await qian.call('POST', `/reviews/${id}/decisions`, {
      digest: first,
      decision: 'agree',
      password: 'quiet harbour 9',
    });
    expect(signed.status).toBe(201);
    const back = () => owner.call('POST', `/reviews/${id}/actions`, { action: 'cancel-signoff', reason: '改时限' });
    const stale = async () => {
      const { body } = await owner.call<{
        steps: { lines: { personId: string; decision?: string; stale?: boolean }[] }[];
      }>('GET', `/reviews/${id}/signoff`);
      return body.steps.flatMap((step) => step.lines).find((line) => line.personId === qian.id)?.stale ?? false;
    };
    expect((await back()).status).toBe(200);
    await put(owner, { due: '2027-02-28' });
    expect(await frozen()).not.toBe(first);
    expect(await stale()).toBe(true);
    await back();
    await put(owner, { due: '2027-01-31' });
    expect(await frozen()).toBe(first);
    expect(await stale()).toBe(false);
    const json = await owner.call<{ measures: object[] }>('GET', `/reviews/${id}/export?format=json`);
    expect(json.body.measures).toEqual([
      { number: 1, owner: 'Qian', due: '2027-01-31', criterion: null, verifier: null },
    ]);
    const markdown = (await owner.call<string>('GET', `/reviews/${id}/export?format=md`)).body;
    expect(markdown).toContain('整改措施表');
    expect(markdown).toContain('| 1 | ');
    expect((await owner.call<string>('GET', `/reviews/${id}/text`)).body).not.toContain('Qian');
  });

  test('a change that meets a freeze is in what is signed, or is refused: never written under it (T29)', async () => {
    await act('start-review');
    const days = ['2027-03-01', '2027-03-02', '2027-03-03', '2027-03-04', '2027-03-05', '2027-03-06'];
    const [frozen, ...answers] = await Promise.all([act('freeze'), ...days.map((due) => put(qian, { due }))]);
    expect(frozen?.status).toBe(200);
    for (const { status } of answers) expect([200, 403]).toContain(status);
    const now = (await structure()).fields[point]?.due ?? null;
    const form = await owner.call<{ measures: { due: string | null }[] }>('GET', `/reviews/${id}/versions/1/canonical`);
    const bytes = JSON.parse(new TextDecoder().decode(form.bytes)) as { measures: { due: string | null }[] };
    expect(bytes.measures[0]?.due ?? null).toBe(now);
  });

  test('a change that waits for the review is judged by the stage that it is written in', async () => {
    let answer: Promise<{ status: number }> | null = null;
    await server.database.sql.begin(async (tx) => {
      await tx`select 1 from reviews where id = ${id} for update`;
      answer = put(qian, { due: '2027-03-01' });
      await new Promise((resolve) => setTimeout(resolve, 150));
      await tx`update reviews set stage = 'signoff' where id = ${id}`;
    });
    expect((await (answer as unknown as Promise<{ status: number }>)).status).toBe(403);
    expect((await structure()).fields[point]).toBeUndefined();
  });
});

describe('sections', () => {
  test('SC3 an editor takes one that is nobody’s, then only they and the owner of the review set it; the event tells', async () => {
    expect((await section(qian, { sectionKey: 'measures', ownerId: qian.id, state: 'draft' })).body).toEqual({
      ownerId: qian.id,
      state: 'draft',
    });
    const zhao = await server.person('Zhao');
    await owner.call('PUT', `/reviews/${id}/members/${zhao.id}`, { roles: ['editor'] });
    expect((await section(zhao, { sectionKey: 'measures', state: 'final' })).status).toBe(403);
    expect((await section(owner, { sectionKey: 'measures', state: 'final' })).body).toEqual({
      ownerId: qian.id,
      state: 'final',
    });
    expect((await structure(sun)).sections.measures).toMatchObject({
      owner: { id: qian.id, name: 'Qian' },
      state: 'final',
    });
    await owner.call('PUT', `/reviews/${id}/members/${qian.id}`, { roles: ['viewer'] });
    expect((await section(zhao, { sectionKey: 'measures', ownerId: zhao.id })).status).toBe(200);
    expect((await kinds()).find((one) => one.kind === 'section.set')?.body).toEqual({
      sectionKey: 'measures',
      ownerId: zhao.id,
      state: 'final',
      before: { ownerId: qian.id, state: 'final' },
    });
  });

  test('SC2, SC4 who does not write looks after nothing, and nothing is set for a section that the text lacks', async () => {
    expect((await section(owner, { sectionKey: 'measures', ownerId: sun.id })).status).toBe(404);
    expect((await section(owner, { sectionKey: 'nowhere', state: 'final' })).status).toBe(404);
    expect((await section(sun, { sectionKey: 'measures', state: 'final' })).status).toBe(403);
    expect((await section(stranger, { sectionKey: 'measures', state: 'final' })).status).toBe(404);
    expect((await section(owner, { sectionKey: 'measures', state: 'done' })).status).toBe(400);
    expect((await stranger.call('GET', `/reviews/${id}/structure`)).status).toBe(404);
    await act('start-review');
    await act('freeze');
    expect((await section(owner, { sectionKey: 'measures', state: 'final' })).status).toBe(403);
  });
});
