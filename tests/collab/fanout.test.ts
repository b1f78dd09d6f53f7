// Several nodes over one database: what one commits the others show, and what a message loses the log brings (FO rules; P14).
// One suite for both ways of the messages: inside a process, and through Redis.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../db/open';
import { type Clock, realClock } from '../../server/collab/clock';
import type { Fanout, FanoutMessage } from '../../server/fanout/fanout';
import { localFanout, localHub, logOnlyFanout } from '../../server/fanout/local';
import { aCollab, bare, pause, presenceFrame, type Somebody, type TestCollab, textOf, until } from '../build/collab';
import { aDatabase } from '../build/database';
import { aChannel, aNode, aRedis, whyNoRedis } from '../build/redis';

interface Ways {
  join(): Promise<Fanout>;
  end(): Promise<void>;
}

async function inside(): Promise<Ways> {
  const hub = localHub();
  return { join: async () => hub.join(), end: async () => undefined };
}

async function throughRedis(): Promise<Ways> {
  const redis = await aRedis();
  const at = { url: redis.url, ...aChannel() };
  return { join: async () => (await aNode(at)).fanout, end: () => redis.clear() };
}

const why = whyNoRedis();
if (why) console.info(`Messages through Redis are not tested: ${why}`);
const WAYS: [string, () => Promise<Ways>][] = [
  ['inside a process', inside],
  ...(why ? [] : ([['through Redis', throughRedis]] as [string, typeof throughRedis][])),
];

test('a node on its own has nobody to tell; one that only shares the log knows that there may be others', () => {
  for (const [alone, shared] of [
    [localFanout(), false],
    [logOnlyFanout(), true],
  ] as const) {
    expect(alone.shared).toBe(shared);
    alone.subscribe(() => expect.unreachable());
    alone.publish({ kind: 'frozen', docId: A });
  }
});

