// What people do in comment threads over the API: words changed and taken back, names, days, reactions, other places; who is told.
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { comments } from '../../db/schema/documents';
import { notifications } from '../../db/schema/inbox';
import type { DeskTask, StructureView, ThreadView } from '../../domain/view';
import type { Person } from '../build/api';
import { aServer, type TestServer } from '../build/server';
import { aTypist, synced } from '../build/typist';

const TEXT = '季度复盘\n一、存在的问题\n会议时间太长。\n会前材料不齐。\n二、改进措施\n每次会议写明时间。';
const KEY = { 'idempotency-key': 'one-request' };

let server: TestServer;
let owner: Person;
let editor: Person;
let commenter: Person;
let signatory: Person;
let stranger: Person;
let review: string;

beforeAll(async () => {
  server = await aServer();
  [owner, editor, commenter] = [await server.person('Olga'), await server.person('Emil'), await server.person('Cora')];
  [signatory, stranger] = [await server.person('Sig'), await server.person('Sten')];
  const { body } = await owner.call<{ id: string }>('POST', '/reviews', {
    templateId: 'retrospective',
    text: TEXT,
    members: [
      { personId: editor.id, roles: ['editor'] },
      { personId: commenter.id, roles: ['commenter'] },
      { personId: signatory.id, roles: ['signatory'] },
    ],
  });
  review = body.id;
});
afterAll(() => server.close());

async function opened(who: Person, more: object = {}): Promise<ThreadView> {
  const sent = { quote: '会议时间太长', body: '写明时间', ...more };
  const { status, body } = await who.call<{ id: string }>('POST', `/reviews/${review}/threads`, sent);
  expect(status).toBe(201);
  return seen(body.id);
}

async function seen(id: string, who = owner): Promise<ThreadView> {
  const { body } = await who.call<{ items: ThreadView[] }>('GET', `/reviews/${review}/threads`);
  const found = body.items.find((one) => one.id === id);
  if (!found) throw new Error(`no thread ${id}`);
  return found;
}

const commentOf = (thread: ThreadView) => thread.comments[0]?.id ?? '';
const told = async (who: Person, thread: string) =>
  (
    await server.database.db
      .select({ kind: notifications.kind })
      .from(notifications)
      .where(and(eq(notifications.personId, who.id), eq(notifications.threadId, thread)))
      .orderBy(notifications.at)
  ).map(({ kind }) => kind);
const gramsOf = async (commentId: string) =>
  (await server.database.db.select().from(comments).where(eq(comments.id, commentId)))[0]?.grams;

test('TH4 words are changed by their author alone; each earlier wording stays, and search follows', async () => {
  const thread = await opened(commenter);
  const id = commentOf(thread);
  const change = (who: Person, body: string) => who.call('PATCH', `/comments/${id}`, { body });
  expect((await change(owner, '别人的话')).status).toBe(403);
  expect((await change(stranger, '别人的话')).status).toBe(404);
  for (const body of ['写明起止时间', '写明起止时间', '写明起止时间和主持人'])
    expect((await change(commenter, body)).status).toBe(200);
  const [comment] = (await seen(thread.id)).comments;
  expect(comment).toMatchObject({ body: '写明起止时间和主持人', takenBack: false, may: { change: false } });
  expect(comment?.editedAt).not.toBeNull();
  const { body } = await owner.call<{ items: { body: string }[] }>('GET', `/comments/${id}/edits`);
  expect(body.items.map((one) => one.body)).toEqual(['写明时间', '写明起止时间']);
  expect(await gramsOf(id)).toContain('主持');
  expect((await stranger.call('GET', `/comments/${id}/edits`)).status).toBe(404);
});

test('TH4 a request that comes again after its words were changed is still the same request', async () => {
  const sent = { quote: '会前材料不齐', body: '哪些材料？' };
  const post = () => commenter.call<{ id: string }>('POST', `/reviews/${review}/threads`, sent, KEY);
  const first = await post();
  await commenter.call('PATCH', `/comments/${commentOf(await seen(first.body.id))}`, { body: '缺哪些材料？' });
  const again = await post();
  expect([again.status, again.body.id]).toEqual([201, first.body.id]);
});

test('TH5 the only comment taken back closes its thread; its words are for its author and the record alone', async () => {
  const thread = await opened(commenter, { kind: 'must-fix' });
  const id = commentOf(thread);
  expect((await owner.call('DELETE', `/comments/${id}`)).status).toBe(403);
  expect((await commenter.call('DELETE', `/comments/${id}`)).status).toBe(204);
  expect((await commenter.call('DELETE', `/comments/${id}`)).status).toBe(204);
  const after = await seen(thread.id);
  expect(after).toMatchObject({ state: 'resolved', comments: [{ body: '', takenBack: true, may: { change: false } }] });
  expect(await gramsOf(id)).toBe('');
  const edits = async (who: Person) => (await who.call('GET', `/comments/${id}/edits`)).status;
  expect([await edits(commenter), await edits(owner), await edits(editor)]).toEqual([200, 200, 403]);
});

