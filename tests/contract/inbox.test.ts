// The inbox over the API: digests, what a reader may know, marking read.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { must } from '../../domain/must';
import type { Inbox } from '../../domain/view';
import { PASSWORD, type Person } from '../build/api';
import { aReadyReview } from '../build/ready';
import { aServer, type TestServer } from '../build/server';

let server: TestServer;
let owner: Person;
let qian: Person;
let sun: Person;
let wei: Person;

beforeAll(async () => {
  server = await aServer();
  owner = server.admin;
  [qian, sun, wei] = [await server.person('Qian'), await server.person('Sun'), await server.person('Wei')];
}, 60_000);
afterAll(() => server.close());

const inboxOf = async (person: Person, query = '') => {
  const { status, body } = await person.call<Inbox>('GET', `/me/notifications${query}`);
  expect(status).toBe(200);
  return body;
};
const countOf = async (person: Person) =>
  (await person.call<{ unread: number }>('GET', '/me/notifications/unread')).body.unread;

/** With what its people were told of joining it forgotten (NO6 has a test of its own). */
async function aReviewOf(members: Parameters<typeof aReadyReview>[1]): Promise<string> {
  const id = await aReadyReview(owner, members);
  await server.database.sql`delete from notifications where review_id = ${id}`;
  return id;
}

/** A thread of the owner that names Qian, and a must-fix; ids of both. */
async function twoThreads(review: string): Promise<[string, string]> {
  const open = async (quote: string, body: string, more: Record<string, unknown>) =>
    (await owner.call<{ id: string }>('POST', `/reviews/${review}/threads`, { quote, body, ...more })).body.id;
  return [
    await open('例会不超过三十分钟', '@Qian 这里请你补一句', { mentions: [qian.id] }),
    await open('会议时间太长', '请写明次数', { kind: 'must-fix' }),
  ];
}

