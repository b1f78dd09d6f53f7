// Suggestions over the API: who sees them and decides on them, what readers read meanwhile, and that nothing is frozen over them.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { pendingSuggestions } from '../../domain/document/suggestions';
import type { Gate } from '../../domain/gates';
import { must } from '../../domain/must';
import type { Inbox, SuggestionView } from '../../domain/view';
import type { Person } from '../build/api';
import { aReadyReview } from '../build/ready';
import { aServer, type TestServer } from '../build/server';
import { aTypist, synced, type Typist } from '../build/typist';

let server: TestServer;
let owner: Person;
let wang: Person;
let zhao: Person;
let stranger: Person;
let id: string;
let typist: Typist;

beforeAll(async () => {
  server = await aServer();
  [owner, wang, zhao, stranger] = (await Promise.all(
    ['Owner', 'Wang', 'Zhao', 'Stranger'].map((name) => server.person(name)),
  )) as [Person, Person, Person, Person];
}, 60_000);
afterAll(() => server.close());

beforeEach(async () => {
  id = await aReadyReview(owner, [
    [wang, ['suggester']],
    [zhao, ['signatory']],
  ]);
  await owner.call('POST', `/reviews/${id}/actions`, { action: 'start-review' });
  typist = await aTypist(server.url, wang, id);
  await synced(typist);
});

const list = async (who = owner) => {
  const { status, body } = await who.call<{ items: SuggestionView[] }>('GET', `/reviews/${id}/suggestions`);
  return status === 200 ? body.items : status;
};
const decide = (body: object, who = owner) =>
  who.call<{ decided?: number; code?: string; field?: string }>('POST', `/reviews/${id}/suggestions`, body);
const text = async () => (await owner.call<string>('GET', `/reviews/${id}/text`)).body;
const freeze = (more: object = {}) =>
  owner.call<{ stage?: string; gates?: Gate[] }>('POST', `/reviews/${id}/actions`, { action: 'freeze', ...more });

/** The suggester replaces 会议时间太长 by 会议过长. */
async function suggest(): Promise<void> {
  const block = typist.doc
    .getXmlFragment('content')
    .toArray()
    .find((one) => one.toString().includes('会议时间太长')) as Y.XmlElement;
  const words = block.get(0) as Y.XmlText;
  const at = words.toString().indexOf('时间太长');
  typist.doc.transact(() => {
    words.format(at, 4, { deletion: { id: 'w1' } });
    words.insert(at + 4, '过长', { insertion: { id: 'w1' }, deletion: null });
    words.insert(words.length, '须改。', { insertion: { id: 'w2' } });
  });
  await expect.poll(list).toHaveLength(2);
}

test('SU5 a suggestion is listed with its words, its place and its author; readers of the text read it as made', async () => {
  await suggest();
  expect(await list()).toEqual([
    {
      id: 'w1',
      complete: true,
      inserted: '过长',
      deleted: '时间太长',
      sectionKey: 'problems',
      line: 9,
      authors: [expect.objectContaining({ id: wang.id, name: 'Wang' })],
      at: expect.stringMatching(/^20\d\d-\d\d-\d\dT/),
    },
    expect.objectContaining({ id: 'w2', inserted: '须改。', deleted: '' }),
  ]);
  expect(await text()).toContain('会议过长，例如周一的例会开了两个小时。须改。');
  const { body } = await owner.call<object>('GET', `/reviews/${id}/outline`);
  expect(JSON.stringify(body)).toContain('会议过长');
  const draft = await owner.call<string>('GET', `/reviews/${id}/export?format=md`);
  expect(draft.body).toContain('会议过长，');
  expect(await list(wang)).toHaveLength(2);
  expect(await list(stranger)).toBe(404);
  typist.leave();
});

test('SU4 who may write accepts one and rejects another, with an event; nobody else decides', async () => {
  await suggest();
  for (const [who, code] of [
    [wang, 403],
    [zhao, 403],
    [stranger, 404],
  ] as const)
    expect((await decide({ id: 'all', decision: 'accept' }, who)).status).toBe(code);
  expect((await decide({ id: 'w1', decision: 'accept' })).body).toEqual({ decided: 1 });
  expect((await decide({ id: 'w2', decision: 'reject' })).body).toEqual({ decided: 1 });
  expect(await text()).toContain('会议过长，例如周一的例会开了两个小时。\n');
  expect(await list()).toEqual([]);
  await expect.poll(() => typist.doc.getXmlFragment('content').toString()).not.toContain('太长');
  expect(typist.closed()).toBeNull();
  const { body } = await owner.call<{ items: { kind: string; actor: { id: string }; body: object }[] }>(
    'GET',
    `/reviews/${id}/events`,
  );
  const events = body.items.filter(({ kind }) => kind === 'suggestion.decided');
  expect(events.map((one) => one.body)).toEqual(
    expect.arrayContaining([
      { id: 'w1', decision: 'accept', decided: 1 },
      { id: 'w2', decision: 'reject', decided: 1 },
    ]),
  );
  expect(events.every(({ actor }) => actor.id === owner.id)).toBe(true);
  typist.leave();
});