test('TH5 with a reply left the thread stands, and a must-fix outlives the last words of somebody else', async () => {
  const thread = await opened(commenter, { kind: 'must-fix' });
  const { body: reply } = await editor.call<{ id: string }>('POST', `/threads/${thread.id}/replies`, { body: '会改' });
  await commenter.call('DELETE', `/comments/${commentOf(thread)}`);
  expect((await seen(thread.id)).state).toBe('open');
  await editor.call('DELETE', `/comments/${reply.id}`);
  expect((await seen(thread.id)).state).toBe('open');
  expect((await commenter.call('POST', `/threads/${thread.id}/resolve`, {})).status).toBe(200);
});

test('TH6 members whose name the words say are mentioned and told once; strangers and unnamed ones are not', async () => {
  const mentions = [editor.id, owner.id, stranger.id];
  const thread = await opened(commenter, { body: '请@Emil 核对，也问@Sten', mentions });
  expect(thread.comments[0]?.mentions.map(({ name }) => name)).toEqual(['Emil']);
  const body = { body: '请@Emil 和@Olga 核对', mentions };
  expect((await commenter.call('PATCH', `/comments/${commentOf(thread)}`, body)).status).toBe(200);
  expect(await told(editor, thread.id)).toEqual(['mentioned']);
  // Hers is the section: she was told of the comment before it named her (NO5).
  expect(await told(owner, thread.id)).toEqual(['commented', 'mentioned']);
  expect(await told(stranger, thread.id)).toEqual([]);
});

test('TH7 a thread is given by its author, an owner or an editor to somebody who may read, with a day', async () => {
  const thread = await opened(owner);
  const assign = (who: Person, body: object) => who.call('PUT', `/threads/${thread.id}/assignment`, body);
  expect((await assign(commenter, { personId: editor.id })).status).toBe(403);
  expect((await assign(stranger, { personId: editor.id })).status).toBe(404);
  // A signatory does not read a draft.
  for (const personId of [stranger.id, signatory.id, 'x']) expect((await assign(owner, { personId })).status).toBe(400);
  expect((await assign(owner, { personId: editor.id, due: '2026-02-30' })).status).toBe(400);
  for (let n = 0; n < 2; n++)
    expect((await assign(owner, { personId: editor.id, due: '2026-12-01' })).status).toBe(200);
  expect(await seen(thread.id)).toMatchObject({ assignee: { name: 'Emil' }, due: '2026-12-01' });
  expect(await told(editor, thread.id)).toEqual(['assigned']);
  expect((await assign(editor, { personId: null, due: '2026-12-01' })).status).toBe(200);
  expect(await seen(thread.id)).toMatchObject({ assignee: null, due: null });
});

test('TH8 a reaction counts once a person and name, and is taken back', async () => {
  const thread = await opened(commenter);
  const at = (name: string, id = commentOf(thread)) => `/comments/${id}/reactions/${name}`;
  for (let n = 0; n < 2; n++) expect((await editor.call('PUT', at('agree'))).status).toBe(204);
  await owner.call('PUT', at('agree'));
  await owner.call('PUT', at('done'));
  expect((await owner.call('PUT', at('no-such'))).status).toBe(404);
  expect((await stranger.call('PUT', at('agree'))).status).toBe(404);
  const named = async () =>
    (await seen(thread.id)).comments[0]?.reactions.map(({ name, people }) => [name, people.map((one) => one.name)]);
  expect(await named()).toEqual([
    ['agree', ['Emil', 'Olga']],
    ['done', ['Olga']],
  ]);
  expect((await owner.call('DELETE', at('agree'))).status).toBe(204);
  expect(await named()).toEqual([
    ['agree', ['Emil']],
    ['done', ['Olga']],
  ]);
});

test('TH7 a thread is put on other words by who may steer it', async () => {
  const thread = await opened(commenter);
  const place = (who: Person, body: object) => who.call<{ code?: string }>('PUT', `/threads/${thread.id}/place`, body);
  expect((await place(stranger, { quote: '写明时间' })).status).toBe(404);
  expect((await place(editor, { quote: '没有的话' })).body.code).toBe('quote-not-found');
  expect((await place(editor, { anchor: { from: {}, to: 7 } })).body.code).toBe('bad-anchor');
  expect((await place(editor, { quote: '每次会议' })).status).toBe(200);
  expect((await seen(thread.id)).quote).toBe('每次会议');
});