describe('the inbox', () => {
  test('NR1 NR3 one line a thread with its newest act; filters take their kinds; unread ones come first', async () => {
    const review = await aReviewOf([[qian, ['editor']]]);
    const [named, mustFix] = await twoThreads(review);
    await owner.call('POST', `/threads/${named}/replies`, { body: '再补一个例子 🎉' });
    const { items, unread } = await inboxOf(qian);
    expect(items.map(({ threadId, kind, acts, unread: open }) => [threadId, kind, acts, open])).toEqual([
      [named, 'replied', 2, true],
      [mustFix, 'must-fix', 1, true],
    ]);
    expect(items[0]).toMatchObject({
      reviewId: review,
      title: '一季度回顾',
      quote: '例会不超过三十分钟',
      words: '再补一个例子 🎉',
      actors: [{ name: 'Lin' }],
    });
    expect([unread, await countOf(qian), await countOf(owner)]).toEqual([2, 2, 0]);
    const kinds = async (filter: string) => (await inboxOf(qian, `?filter=${filter}`)).items.map(({ kind }) => kind);
    expect([await kinds('to-me'), await kinds('mentions'), await kinds('following')]).toEqual([
      ['must-fix'],
      ['mentioned'],
      ['replied'],
    ]);
    await qian.call('POST', '/me/notifications/read', { ids: [named] });
    expect((await inboxOf(qian)).items.map(({ threadId, unread: open }) => [threadId, open])).toEqual([
      [mustFix, true],
      [named, false],
    ]);
    expect(await countOf(qian)).toBe(1);
    expect((await qian.call('GET', '/me/notifications?filter=nothing')).status).toBe(400);
    expect((await qian.call('GET', '/me/notifications?cursor=nothing')).status).toBe(400);
  });

  test('NO6 who is taken in, or is given a section, is told; not who does it, and who may not read yet finds it when they may', async () => {
    const [zhou, wu] = [await server.person('Zhou'), await server.person('Wu')];
    const review = await aReadyReview(owner, [
      [zhou, ['editor']],
      [wu, ['viewer']],
    ]);
    const kinds = async (person: Person) => (await inboxOf(person)).items.map(({ kind }) => kind);
    expect([await kinds(zhou), await kinds(wu)]).toEqual([['joined'], []]);
    const give = (ownerId: string | null) =>
      owner.call('PUT', `/reviews/${review}/sections`, { sectionKey: 'problems', ownerId });
    expect((await give(zhou.id)).status).toBe(200);
    expect((await give(zhou.id)).status).toBe(200);
    const [given, joined] = (await inboxOf(zhou)).items;
    expect(given).toMatchObject({ kind: 'section-given', reviewId: review, body: { sectionKey: 'problems' } });
    expect(joined).toMatchObject({ kind: 'joined', actors: [{ name: 'Lin' }] });
    await give(owner.id);
    const before = await countOf(zhou);
    await owner.call('PUT', `/reviews/${review}/members/${zhou.id}`, { roles: ['editor', 'commenter'] });
    expect([await countOf(zhou), await kinds(zhou)]).toEqual([before, ['section-given', 'joined']]);
    const later = await server.person('Later');
    await owner.call('PUT', `/reviews/${review}/members/${later.id}`, { roles: ['editor'] });
    expect(await kinds(later)).toEqual(['joined']);
    await owner.call('POST', `/reviews/${review}/actions`, { action: 'start-review' });
    expect([(await kinds(wu)).sort(), await countOf(owner)]).toEqual([['joined', 'start-review'], 0]);
  });

  test('NR2 who may not read any more is shown and told nothing, not even a number; who may again, finds it again', async () => {
    const review = await aReviewOf([
      [qian, ['editor']],
      [sun, ['viewer']],
    ]);
    const before = await countOf(qian);
    await owner.call('POST', `/reviews/${review}/actions`, { action: 'start-review' });
    await server.database.sql`delete from notifications where review_id = ${review}`;
    const [named] = await twoThreads(review);
    // As an act does that concerns a viewer.
    await server.database.sql`
      insert into notifications (person_id, review_id, kind, actor_id, thread_id) values (${sun.id}, ${review}, 'mentioned', ${owner.id}, ${named})`;
    expect([(await countOf(qian)) - before, await countOf(sun), await countOf(wei)]).toEqual([2, 1, 0]);
    await owner.call('POST', `/reviews/${review}/actions`, { action: 'return-to-draft', reason: '再改一改' });
    expect([await countOf(sun), (await inboxOf(sun)).items]).toEqual([0, []]);
    await owner.call('DELETE', `/reviews/${review}/members/${qian.id}`);
    expect((await inboxOf(qian)).items.some((item) => item.reviewId === review)).toBe(false);
    expect(await countOf(qian)).toBe(before);
    // All that one sees: what is hidden now was not seen.
    await sun.call('POST', '/me/notifications/read', { until: new Date(Date.now() + 1000).toISOString() });
    await owner.call('POST', `/reviews/${review}/actions`, { action: 'start-review' });
    // And that the review started again.
    expect(await countOf(sun)).toBe(2);
  });

  test('NO8 who takes part is told of each move by its name, whoever may read then; never the mover, and who is to sign hears that alone', async () => {
    const [zheng, feng] = [await server.person('Zheng'), await server.person('Feng')];
    const second = await server.person('Second');
    const review = await aReviewOf([
      [zheng, ['editor']],
      [feng, ['signatory']],
      [second, ['owner']],
    ]);
    const act = async (action: string, more: object = {}, who = owner) => {
      const { status, body } = await who.call('POST', `/reviews/${review}/actions`, { action, ...more });
      expect(status, `${action} ${JSON.stringify(body)}`).toBe(200);
    };
    /** What each of them was told by the act, and by no other. */
    const told = async (): Promise<Record<string, string[]>> => {
      const rows = await server.database.sql<{ name: string; kind: string }[]>`
        delete from notifications n using people p where n.review_id = ${review} and p.id = n.person_id
        returning p.name, n.kind`;
      const found: Record<string, string[]> = {};
      for (const { name, kind } of rows) found[name] = [...(found[name] ?? []), kind];
      return found;
    };
    const overrides = async () => {
      const { body } = await owner.call<{ items: { rule: string }[] }>('GET', `/reviews/${review}/gates`);
      return [...new Set(body.items.map(({ rule }) => rule))].map((rule) => ({ rule, reason: '样稿' }));
    };
    await act('start-review');
    expect(await told()).toEqual({ Zheng: ['start-review'], Feng: ['start-review'], Second: ['start-review'] });
    // Who may not read a draft is not told that it is one again.
    await act('return-to-draft', {}, second);
    expect(await told()).toEqual({ Zheng: ['return-to-draft'], Lin: ['return-to-draft'] });
    await act('start-review');
    await told();
    await act('freeze', { overrides: await overrides() });
    expect(await told()).toEqual({ Zheng: ['freeze'], Feng: ['to-sign'], Second: ['freeze'] });
    await act('cancel-signoff', { reason: '还要改' });
    expect(await told()).toEqual({ Zheng: ['cancel-signoff'], Feng: ['cancel-signoff'], Second: ['cancel-signoff'] });
    await act('freeze', { overrides: await overrides() });
    await told();
    const signoff = await feng.call<{ digest: string }>('GET', `/reviews/${review}/signoff`);
    const decision = { digest: signoff.body.digest, decision: 'agree', password: PASSWORD };
    expect((await feng.call('POST', `/reviews/${review}/decisions`, decision)).status).toBe(201);
    // Nobody's act: everybody is told, who signed last too.
    expect(await told()).toEqual({ Zheng: ['approved'], Feng: ['approved'], Second: ['approved'], Lin: ['approved'] });
    await act('archive');
    expect(await told()).toEqual({ Zheng: ['archive'], Feng: ['archive'], Second: ['archive'] });
    await act('unarchive', {}, server.admin);
    expect(await told()).toEqual({ Zheng: ['unarchive'], Feng: ['unarchive'], Second: ['unarchive'] });
    await act('reopen', { reason: '年中修订' });
    expect(await told()).toEqual({ Zheng: ['reopen'], Second: ['reopen'] });
  });

  test('NO8 NR1 a review that moves on is following; one that comes back asks something of its reader', async () => {
    const chu = await server.person('Chu');
    const review = await aReviewOf([[chu, ['editor']]]);
    for (const action of ['start-review', 'return-to-draft'])
      await owner.call('POST', `/reviews/${review}/actions`, { action });
    const kinds = async (filter: string) => (await inboxOf(chu, `?filter=${filter}`)).items.map(({ kind }) => kind);
    expect([await kinds('following'), await kinds('to-me')]).toEqual([['start-review'], ['return-to-draft']]);
    expect((await inboxOf(chu)).items[0]).toMatchObject({ reviewId: review, actors: [{ name: 'Lin' }], body: {} });
  });

  test('NR4 marking changes only one’s own and nothing newer than what one saw', async () => {
    const review = await aReviewOf([[wei, ['editor']]]);
    const named = must(
      (
        await owner.call<{ id: string }>('POST', `/reviews/${review}/threads`, {
          quote: '会议时间太长',
          body: '必改',
          kind: 'must-fix',
        })
      ).body.id,
      'a thread',
    );
    expect((await qian.call('POST', '/me/notifications/read', { ids: [named] })).body).toEqual({ marked: 0 });
    const seen = must((await inboxOf(wei)).items[0]?.at, 'one line');
    await server.database.sql`
      insert into notifications (person_id, review_id, kind, at) values (${wei.id}, ${review}, 'assigned', now() + interval '1 second')`;
    expect((await wei.call('POST', '/me/notifications/read', { until: seen })).body).toEqual({ marked: 1 });
    expect(await countOf(wei)).toBe(1);
    for (const body of [
      {},
      { ids: ['x'] },
      { until: 'never' },
      { ids: [], until: seen },
      { ids: Array(201).fill(named) },
    ])
      expect((await wei.call('POST', '/me/notifications/read', body)).status, JSON.stringify(body).slice(0, 60)).toBe(
        400,
      );
  });

  test('NR3 pages go on where they ended, each line once', async () => {
    const review = await aReviewOf([[sun, ['editor']]]);
    await server.database.sql`
      insert into notifications (person_id, review_id, kind, at, read_at)
      select ${sun.id}, ${review}, 'assigned', now() - (n % 7) * interval '1 minute', case when n % 3 = 0 then now() end
      from generate_series(1, 120) n`;
    const seen: string[] = [];
    const order: boolean[] = [];
    let cursor: string | undefined;
    do {
      const page = await inboxOf(sun, `?filter=to-me${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...page.items.map((item) => item.id));
      order.push(...page.items.map((item) => item.unread));
      cursor = page.cursor;
    } while (cursor);
    expect([seen.length, new Set(seen).size]).toEqual([120, 120]);
    expect(order).toEqual([...order].sort((a, b) => Number(b) - Number(a)));
  });

  test('DE1 a task is there for who may read the review now, and gone when they may not', async () => {
    const review = await aReviewOf([[qian, ['editor']]]);
    const tasks = async () =>
      (await qian.call<{ items: { reviewId: string; kind: string }[] }>('GET', '/me/tasks')).body.items
        .filter((task) => task.reviewId === review)
        .map(({ kind }) => kind);
    const [named] = await twoThreads(review);
    await owner.call('PUT', `/threads/${named}/assignment`, { personId: qian.id, due: '2026-12-01' });
    expect(await tasks()).toEqual(['assigned', 'must-fix']);
    await owner.call('DELETE', `/reviews/${review}/members/${qian.id}`);
    expect(await tasks()).toEqual([]);
  });
});