/** What the suggester's inbox says of decisions in this review. */
async function told(who = wang) {
  const { body } = await who.call<Inbox>('GET', '/me/notifications');
  return body.items
    .filter((item) => item.reviewId === id && item.kind === 'suggestions-decided')
    .map(({ actors, unread, body: { accepted, rejected } }) => ({
      who: actors.map(({ name }) => name),
      unread,
      accepted,
      rejected,
    }));
}

test('NO7 who suggested is told once a run what others decided, by whom, and again when that was read', async () => {
  await owner.call('PUT', `/reviews/${id}/members/${zhao.id}`, { roles: ['editor'] });
  await suggest();
  await decide({ id: 'w1', decision: 'accept' });
  expect(await told()).toEqual([{ who: ['Owner'], unread: true, accepted: 1, rejected: 0 }]);
  await decide({ id: 'w2', decision: 'reject' }, zhao);
  // One line for all of it, with both who decided.
  expect(await told()).toEqual([{ who: ['Zhao', 'Owner'], unread: true, accepted: 1, rejected: 1 }]);
  expect([await told(owner), await told(zhao)]).toEqual([[], []]);
  const until = new Date(Date.now() + 1000).toISOString();
  await wang.call('POST', '/me/notifications/read', { until });
  typist.suggest('又一处');
  await expect.poll(list).toHaveLength(1);
  expect((await decide({ id: 'all', decision: 'accept', author: wang.id })).body).toEqual({ decided: 1 });
  expect(await told()).toEqual([
    { who: ['Owner'], unread: true, accepted: 1, rejected: 0 },
    { who: ['Zhao', 'Owner'], unread: false, accepted: 1, rejected: 1 },
  ]);
  // As if ten minutes had passed unread.
  await server.database.sql`
    update notifications set at = at - interval '11 minutes' where review_id = ${id} and kind = 'suggestions-decided'`;
  typist.suggest('第三处');
  await expect.poll(list).toHaveLength(1);
  await decide({ id: 'all', decision: 'reject' });
  expect((await told()).map(({ rejected }) => rejected)).toEqual([1, 0, 1]);
  typist.leave();
});

test('NO7 decisions made at once are one line; a clean-up tells too; what one takes back oneself tells nobody; who may not read is told nothing', async () => {
  await owner.call('PUT', `/reviews/${id}/members/${zhao.id}`, { roles: ['editor'] });
  await suggest();
  expect((await decide({ id: 'w1', decision: 'reject' }, wang)).body).toEqual({ decided: 1 });
  expect(await told()).toEqual([]);
  for (const words of ['甲', '乙', '丙']) typist.suggest(words);
  await expect.poll(list).toHaveLength(4);
  const pending = (await list()) as SuggestionView[];
  const by = [owner, zhao];
  await Promise.all(pending.map((one, n) => decide({ id: one.id, decision: 'accept' }, by[n % 2])));
  expect(await told()).toMatchObject([{ accepted: pending.length, rejected: 0 }]);
  typist.suggest('再一处');
  await expect.poll(list).toHaveLength(1);
  await owner.call('POST', `/reviews/${id}/clean-up`, { decision: 'reject' });
  expect(await told()).toMatchObject([{ accepted: pending.length, rejected: 1 }]);
  typist.suggest('最后一处');
  await expect.poll(list).toHaveLength(1);
  await owner.call('DELETE', `/reviews/${id}/members/${wang.id}`);
  await decide({ id: 'all', decision: 'accept' });
  expect(await told()).toEqual([]);
  const [row] = await server.database.sql<{ accepted: number }[]>`
    select (body->>'accepted')::int as accepted from notifications
    where review_id = ${id} and kind = 'suggestions-decided'`;
  expect(row?.accepted).toBe(pending.length);
  typist.leave();
});