test('TH9 words deleted by somebody lose their thread, by whom and when; with the words it comes back', async () => {
  const thread = await opened(commenter, { quote: '会前材料不齐' });
  const typist = await aTypist(server.url, editor, review);
  await synced(typist);
  const text = await vi.waitUntil(() => textWith(typist.doc.getXmlFragment('content'), '会前材料'));
  const undo = new Y.UndoManager(text, { trackedOrigins: new Set(['me']) });
  typist.doc.transact(() => text.delete(0, text.length), 'me');
  await expect.poll(async () => (await seen(thread.id)).lostBy?.name, { timeout: 10_000 }).toBe('Emil');
  const lost = await seen(thread.id);
  expect(lost).toMatchObject({ state: 'open', quote: '会前材料不齐' });
  expect(lost.lostAt).not.toBeNull();
  undo.undo();
  await expect.poll(async () => (await seen(thread.id)).lostAt, { timeout: 10_000 }).toBeNull();
  expect((await seen(thread.id)).lostBy).toBeNull();
  typist.leave();
});

test('TH9 a lost thread put on other words is lost no more', async () => {
  const thread = await opened(commenter, { quote: '会前材料不齐' });
  const typist = await aTypist(server.url, owner, review);
  await synced(typist);
  const text = await vi.waitUntil(() => textWith(typist.doc.getXmlFragment('content'), '会前材料'));
  text.delete(0, text.length);
  await expect.poll(async () => (await seen(thread.id)).lostBy?.name, { timeout: 10_000 }).toBe('Olga');
  expect((await commenter.call('PUT', `/threads/${thread.id}/place`, { quote: '写明时间' })).status).toBe(200);
  expect(await seen(thread.id)).toMatchObject({ lostAt: null, lostBy: null, quote: '写明时间' });
  typist.leave();
});

function textWith(within: Y.XmlFragment, words: string): Y.XmlText | null {
  for (const child of within.toArray()) {
    if (child instanceof Y.XmlText && child.toString().includes(words)) return child;
    const found = child instanceof Y.XmlElement ? textWith(child, words) : null;
    if (found) return found;
  }
  return null;
}

test('TH11 what an administrator hid is told to nobody on any way, and comes back whole; both are in the record', async () => {
  const admin = server.admin;
  const body = '请@Emil 看这句不当的话';
  const thread = await opened(commenter, { body, mentions: [editor.id] });
  const id = commentOf(thread);
  await owner.call('PUT', `/comments/${id}/reactions/question`);
  const hide = (who: Person, more: object = { reason: '人身攻击' }) => who.call('PUT', `/comments/${id}/hidden`, more);
  expect((await hide(admin)).status).toBe(404);
  await admin.call('POST', `/reviews/${review}/break-glass`, { reason: '有人举报' });
  expect((await hide(admin, { reason: '  ' })).body).toMatchObject({ code: 'reason-needed' });
  for (let n = 0; n < 2; n++) expect((await hide(admin)).status).toBe(204);

  const none = { body: '', hidden: true, mentions: [], reactions: [], takenBack: false };
  for (const who of [owner, editor, commenter, admin])
    expect((await seen(thread.id, who)).comments).toMatchObject([none]);
  const found = async () => {
    const { body: hits } = await owner.call<{ items: unknown[] }>('GET', `/search?q=${encodeURIComponent('不当的话')}`);
    return hits.items.length;
  };
  const inboxOf = async (who: Person) => {
    const { body } = await who.call<{ items: { threadId: string; kind: string; words: string }[] }>(
      'GET',
      '/me/notifications',
    );
    return body.items.filter((one) => one.threadId === thread.id).map(({ kind, words }) => ({ kind, words }));
  };
  const edits = async (who: Person) => (await who.call('GET', `/comments/${id}/edits`)).status;
  expect(await found()).toBe(0);
  expect(await inboxOf(editor)).toEqual([{ kind: 'mentioned', words: '' }]);
  expect(await inboxOf(commenter)).toEqual([{ kind: 'hidden', words: '' }]);
  for (const who of [owner, editor, commenter]) expect(await edits(who)).toBe(403);
  const { body: words } = await admin.call<{ items: { body: string }[] }>('GET', `/comments/${id}/edits`);
  expect(words.items.map((one) => one.body)).toEqual([body]);

  // It is neither changed nor reacted to, its thread stands, and others go on talking in it.
  expect((await commenter.call('PATCH', `/comments/${id}`, { body: 'x' })).status).toBe(403);
  expect((await editor.call('PUT', `/comments/${id}/reactions/agree`)).status).toBe(403);
  expect((await editor.call('POST', `/threads/${thread.id}/replies`, { body: '已处理' })).status).toBe(201);
  expect((await seen(thread.id)).state).toBe('open');

  for (let n = 0; n < 2; n++) expect((await admin.call('DELETE', `/comments/${id}/hidden`)).status).toBe(204);
  const [again] = (await seen(thread.id)).comments;
  expect(again).toMatchObject({ body, hidden: false, mentions: [{ name: 'Emil' }], reactions: [{ name: 'question' }] });
  expect(await found()).toBe(1);
  const { body: record } = await owner.call<{ items: { kind: string; body: object }[] }>(
    'GET',
    `/reviews/${review}/events`,
  );
  const kept = record.items.filter((event) => event.kind.endsWith('hidden'));
  expect(kept.map((event) => event.kind)).toEqual(['comment.unhidden', 'comment.hidden']);
  expect(kept[1]?.body).toEqual({ threadId: thread.id, commentId: id, reason: '人身攻击' });
});

