// Versions over the API of a real server: named, asked for at any point, restored.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { contentOf } from '../../domain/document/layout';
import { tidyMarks } from '../../domain/document/marks';
import { wordsOf } from '../../domain/document/sections';
import { must } from '../../domain/must';
import type { NamedVersionView, PointView, ThreadView, TimelineView } from '../../domain/view';
import type { AuthorsView } from '../../server/views/history';
import type { Person } from '../build/api';
import { aServer, type TestServer } from '../build/server';
import { aTypist, synced } from '../build/typist';
import { textsOf } from '../collab/guardEdits';

let server: TestServer;
let lin: Person;
let wang: Person;
let chen: Person;
let zhao: Person;
let review: string;

beforeAll(async () => {
  server = await aServer();
  lin = await server.person('Mei');
  wang = await server.person('Wang');
  chen = await server.person('Chen');
  zhao = await server.person('Zhao');
  review = await aReview();
}, 60_000);
afterAll(() => server.close());

async function aReview(): Promise<string> {
  const made = await lin.call<{ id: string }>('POST', '/reviews', {
    templateId: 'retrospective',
    text: '回顾\n\n一、需要改进的\n1. 会议太多，落实不够。',
    members: [
      { personId: wang.id, roles: ['editor'] },
      { personId: chen.id, roles: ['commenter'] },
    ],
  });
  return made.body.id;
}

test('VE1 who writes names the text as it stands, once for the same text; who comments does not; a stranger finds nothing', async () => {
  const path = `/reviews/${review}/named-versions`;
  const made = await wang.call<{ id: string }>('POST', path, { name: ' 一稿 ', note: '提交前' });
  expect(made.status).toBe(201);
  expect((await wang.call('POST', path, { name: '一稿' })).body).toEqual(made.body);
  expect((await chen.call('POST', path, { name: '二稿' })).status).toBe(403);
  expect((await zhao.call('POST', path, { name: '二稿' })).status).toBe(404);
  expect((await zhao.call('GET', path)).status).toBe(404);
  const listed = await chen.call<{ items: NamedVersionView[] }>('GET', path);
  expect(listed.body.items).toMatchObject([{ id: made.body.id, kind: 'named', name: '一稿', note: '提交前' }]);
  for (const body of [
    {},
    { name: '  ' },
    { name: 'x'.repeat(101) },
    { name: 'a\u0000' },
    { name: 'x', kind: 'restore' },
  ])
    expect((await wang.call('POST', path, body)).status, JSON.stringify(body)).toBe(400);
});

test('VE2 its author or an owner renames it, nobody else; in another review it is not there', async () => {
  const made = await lin.call<{ id: string }>('POST', `/reviews/${review}/named-versions`, { name: '送审前' });
  const path = `/reviews/${review}/named-versions/${made.body.id}`;
  expect((await wang.call('PATCH', path, { name: '别名' })).status).toBe(403);
  expect((await lin.call('PATCH', path, { name: '定稿前', note: '按各科回复修改' })).status).toBe(204);
  const other = await aReview();
  expect((await lin.call('PATCH', path.replace(review, other), { name: '越界' })).status).toBe(404);
  const { items } = (await lin.call<{ items: NamedVersionView[] }>('GET', `/reviews/${review}/named-versions`)).body;
  expect(items[0]).toMatchObject({ name: '定稿前', note: '按各科回复修改' });
});

/** Types as this person, and waits until the server has acknowledged it. */
async function writes(
  who: Person,
  id: string,
  word: string,
  edit: (doc: Y.Doc) => void = () => undefined,
): Promise<void> {
  const typist = await aTypist(server.url, who, id);
  await synced(typist);
  typist.doc.transact(() => edit(typist.doc));
  typist.type(word);
  await expect.poll(() => typist.acknowledged.has(word)).toBe(true);
  typist.leave();
}

const textAt = async (id: string, point: string) => {
  const { status, body } = await lin.call<PointView>('GET', `/reviews/${id}/points/${point}`);
  return status === 200 ? body.blocks.map(({ block }) => wordsOf(block)) : status;
};
const timelineOf = async (id: string) => (await lin.call<TimelineView>('GET', `/reviews/${id}/timeline`)).body;

