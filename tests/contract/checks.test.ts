// Waivers, shared passages and set phrases over the API: who may, what it answers at the freeze, and what nobody is told.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Gate } from '../../domain/gates';
import type { SharedPassageView, SignoffView, WaiverView } from '../../domain/view';
import { createLog } from '../../server/log';
import { keepHouse } from '../../server/worker/housekeeping';
import type { Person } from '../build/api';
import { aReadyReview, READY } from '../build/ready';
import { aServer, type TestServer } from '../build/server';

let server: TestServer;
let owner: Person;
let editor: Person;
let reader: Person;
let stranger: Person;

beforeAll(async () => {
  server = await aServer();
  [owner, editor, reader, stranger] = (await Promise.all(
    ['Owner', 'Editor', 'Reader', 'Stranger'].map((name) => server.person(name)),
  )) as [Person, Person, Person, Person];
}, 60_000);
afterAll(() => server.close());

/** A review with one blocking finding (占位符) in it, in review. */
async function blocked(): Promise<string> {
  const made = await owner.call<{ id: string }>('POST', '/reviews', {
    templateId: 'retrospective',
    text: READY.replace('本季度完成了', '本季度某某完成了'),
    meta: { date: '2026-03-31' },
    members: [
      { personId: editor.id, roles: ['editor'] },
      { personId: reader.id, roles: ['signatory'] },
    ],
  });
  await act(made.body.id, 'start-review');
  return made.body.id;
}

const act = (id: string, action: string, more: object = {}) =>
  owner.call<{ stage?: string; gates?: Gate[] }>('POST', `/reviews/${id}/actions`, { action, ...more });
const waive = (who: Person, id: string, body: object) =>
  who.call<{ id?: string; code?: string; field?: string }>('POST', `/reviews/${id}/waivers`, body);
const waivers = async (who: Person, id: string) =>
  (await who.call<{ items: WaiverView[] }>('GET', `/reviews/${id}/waivers`)).body.items;
const gates = async (id: string) =>
  (await owner.call<{ items: Gate[] }>('GET', `/reviews/${id}/gates`)).body.items.map((gate) => gate.rule);
const indexed = async () => {
  const log = createLog('warn', () => undefined);
  let left = 1;
  while (left > 0)
    left = (await keepHouse({ database: server.database, log, keys: server.services.needs.keys })).passages ?? 0;
};
const shared = async (who: Person, id: string) =>
  (await who.call<{ items: SharedPassageView[] }>('GET', `/reviews/${id}/shared-passages`)).body.items;

test('CK33 what blocks is the owner’s to waive, what asks the editors’ too; a reason is asked, a stranger hears nothing', async () => {
  const id = await blocked();
  const error = { rule: 'placeholder', reason: '名称待公布，会后补入。' };
  expect(await waive(stranger, id, error)).toMatchObject({ status: 404 });
  expect(await waive(reader, id, error)).toMatchObject({ status: 403 });
  expect(await waive(editor, id, error)).toMatchObject({ status: 403 });
  expect(await waive(owner, id, { rule: 'placeholder', reason: '  ' })).toMatchObject({ status: 400 });
  for (const rule of ['must-fix', 'required-meta', 'empty-step', 'pending-suggestion', 'no-such-rule'])
    expect(await waive(owner, id, { rule, reason: '不等了' })).toMatchObject({ status: 400, body: { field: 'rule' } });
  expect(await waive(editor, id, { rule: 'long-sentence', reason: '引文，不能拆。' })).toMatchObject({ status: 201 });
  expect(await waive(owner, id, error)).toMatchObject({ status: 201 });
  expect((await waivers(reader, id)).map(({ rule, by, may }) => [rule, by.name, may.withdraw])).toEqual([
    ['long-sentence', 'Editor', false],
    ['placeholder', 'Owner', false],
  ]);
});

test('CK33 the same waiver given twice is one; in another section it is another', async () => {
  const id = await blocked();
  const body = { rule: 'placeholder', sectionKey: 'events', reason: '待定。' };
  const first = await waive(owner, id, body);
  expect((await waive(owner, id, body)).body.id).toBe(first.body.id);
  expect((await waive(owner, id, { ...body, sectionKey: 'better' })).body.id).not.toBe(first.body.id);
});

test('CK34 a waiver opens the gate until it is taken back; the freeze records it with its giver and the signers see it', async () => {
  const id = await blocked();
  expect(await gates(id)).toEqual(['placeholder']);
  const reason = '名称待公布，会后补入。';
  const { body } = await waive(owner, id, { rule: 'placeholder', reason });
  expect(await gates(id)).toEqual([]);
  expect(await editor.call('DELETE', `/reviews/${id}/waivers/${body.id}`)).toMatchObject({ status: 403 });
  expect(await stranger.call('DELETE', `/reviews/${id}/waivers/${body.id}`)).toMatchObject({ status: 404 });
  expect(await owner.call('DELETE', `/reviews/${id}/waivers/${id}`)).toMatchObject({ status: 404 });
  expect(await owner.call('DELETE', `/reviews/${id}/waivers/${body.id}`)).toMatchObject({ status: 204 });
  expect(await owner.call('DELETE', `/reviews/${id}/waivers/${body.id}`)).toMatchObject({ status: 204 });
  expect(await gates(id)).toEqual(['placeholder']);
  expect((await act(id, 'freeze')).status).toBe(409);
  expect(await waivers(owner, id)).toMatchObject([{ withdrawn: { by: { name: 'Owner' } } }]);

  await waive(owner, id, { rule: 'placeholder', reason });
  // Answers no gate of this text: nothing of it is shown to who signs.
  await waive(editor, id, { rule: 'long-sentence', reason: '引文。' });
  expect(await act(id, 'freeze')).toMatchObject({ status: 200, body: { stage: 'signoff' } });
  const overrides = [{ rule: 'placeholder', reason, by: owner.id }];
  expect((await reader.call<SignoffView>('GET', `/reviews/${id}/signoff`)).body).toMatchObject({ overrides });
  expect(await waive(owner, id, { rule: 'placeholder', reason })).toMatchObject({ status: 403 });
  const events = await owner.call<{ items: { kind: string }[] }>('GET', `/reviews/${id}/events`);
  const kinds = events.body.items.map(({ kind }) => kind).filter((kind) => kind.startsWith('waiver.'));
  expect(kinds.sort()).toEqual(['waiver.given', 'waiver.given', 'waiver.given', 'waiver.withdrawn']);
});