/** Ids as they really are: others are no messages. */
const [A, B, C] = ['a', 'b', 'c'].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`) as [
  string,
  string,
  string,
];

describe.each(WAYS)('FO1 %s: to all others, in order, never to oneself, not in the same breath', (_, ways) => {
  test('three nodes', async () => {
    const { join, end } = await ways();
    const nodes = [await join(), await join(), await join()];
    const heard: FanoutMessage[][] = [[], [], []];
    for (const [n, node] of nodes.entries()) node.subscribe((message) => heard[n]?.push(message));
    const said: FanoutMessage[] = [
      { kind: 'frozen', docId: A },
      { kind: 'updates', docId: A, epoch: 2, seqFrom: 7, updates: [Uint8Array.of(1, 2), Uint8Array.of()] },
      { kind: 'notice', docId: B, notice: { type: 'stage', stage: 'signoff' } },
      { kind: 'askAgain', who: { reviewId: A, personId: B, sessionId: C } },
      { kind: 'askAgain', who: {} },
      { kind: 'frozen', docId: B },
    ];
    for (const one of said) nodes[0]?.publish(one);
    expect(heard).toEqual([[], [], []]);
    await until('heard', () => heard[1]?.length === said.length && heard[2]?.length === said.length);
    expect(heard).toEqual([[], said, said]);
    await nodes[1]?.close();
    nodes[0]?.publish({ kind: 'frozen', docId: C });
    await until('heard by who is there', () => heard[2]?.length === said.length + 1);
    expect(heard.map((one) => one.length)).toEqual([0, said.length, said.length + 1]);
    await Promise.all(nodes.map((node) => node.close()));
    await end();
  });
});

describe.each(WAYS)('two nodes %s', (_, ways) => {
  let end: () => Promise<void>;
  let database: Database;
  let one: TestCollab;
  let two: TestCollab;
  let lin: Somebody;
  let wang: Somebody;
  /** Messages that never arrive. */
  let losing = false;
  beforeAll(async () => {
    database = await aDatabase();
    const made = await ways();
    end = made.end;
    const lossy = async (): Promise<Fanout> => {
      const node = await made.join();
      return {
        shared: true,
        publish: (message) => losing || node.publish(message),
        subscribe: (listen, missed) => node.subscribe(listen, missed),
        close: () => node.close(),
      };
    };
    [one, two] = await Promise.all([
      aCollab({ over: database, fanout: await lossy(), linger: 20 }),
      aCollab({ over: database, fanout: await lossy(), linger: 20 }),
    ]);
    [lin, wang] = await Promise.all([one.person('Lin'), one.person('Wang')]);
  });
  beforeEach(() => {
    losing = false;
  });
  afterAll(async () => {
    await Promise.all([one.close(), two.close()]);
    await Promise.all([database.close(), end()]);
  });

  async function pair() {
    const id = await one.review([
      [lin, ['owner']],
      [wang, ['editor']],
    ]);
    const [a, b] = [bare(one, id, { token: lin.token }), bare(two, id, { token: wang.token })];
    await Promise.all([a.ready, b.ready]);
    return { id, a, b };
  }

  test('FO2 ST13 both write at once: both show both, and the log counts without a gap', async () => {
    const { id, a, b } = await pair();
    for (let n = 0; n < 40; n++) {
      a.type(`甲${n}`);
      b.type(`乙${n}`);
      if (n % 4 === 0) await pause(3);
    }
    await until('acknowledged', () => a.ack() === 41 && b.ack() === 41);
    await until('equal', () => textOf(a.doc) === textOf(b.doc) && textOf(a.doc).split('\n').length === 81);
    const [row] = await database.sql`select count(*)::int as n, max(seq)::int as top from updates where doc_id = ${id}`;
    expect(row?.n).toBe(row?.top);
    expect(await one.text(id)).toBe(await two.text(id));
    for (const side of [a, b]) side.ws.close();
  });

  test('FO3 lost messages cost time, not words: the next commit, gap or read brings them from the log', async () => {
    const { id, a, b } = await pair();
    losing = true;
    a.type('没人听见');
    await until('acknowledged', () => a.ack() === 2);
    await pause(50);
    expect(textOf(b.doc)).toBe('开头。');
    expect(await two.text(id)).toBe('开头。\n没人听见');
    await until('and now heard', () => textOf(b.doc) === '开头。\n没人听见');
    a.type('又一次');
    await until('acknowledged', () => a.ack() === 3);
    b.type('乙');
    await until('its own commit finds the gap', () => textOf(b.doc).includes('又一次'));
    a.type('最后');
    await until('somebody looks', () => textOf(b.doc).includes('最后') && textOf(a.doc).includes('乙'));
    for (const side of [a, b]) side.ws.close();
  });

  test('FO4 P10 a freeze on one node closes the writers of the other, and their late edits are refused', async () => {
    const { id, a, b } = await pair();
    losing = true;
    await one.collab.freeze(id, async (tx) => {
      await tx`update reviews set stage = 'signoff' where id = ${id}`;
    });
    expect(await a.closed).toBe(4503);
    b.type('太晚');
    expect(await b.closed).toBe(4503);
    expect(await one.text(id)).toBe('开头。');
    expect(await two.text(id)).toBe('开头。');
  });

  test('FO5 P6 rights asked again on one node are asked on all, and notices travel', async () => {
    const { id, a, b } = await pair();
    one.collab.notify(id, { type: 'threads' });
    await until('heard there', () => b.notices.length === 1);
    await database.sql`delete from members where review_id = ${id} and person_id = ${wang.id}`;
    one.collab.askAgain({ reviewId: id, personId: wang.id });
    expect(await b.closed).toBe(4403);
    a.ws.close();
  });

  test('PR5 PR10 P8 each sees who is on the other node, by her own name; a newcomer too; who goes is gone for all', async () => {
    const { id, a, b } = await pair();
    a.send(presenceFrame([101, 1, { user: { id: wang.id, name: 'Wang' } }]));
    b.send(presenceFrame([202, 1, {}]));
    await until('each sees the other', () => a.presence.has(202) && b.presence.has(101));
    expect(b.presence.get(101)?.state).toEqual({ user: { id: lin.id, name: 'Lin', colour: 3 }, cursor: null });
    b.send(presenceFrame([101, 2 ** 45, null], [202, 2, {}]));
    const late = bare(two, id, { token: lin.token });
    await until('greeted', () => late.presence.has(202));
    late.send(presenceFrame([303, 1, {}]));
    await until('all of all nodes', () => late.presence.has(101) && a.presence.has(303) && b.presence.has(303));
    expect(a.presence.has(101)).toBe(false);
    // Her page comes back on the other node while its old socket still stands: that one's end changes nothing.
    const moved = bare(two, id, { token: lin.token });
    await moved.ready;
    moved.send(presenceFrame([101, 2, {}]));
    const before = b.presence.get(101)?.clock ?? 0;
    await until('taken over', () => (b.presence.get(101)?.clock ?? 0) > before);
    await pause(100);
    a.ws.close();
    await pause(200);
    expect(b.presence.get(101)?.state).not.toBeNull();
    for (const side of [moved, late]) side.ws.close();
    await until('gone', () => b.presence.get(101)?.state === null && b.presence.get(303)?.state === null);
    b.ws.close();
  });

  test('FO6 P8 an id that wrote on one node is nobody else’s on the other', async () => {
    const { id, a, b } = await pair();
    losing = true;
    a.type('甲');
    await until('acknowledged', () => a.ack() === 2);
    b.doc.clientID = a.doc.clientID;
    b.type('冒名');
    expect(await b.closed).toBe(4503);
    expect(await bare(two, id, { token: wang.token, doc: b.doc }).closed).toBe(4409);
    expect(await one.text(id)).toBe('开头。\n甲');
    a.ws.close();
  });
});

test('PR13 two pages that move from a node whose clock is ten minutes ahead see each other on a fresh one at once', async () => {
  const database = await aDatabase();
  const hub = localHub();
  const ahead: Clock = { ...realClock, now: () => realClock.now() + 600_000 };
  const fast = await aCollab({ over: database, fanout: hub.join(), clock: ahead, linger: 20 });
  const [lin, wang] = await Promise.all([fast.person('Lin'), fast.person('Wang')]);
  const id = await fast.review([
    [lin, ['owner']],
    [wang, ['editor']],
  ]);
  const [a, b] = [bare(fast, id, { token: lin.token }), bare(fast, id, { token: wang.token })];
  await Promise.all([a.ready, b.ready]);
  a.send(presenceFrame([101, 1, {}]));
  await until('seen', () => b.presence.has(101));
  const last = b.presence.get(101)?.clock ?? 0;
  for (const side of [a, b]) side.ws.close();
  await until('the room is gone', () => fast.collab.stats().rooms === 0);
  const slow = await aCollab({ over: database, fanout: hub.join(), linger: 20 });
  const again = bare(slow, id, { token: wang.token });
  await again.ready;
  await pause(50);
  const back = bare(slow, id, { token: lin.token });
  await back.ready;
  back.send(presenceFrame([101, 2, {}]));
  await until('news, by its clock', () => (again.presence.get(101)?.clock ?? 0) > last);
  await Promise.all([fast.close(), slow.close()]);
  await database.close();
});

test('FO12 nodes that cannot talk meet in the log', async () => {
  const database = await aDatabase();
  const [one, two] = await Promise.all([1, 2].map(() => aCollab({ over: database, fanout: logOnlyFanout() })));
  if (!one || !two) throw new Error('two nodes');
  const lin = await one.person('Lin');
  const id = await one.review([[lin, ['owner']]]);
  const [a, b] = [bare(one, id, { token: lin.token }), bare(two, id, { token: lin.token })];
  await Promise.all([a.ready, b.ready]);
  a.type('甲');
  await until('acknowledged', () => a.ack() === 2);
  expect(await two.text(id)).toBe('开头。\n甲');
  a.type('乙');
  await until('somebody looks', () => textOf(b.doc).endsWith('乙'));
  await Promise.all([one.close(), two.close()]);
  await database.close();
});

test('FO9 P6 told that something is missing, a node looks into the log, asks rights again and has its pages ask anew', async () => {
  const database = await aDatabase();
  let missed = (): void => undefined;
  const deaf: Fanout = {
    ...logOnlyFanout(),
    subscribe: (_listen, tell) => {
      missed = tell ?? missed;
    },
  };
  const [one, two] = await Promise.all([aCollab({ over: database }), aCollab({ over: database, fanout: deaf })]);
  const [lin, wang] = await Promise.all([one.person('Lin'), one.person('Wang')]);
  const id = await one.review([
    [lin, ['owner']],
    [wang, ['editor']],
  ]);
  const [a, b, c] = [
    bare(one, id, { token: lin.token }),
    bare(two, id, { token: lin.token }),
    bare(two, id, { token: wang.token }),
  ];
  await Promise.all([a.ready, b.ready, c.ready]);
  a.type('甲');
  await until('acknowledged', () => a.ack() === 2);
  await database.sql`delete from members where review_id = ${id} and person_id = ${wang.id}`;
  expect(b.notices).toEqual([]);
  for (let n = 0; n < 100; n++) missed();
  expect(await c.closed).toBe(4403);
  await until('seen', () => textOf(b.doc).endsWith('甲'));
  // A hundred signs of a loss are one round, and what came during it is another one.
  const round = [{ type: 'threads' }, { type: 'signoff' }];
  await until('asked to ask', () => b.notices.length === 2);
  await pause(300);
  expect(b.notices).toEqual(round);
  await until('asked once more', () => b.notices.length === 4);
  expect(b.notices).toEqual([...round, ...round]);
  await Promise.all([one.close(), two.close()]);
  await database.close();
});
