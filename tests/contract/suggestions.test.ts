// Suggestions over the API: who sees them and decides on them, what readers read meanwhile, and that nothing is frozen over them.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type * as Y from 'yjs';
import type { Gate } from '../../domain/gates';
import type { SuggestionView } from '../../domain/view';
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
      inserted: '过长',
      deleted: '时间太长',
      sectionKey: 'problems',
      line: 9,
      authors: [expect.objectContaining({ id: wang.id, name: 'Wang' })],
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