test('TH11 an administrator judges nobody’s words but others’; its author takes back what is hidden', async () => {
  const { admin } = server;
  await owner.call('PUT', `/reviews/${review}/members/${admin.id}`, { roles: ['commenter'] });
  const own = commentOf(await opened(admin));
  expect((await admin.call('PUT', `/comments/${own}/hidden`, { reason: 'x' })).status).toBe(403);
  const theirs = await opened(commenter);
  const id = commentOf(theirs);
  expect((await admin.call('PUT', `/comments/${id}/hidden`, { reason: '离题' })).status).toBe(204);
  expect((await commenter.call('DELETE', `/comments/${id}`)).status).toBe(204);
  expect((await seen(theirs.id)).comments).toMatchObject([{ takenBack: true, body: '' }]);
  for (const who of [owner, commenter]) expect((await who.call('GET', `/comments/${id}/edits`)).status).toBe(403);
  expect((await admin.call('DELETE', `/comments/${id}/hidden`)).status).toBe(403);
  await owner.call('DELETE', `/reviews/${review}/members/${admin.id}`);
});

test('SC3 DE3 what was left by somebody who is no member any more is nobody’s: others are told of it, and find it on their desk', async () => {
  const leaver = await server.person('Lea');
  const member = `/reviews/${review}/members/${leaver.id}`;
  await owner.call('PUT', member, { roles: ['editor'] });
  const asked = await opened(commenter, { kind: 'must-fix' });
  const given = await opened(commenter, { kind: 'must-fix' });
  const { sectionKey } = asked;
  const section = { sectionKey, ownerId: leaver.id };
  expect((await owner.call('PUT', `/reviews/${review}/sections`, section)).status).toBe(200);
  expect((await owner.call('PUT', `/threads/${given.id}/assignment`, { personId: leaver.id })).status).toBe(200);
  const waiting = async (who: Person) =>
    (await who.call<{ items: DeskTask[] }>('GET', '/me/tasks')).body.items.flatMap(({ threadId }) => threadId ?? []);
  const keeper = async () =>
    (await owner.call<StructureView>('GET', `/reviews/${review}/structure`)).body.sections[sectionKey ?? '']?.owner;
  expect(await waiting(leaver)).toEqual(expect.arrayContaining([asked.id, given.id]));
  for (const { id } of [asked, given]) expect(await waiting(editor)).not.toContain(id);

  await owner.call('DELETE', member);
  expect(await waiting(editor)).toEqual(expect.arrayContaining([asked.id, given.id]));
  expect(await keeper()).toBeNull();
  expect(await told(owner, (await opened(commenter)).id)).toEqual(['commented']);
  expect(await told(editor, (await opened(commenter, { kind: 'must-fix' })).id)).toEqual(['must-fix']);

  await owner.call('PUT', member, { roles: ['editor'] });
  expect(await keeper()).toMatchObject({ name: 'Lea' });
  await owner.call('DELETE', member);
});

test('ids of foreign reviews, and of nothing, answer 404 (T14 style)', async () => {
  const thread = await opened(owner);
  const comment = commentOf(thread);
  const asks: [string, string, object?][] = [
    ['PATCH', `/comments/${comment}`, { body: 'x' }],
    ['DELETE', `/comments/${comment}`],
    ['GET', `/comments/${comment}/edits`],
    ['PUT', `/comments/${comment}/reactions/agree`],
    ['DELETE', `/comments/${comment}/reactions/agree`],
    ['PUT', `/comments/${comment}/hidden`, { reason: 'x' }],
    ['DELETE', `/comments/${comment}/hidden`],
    ['PUT', `/threads/${thread.id}/assignment`, { personId: null }],
    ['PUT', `/threads/${thread.id}/place`, { quote: '会议' }],
  ];
  for (const [method, path, body] of asks) {
    expect((await stranger.call(method, path, body)).status, path).toBe(404);
    for (const id of ['00000000-0000-4000-8000-000000000000', 'x', '%00'])
      expect((await owner.call(method, path.replace(/(?<=s\/)[0-9a-f-]{36}/, id), body)).status, path).toBe(404);
  }
  expect(server.logged).toEqual([]);
});
