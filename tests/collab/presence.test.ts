// Who is here, by the server's word (PR rules; P8, danger 8).
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { contentOf } from '../../domain/document/layout';
import {
  aCollab,
  bare,
  leave,
  pause,
  presenceFrame,
  type Somebody,
  stock,
  synced,
  type TestCollab,
  until,
} from '../build/collab';

let at: TestCollab;
let lin: Somebody;
let wang: Somebody;
beforeAll(async () => {
  at = await aCollab({ linger: 20 });
  [lin, wang] = await Promise.all([at.person('Lin'), at.person('Wang')]);
});
afterAll(() => at.close());

const aReview = () =>
  at.review([
    [lin, ['owner']],
    [wang, ['editor']],
  ]);

const stateOf = (provider: { awareness: { getStates(): Map<number, unknown> } }, client: number) =>
  provider.awareness.getStates().get(client) as { user?: unknown; cursor?: unknown } | undefined;

test('PR1 the server says who it is; of what a client sends only the cursor is kept', async () => {
  const id = await aReview();
  const [a, b] = [stock(at, lin, id), stock(at, wang, id)];
  await Promise.all([synced(a), synced(b)]);
  const position = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(contentOf(a.doc), 0));
  a.awareness.setLocalState({
    user: { id: wang.id, name: 'Wang', color: 'red' },
    cursor: { anchor: position, head: { ...position, evil: 'x'.repeat(100) } },
    script: '<script>',
  });
  await until('seen', () => stateOf(b, a.doc.clientID)?.cursor != null);
  expect(stateOf(b, a.doc.clientID)).toEqual({
    user: { id: lin.id, name: 'Lin', colour: 3 },
    cursor: { anchor: position, head: position },
  });
  a.awareness.setLocalStateField('cursor', { anchor: { tname: 'other' }, head: 7 });
  await until('no cursor', () => stateOf(b, a.doc.clientID)?.cursor === null);
  leave(a, b);
});

test('PR2 entries of others are dropped without a word, and who sends them stays', async () => {
  const id = await aReview();
  const [a, b] = [bare(at, id, { token: lin.token }), bare(at, id, { token: wang.token })];
  await Promise.all([a.ready, b.ready]);
  a.send(presenceFrame([101, 1, {}]));
  b.send(presenceFrame([202, 1, {}]));
  await until('each sees the other', () => a.presence.has(202) && b.presence.has(101));
  b.send(presenceFrame([101, 2 ** 45, null], [303, 1, {}], [202, 2, {}]));
  b.send(presenceFrame([101, 2 ** 45, { cursor: null }]));
  await pause(200);
  expect(a.presence.has(303)).toBe(false);
  expect(a.presence.has(101)).toBe(false);
  expect(b.presence.get(101)?.state).toMatchObject({ user: { id: lin.id } });
  expect([a.code(), b.code()]).toEqual([null, null]);
  for (const one of [a, b]) one.ws.close();
});

test('PR3 an entry never goes back to its author, and an echo is dropped', async () => {
  const id = await aReview();
  const [a, b] = [bare(at, id, { token: lin.token }), bare(at, id, { token: wang.token })];
  await Promise.all([a.ready, b.ready]);
  a.send(presenceFrame([101, 1, {}]));
  await until('seen', () => b.presence.has(101));
  const clock = b.presence.get(101)?.clock ?? 0;
  a.send(presenceFrame([101, clock, { cursor: null }]));
  await pause(150);
  expect(b.presence.get(101)?.clock).toBe(clock);
  expect(a.presence.has(101)).toBe(false);
  for (const one of [a, b]) one.ws.close();
});

test('PR4 a clock never goes back: on another socket, after leaving, and for somebody new', async () => {
  const id = await aReview();
  const watcher = bare(at, id, { token: wang.token });
  await watcher.ready;
  let last = 0;
  for (let round = 0; round < 5; round++) {
    const a = bare(at, id, { token: lin.token });
    await a.ready;
    for (let move = 1; move <= 20; move++) a.send(presenceFrame([101, move, {}]));
    await until(
      'seen again',
      () => (watcher.presence.get(101)?.clock ?? 0) > last && watcher.presence.get(101)?.state !== null,
    );
    const newcomer = bare(at, id, { token: wang.token });
    await until('greeted', () => newcomer.presence.has(101));
    expect(newcomer.presence.get(101)?.clock).toBeGreaterThan(last);
    last = watcher.presence.get(101)?.clock ?? 0;
    a.ws.close();
    newcomer.ws.close();
    await until('gone', () => watcher.presence.get(101)?.state === null);
    expect(watcher.presence.get(101)?.clock).toBeGreaterThan(last);
    last = watcher.presence.get(101)?.clock ?? 0;
  }
  watcher.ws.close();
});

test('PR5 a newer socket of the same page takes the entry over; the older one’s end does not remove it', async () => {
  const id = await aReview();
  const [watcher, older, newer] = [wang, lin, lin].map((who) => bare(at, id, { token: who.token }));
  await Promise.all([watcher?.ready, older?.ready, newer?.ready]);
  older?.send(presenceFrame([101, 1, {}]));
  await until('seen', () => watcher?.presence.has(101) === true);
  newer?.send(presenceFrame([101, 2, {}]));
  await pause(100);
  older?.ws.close();
  await pause(150);
  expect(watcher?.presence.get(101)?.state).not.toBeNull();
  newer?.ws.close();
  await until('then it goes', () => watcher?.presence.get(101)?.state === null);
  watcher?.ws.close();
});

test('PR6 changes are gathered: a hundred moves are a few frames', async () => {
  const id = await aReview();
  const [a, b] = [bare(at, id, { token: lin.token }), bare(at, id, { token: wang.token })];
  await Promise.all([a.ready, b.ready]);
  for (let move = 1; move <= 100; move++) a.send(presenceFrame([101, move, {}]));
  await until('seen', () => b.presence.has(101));
  await pause(200);
  expect(b.heard.filter((kind) => kind === '1').length).toBeLessThan(10);
  for (const one of [a, b]) one.ws.close();
});

test('PR7 stock clients that echo each other do not storm', async () => {
  const id = await aReview();
  const all = Array.from({ length: 8 }, (_, n) => stock(at, n % 2 ? lin : wang, id));
  await Promise.all(all.map(synced));
  await until('all see all', () => all.every((one) => one.awareness.getStates().size === 8));
  const before = at.collab.stats().frames_in_total ?? 0;
  await pause(1000);
  const idle = (at.collab.stats().frames_in_total ?? 0) - before;
  expect(idle).toBeLessThan(80);
  leave(...all);
});

test('PR8 where presence is not shown any more nobody hears of anybody, and nobody is closed for it', async () => {
  const id = await aReview();
  await at.database.sql`update reviews set stage = 'archived' where id = ${id}`;
  const [a, b] = [bare(at, id, { token: lin.token }), bare(at, id, { token: wang.token })];
  await Promise.all([a.ready, b.ready]);
  a.send(presenceFrame([101, 1, {}]));
  await pause(200);
  expect(b.presence.size).toBe(0);
  expect(a.code()).toBeNull();
  for (const one of [a, b]) one.ws.close();
});