test('VE23 a restore comes on top: the text before is kept, the words are the restorer’s alone where they are new, the thread stays; it is undone by restoring that', async () => {
  const id = await aReview();
  const named = await lin.call<{ id: string }>('POST', `/reviews/${id}/named-versions`, { name: '一稿' });
  const thread = await chen.call<{ id: string }>('POST', `/reviews/${id}/threads`, {
    quote: '落实不够',
    body: '请举例。',
  });
  expect(thread.status).toBe(201);
  await writes(wang, id, '后来加的一段。', (doc) => must(textsOf(contentOf(doc))[1], 'a point').delete(0, 4));
  const now = await textAt(id, 'now');
  const path = `/reviews/${id}/restore`;
  const body = { point: `n${named.body.id}` };
  expect((await chen.call('POST', path, body)).status).toBe(403);
  expect((await zhao.call('POST', path, body)).status).toBe(404);
  for (const wrong of ['now', 'v0', 'n1', 'c1', ''])
    expect((await lin.call('POST', path, { point: wrong })).status, wrong).toBe(400);
  for (const missing of ['v7', `n${randomUUID()}`, 'c1.999', 'c9.1'])
    expect((await lin.call('POST', path, { point: missing })).status, missing).toBe(404);
  const restored = await lin.call<{ changed: boolean; keptId: string }>('POST', path, body);
  expect(restored.body).toMatchObject({ changed: true });
  expect(await textAt(id, 'now')).toEqual(await textAt(id, body.point));
  expect((await lin.call('POST', path, body)).body).toEqual({ changed: false });

  const authors = (await lin.call<AuthorsView>('GET', `/reviews/${id}/authors`)).body;
  const said = authors.blocks.flatMap(({ runs }) =>
    runs.map(({ person, start, end }) => [person, authors.text.slice(start, end)]),
  );
  expect(said).toContainEqual([lin.id, '会议太多']);
  expect(said).toContainEqual([null, '，落实不够。']);
  const threads = (await chen.call<{ items: ThreadView[] }>('GET', `/reviews/${id}/threads`)).body.items;
  expect(threads).toMatchObject([{ id: thread.body.id, state: 'open', quote: '落实不够' }]);
  const marked = await server.services.collab.read(id, (doc) =>
    tidyMarks(doc, [{ id: thread.body.id, quote: '落实不够', prefix: '', suffix: '', sectionKey: null }]),
  );
  expect(marked).toMatchObject({ removed: 0, placed: 0, lost: [] });

  const { items } = await timelineOf(id);
  expect(items.map(({ kind }) => kind)).toEqual(['changes', 'named', 'changes', 'named', 'created']);
  expect(items[0]).toMatchObject({ people: [{ id: lin.id }], restored: { point: body.point, name: '一稿' } });
  expect(items[1]).toMatchObject({ named: 'restore', by: { id: lin.id }, before: { name: '一稿' } });
  expect(await textAt(id, must(items[1], 'the kept one').point)).toEqual(now);
  const undone = await wang.call('POST', path, { point: `n${restored.body.keptId}` });
  expect(undone.status).toBe(200);
  expect(await textAt(id, 'now')).toEqual(now);
});

test('VE3 VE24 while the text is frozen nobody restores; a frozen version is a point of the history like any other', async () => {
  const id = await aReview();
  await writes(lin, id, '冻结前的最后一段。');
  const [latest] = (await timelineOf(id)).items;
  await lin.call('PUT', `/reviews/${id}/members/${lin.id}`, { roles: ['owner', 'signatory'] });
  await lin.call('PATCH', `/reviews/${id}`, { meta: { date: '2026-03-31' } });
  await lin.call('POST', `/reviews/${id}/actions`, { action: 'start-review' });
  const rules = ['required-part', 'required-dimension', 'truncated', 'title-missing'];
  const frozen = await lin.call('POST', `/reviews/${id}/actions`, {
    action: 'freeze',
    overrides: rules.map((rule) => ({ rule, reason: '试行' })),
  });
  expect(frozen.body).toMatchObject({ stage: 'signoff' });
  const { items, may } = await timelineOf(id);
  expect(items[0]).toMatchObject({ kind: 'frozen', point: 'v1', no: 1, outcome: 'open', signed: 0, asked: 1 });
  expect(may).toEqual({ name: false, restore: false });
  expect(await textAt(id, 'v1')).toEqual(await textAt(id, must(latest, 'a change').point));
  expect((await lin.call('POST', `/reviews/${id}/restore`, { point: 'c1.1' })).status).toBe(403);
});