test('deciding on what is not there is 404, on all of nothing harmless, and a wrong question says which field', async () => {
  expect(await decide({ id: 'w1', decision: 'accept' })).toMatchObject({ status: 404, body: { field: 'id' } });
  expect(await decide({ id: 'all', decision: 'accept' })).toMatchObject({ status: 200, body: { decided: 0 } });
  expect(await decide({ id: 'w1', decision: 'perhaps' })).toMatchObject({ status: 400, body: { field: 'decision' } });
  for (const wrong of [null, 1.5, '', {}, 'x'.repeat(101)])
    expect(await decide({ id: wrong, decision: 'accept' })).toMatchObject({ status: 400, body: { field: 'id' } });
  expect((await decide({ id: 'all', decision: 'accept', by: wang.id })).body.code).toBe('unknown-field');
  typist.leave();
});

test('GA7 nothing is frozen over a pending suggestion, whatever is overridden; once all are decided it is', async () => {
  await suggest();
  const overrides = [{ rule: 'pending-suggestion', reason: '先放着' }];
  const closed = await freeze({ overrides });
  expect(closed.status).toBe(409);
  expect(closed.body.gates?.filter(({ rule }) => rule === 'pending-suggestion')).toEqual([
    {
      rule: 'pending-suggestion',
      place: { sectionKey: 'problems', line: 9, quote: '过长' },
      who: ['owner', 'editor'],
      waivable: false,
    },
    {
      rule: 'pending-suggestion',
      place: { sectionKey: 'problems', line: 9, quote: '须改。' },
      who: ['owner', 'editor'],
      waivable: false,
    },
  ]);
  const gates = await owner.call<{ items: Gate[] }>('GET', `/reviews/${id}/gates`);
  expect(gates.body.items.map(({ rule }) => rule)).toContain('pending-suggestion');
  expect((await decide({ id: 'all', decision: 'accept' })).body).toEqual({ decided: 2 });
  expect((await freeze()).body).toMatchObject({ stage: 'signoff' });
  expect((await decide({ id: 'all', decision: 'accept' })).status).toBe(403);
  await expect.poll(() => typist.closed()).toBe(4503);
  typist.leave();
});

test('the frozen text is that of the accepted suggestions and nothing tells of them', async () => {
  await suggest();
  await decide({ id: 'all', decision: 'reject' });
  const rejected = (await freeze()).body.stage;
  expect(rejected).toBe('signoff');
  const { body } = await owner.call<{ digest: string }>('GET', `/reviews/${id}/signoff`);
  const plain = await owner.call<{ id: string }>('GET', `/reviews/${id}/versions/1/canonical`);
  const canonical = Buffer.from(plain.bytes).toString();
  expect(canonical).toContain('会议时间太长');
  expect(canonical).not.toMatch(/insertion|deletion|w1/);
  expect(body.digest).toMatch(/^[0-9a-f]{64}$/);
  typist.leave();
});

test('SU8 a suggester takes back what is theirs alone, and decides on nothing else; that counts as no rejection', async () => {
  await suggest();
  await owner.call('PUT', `/reviews/${id}/members/${zhao.id}`, { roles: ['suggester'] });
  expect((await decide({ id: 'w1', decision: 'reject' }, zhao)).status).toBe(403);
  expect((await decide({ id: 'w1', decision: 'accept' }, wang)).status).toBe(403);
  expect((await decide({ id: 'all', decision: 'reject' }, zhao)).status).toBe(403);
  expect((await decide({ id: 'w1', decision: 'reject' }, stranger)).status).toBe(404);
  expect((await decide({ id: 'w1', decision: 'reject' }, wang)).body).toEqual({ decided: 1 });
  expect(await text()).toContain('会议时间太长');
  expect((await decide({ id: 'w2', decision: 'accept' })).body).toEqual({ decided: 1 });
  const { body } = await owner.call<{ decided: object }>('GET', `/reviews/${id}/suggestions`);
  expect(body.decided).toEqual({ accepted: 1, rejected: 0 });
});