const PASSAGE = '每次发布以前由两个人按清单逐项核对并且签上名字，核对的结果贴在值班台上。';
const withPassage = () => READY.replace('例如三月的第二版。', `例如三月的第二版。${PASSAGE}`);
const made = async (who: Person, text: string, members: object[] = []) =>
  (await who.call<{ id: string }>('POST', '/reviews', { templateId: 'retrospective', text, members })).body.id;

test('CK29 a shared passage is told with both sides to who may open both, else with the own side alone: one or ten are one answer', async () => {
  const own = await made(owner, withPassage());
  await indexed();
  const alone = await shared(owner, own);
  const words = `另一份材料\n一、本周期情况\n这里写着别的事情。${PASSAGE}`;
  const closed = await made(stranger, words);
  await indexed();
  const before = await shared(owner, own);
  const fromClosed = before.filter(({ quote }) => PASSAGE.includes(quote));
  expect(alone.filter(({ quote }) => PASSAGE.includes(quote))).toEqual([]);
  expect(fromClosed).toMatchObject([{ quote: PASSAGE.slice(0, -1), other: null }]);

  for (let n = 0; n < 3; n++) await made(stranger, `${words}\n第 ${n} 份。`);
  await indexed();
  expect(await shared(owner, own)).toEqual(before);
  expect(JSON.stringify(before)).not.toContain(closed);

  await stranger.call('PUT', `/reviews/${closed}/members/${owner.id}`, { roles: ['commenter'] });
  const told = (await shared(owner, own)).filter(({ other }) => other?.reviewId === closed);
  expect(told).toMatchObject([{ other: { title: '另一份材料', quote: PASSAGE.slice(0, -1) } }]);
  await stranger.call('DELETE', `/reviews/${closed}/members/${owner.id}`);
  expect(await shared(owner, own)).toEqual(before);

  const findings = await owner.call<{ items: { rule: string; severity: string }[] }>('GET', `/reviews/${own}/findings`);
  expect(findings.body.items.filter(({ rule }) => rule === 'duplicate-across')[0]).toMatchObject({ severity: 'warn' });
  expect((await stranger.call('GET', `/reviews/${own}/shared-passages`)).status).toBe(404);
});

test('CK30 administrators keep the list of set phrases; a phrase is a barrier from the next check on, and no more once it is gone', async () => {
  const phrase = PASSAGE.slice(0, -1);
  const own = await made(reader, `又一份材料\n一、本周期情况\n${PASSAGE}还有别的事情。`);
  const passage = async () => (await shared(reader, own)).filter(({ quote }) => PASSAGE.includes(quote)).length;
  expect(await passage()).toBe(1);
  expect(await owner.call('POST', '/set-phrases', { phrase })).toMatchObject({ status: 403 });
  expect(await server.admin.call('POST', '/set-phrases', { phrase: '三个' })).toMatchObject({ status: 400 });
  expect(await server.admin.call('POST', '/set-phrases', { phrase })).toMatchObject({ status: 204 });
  expect(await server.admin.call('POST', '/set-phrases', { phrase })).toMatchObject({ status: 204 });
  expect(await passage()).toBe(0);
  expect((await reader.call<{ items: object[] }>('GET', '/set-phrases')).body.items).toMatchObject([{ phrase }]);
  expect(await server.admin.call('DELETE', '/set-phrases', { phrase })).toMatchObject({ status: 204 });
  expect(await passage()).toBe(1);
});

test('CK18 a measure whose fields name an owner or a due date is answered, at the gates as well', async () => {
  const id = await aReadyReview(owner, [[reader, ['signatory']]]);
  const { body } = await owner.call<{ id: string }>('POST', '/reviews', {
    templateId: 'retrospective',
    text: READY.replace('，由主持人负责，四月起执行', ''),
    meta: { date: '2026-03-31' },
    members: [{ personId: reader.id, roles: ['signatory'] }],
  });
  expect(await gates(id)).toEqual([]);
  expect(await gates(body.id)).toEqual(['measure-no-owner-or-due']);
  const point = await server.services.needs.collab.read(body.id, (doc) =>
    doc
      .getXmlFragment('content')
      .toArray()
      .flatMap((block) => ('getAttribute' in block && block.getAttribute('kind') === 'measure' ? [block] : []))
      .map((block) => String(block.getAttribute('id')))
      .at(-1),
  );
  await server.database.sql`
    insert into point_fields (review_id, point_id, owner, updated_by)
    values (${body.id}, ${point ?? ''}, '值班长', ${owner.id})`;
  expect(await gates(body.id)).toEqual([]);
});