test('AU9 the second question about a history reads only the rows that came since', async () => {
  const id = await aReview();
  await writes(wang, id, '第一段。');
  const { histories } = server.services.needs;
  const first = histories.rowsRead;
  await timelineOf(id);
  const all = histories.rowsRead - first;
  expect(all).toBeGreaterThan(1);
  await timelineOf(id);
  expect(histories.rowsRead - first).toBe(all);
  await writes(lin, id, '第二段。');
  const before = histories.rowsRead;
  await timelineOf(id);
  expect(histories.rowsRead - before).toBeGreaterThan(0);
  expect(histories.rowsRead - before).toBeLessThan(all);
});

test('VE4 a history of more than a page goes on where it ended, whatever is written and named meanwhile', async () => {
  const id = await aReview();
  const name = (n: number) => lin.call('POST', `/reviews/${id}/named-versions`, { name: `第 ${n} 稿` });
  expect((await name(1)).status).toBe(201);
  await server.database.sql`
    insert into named_versions select (jsonb_populate_record(v, jsonb_build_object(
      'id', gen_random_uuid(), 'name', '第 ' || n || ' 稿', 'created_at', v.created_at + n * interval '1 ms'))).*
    from named_versions v, generate_series(2, 203) n where v.review_id = ${id}`;
  const path = `/reviews/${id}/timeline`;
  const first = (await lin.call<TimelineView>('GET', path)).body;
  await writes(wang, id, '后来写下的。');
  await name(204);
  const second = (await lin.call<TimelineView>('GET', `${path}?cursor=${first.cursor}`)).body;
  expect([first.items.length, second.items.length, second.cursor]).toEqual([200, 4, undefined]);
  const names = [...first.items, ...second.items].map((item) => (item.kind === 'named' ? item.name : item.kind));
  expect(names).toEqual([...Array.from({ length: 203 }, (_, n) => `第 ${203 - n} 稿`), 'created']);
  for (const wrong of ['200', '1.1', '1.1.x', '-1.1.1'])
    expect((await lin.call('GET', `${path}?cursor=${wrong}`)).status, wrong).toBe(400);
});

test('VE5 behind pages of changes the versions alone are told, and what each state is compared with', async () => {
  const id = await aReview();
  const name = async (words: string) =>
    (await lin.call<{ id: string }>('POST', `/reviews/${id}/named-versions`, { name: words })).body.id;
  const first = await name('一稿');
  await writes(wang, id, '改过。');
  const second = await name('二稿');
  await manyChanges(id, 205);
  const path = `/reviews/${id}/timeline`;
  const all = (await lin.call<TimelineView>('GET', path)).body;
  expect(all.items.filter(({ kind }) => kind !== 'changes')).toEqual([]);
  expect([all.items.length, all.last]).toMatchObject([200, { point: `n${second}`, name: '二稿' }]);
  expect(all.items[0]?.from).toBe(all.items[1]?.point);
  expect(all.items.at(-1)?.from).not.toBeNull();

  const named = (await chen.call<TimelineView>('GET', `${path}?named=1`)).body;
  expect(named).toMatchObject({
    items: [
      { kind: 'named', point: `n${second}`, from: `n${first}` },
      { kind: 'named', point: `n${first}` },
    ],
    last: { point: `n${second}` },
  });
  expect(named.cursor).toBeUndefined();
  // The first version is compared with how the text began.
  const begun = (await lin.call<TimelineView>('GET', `${path}?cursor=${all.cursor}`)).body.items.at(-1);
  expect(begun).toMatchObject({ kind: 'created', from: null });
  expect(named.items[1]?.from).toBe(begun?.point);
});

/** As many entries of the history: each change stands so long after the one before that it opens a new one. */
async function manyChanges(id: string, n: number): Promise<void> {
  const typist = await aTypist(server.url, wang, id);
  await synced(typist);
  for (let at = 0; at < n; at++) {
    typist.type(`第 ${at} 句。`);
    await expect.poll(() => typist.acknowledged.has(`第 ${at} 句。`), { interval: 5 }).toBe(true);
  }
  typist.leave();
  await server.database.sql`
    update updates set at = at - interval '1 year' + seq * interval '10 minutes' where doc_id = ${id}`;
}