test('SU10 AU10 an accepted line feed moves what stands behind it: suggestions and words stay those of their authors', async () => {
  await owner.call('PUT', `/reviews/${id}/members/${zhao.id}`, { roles: ['suggester'] });
  const other = await aTypist(server.url, zhao, id);
  await synced(other);
  await suggest();
  const before = must((await list()) as SuggestionView[], 'a list');
  const block = other.doc
    .getXmlFragment('content')
    .toArray()
    .find((one) => one.toString().includes('会议')) as Y.XmlElement;
  (block.get(0) as Y.XmlText).insert(0, '先看：\n', { insertion: { id: 'z1' } });
  await expect.poll(list).toHaveLength(3);
  expect((await decide({ id: 'z1', decision: 'accept' })).body).toEqual({ decided: 1 });
  expect(await text()).toMatch(/先看：\n.*会议过长/);
  const after = (await list()) as SuggestionView[];
  const facts = (views: readonly SuggestionView[]) =>
    views.map(({ id: name, at, authors, complete }) => [name, at, authors.map((one) => one.id), complete]);
  expect(facts(after)).toEqual(facts(before));
  const { body } = await owner.call<{
    text: string;
    blocks: { runs: { person: string | null; start: number; end: number }[] }[];
    deletions: { person: string | null }[];
  }>('GET', `/reviews/${id}/authors`);
  const said = body.blocks.flatMap(({ runs }) =>
    runs.map(({ person, start, end }) => [person, body.text.slice(start, end)]),
  );
  expect(said).toEqual(
    expect.arrayContaining([
      [zhao.id, '先看：'],
      [wang.id, '过长'],
      [wang.id, '须改。'],
    ]),
  );
  expect((await decide({ id: 'w1', decision: 'reject' }, zhao)).status).toBe(403);
  expect((await decide({ id: 'w1', decision: 'reject' }, wang)).body).toEqual({ decided: 1 });
  expect([typist.closed(), other.closed()]).toEqual([null, null]);
  other.leave();
  typist.leave();
});

test('SU8 all of one person are decided at once, and nobody else’s', async () => {
  await suggest();
  expect((await decide({ id: 'all', decision: 'reject', author: zhao.id })).body).toEqual({ decided: 0 });
  expect((await decide({ id: 'all', decision: 'accept', author: wang.id })).body).toEqual({ decided: 2 });
  expect(await text()).toContain('会议过长');
});

test('SU9 a clean-up keeps the marked copy, decides on all of it, and done again is harmless', async () => {
  await suggest();
  const clean = (decision: string, who = owner) =>
    who.call<{ decided: number; versionId: string | null }>('POST', `/reviews/${id}/clean-up`, { decision });
  expect((await clean('accept', wang)).status).toBe(403);
  expect((await clean('accept', stranger)).status).toBe(404);
  expect((await clean('perhaps')).status).toBe(400);
  const done = await clean('accept');
  expect(done).toMatchObject({ status: 200, body: { decided: 2 } });
  expect(await text()).toContain('会议过长');
  expect(await list()).toEqual([]);
  expect((await clean('reject')).body).toEqual({ decided: 0, versionId: null });
  const kept = await owner.call<{ items: { id: string; kind: string }[] }>('GET', `/reviews/${id}/named-versions`);
  expect(kept.body.items).toMatchObject([{ id: done.body.versionId, kind: 'clean-up' }]);
  const { state } = must(await stateOfVersion(done.body.versionId ?? ''), 'the kept copy');
  expect(pendingIn(state)).toEqual(['w1', 'w2']);
  const { body } = await owner.call<{ decided: object }>('GET', `/reviews/${id}/suggestions`);
  expect(body.decided).toEqual({ accepted: 2, rejected: 0 });
});

test('SU9 while suggestions are being written, everything that a clean-up decides on is in its copy', async () => {
  await suggest();
  let typing = true;
  let typed = 0;
  const block = typist.doc.getXmlFragment('content').get(1) as Y.XmlElement;
  const type = (async () => {
    while (typing) {
      (block.get(0) as Y.XmlText).insert(0, '又', { insertion: { id: `t${typed++}` } });
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  })();
  await expect.poll(() => typed).toBeGreaterThan(2);
  const done = await owner.call<{ decided: number; versionId: string | null }>('POST', `/reviews/${id}/clean-up`, {
    decision: 'reject',
  });
  typing = false;
  await type;
  // Never half: either nothing was done and it says so, or what was decided is what was kept.
  expect([200, 409]).toContain(done.status);
  const kept = await owner.call<{ items: { id: string }[] }>('GET', `/reviews/${id}/named-versions`);
  expect(kept.body.items.length).toBe(done.status === 200 ? 1 : 0);
  if (done.status === 200) {
    const { state } = must(await stateOfVersion(done.body.versionId ?? ''), 'the kept copy');
    expect(pendingIn(state).length).toBe(done.body.decided);
  }
});

async function stateOfVersion(versionId: string): Promise<{ state: Uint8Array } | undefined> {
  const [row] = await server.database.sql<{ state: Uint8Array }[]>`
    select state from named_versions where id = ${versionId}`;
  return row;
}

function pendingIn(state: Uint8Array): unknown[] {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  return pendingSuggestions(doc).map((one) => one.id);
}
