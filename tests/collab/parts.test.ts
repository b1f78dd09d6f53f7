// The small parts of the engine by themselves, with a clock that stands still: buckets, acknowledgements, ids, keep-alive.
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { AppendResult } from '../../db/text';
import { must } from '../../domain/must';
import { createRate } from '../../server/api/rate';
import { Acks } from '../../server/collab/acks';
import { ClientIds } from '../../server/collab/clients';
import { type Clock, realClock } from '../../server/collab/clock';
import { cured } from '../../server/collab/cure';
import { createBucket } from '../../server/collab/limits';
import { AppendQueue } from '../../server/collab/log';
import { createNodesTime } from '../../server/collab/nodesTime';
import { Rooms } from '../../server/collab/rooms';
import type { Store } from '../../server/collab/store';
import { createTidy } from '../../server/collab/tidy';
import { createTurn } from '../../server/collab/turn';
import type { Wire, WireEvents } from '../../server/collab/wire';
import { localFanout } from '../../server/fanout/local';
import { createLog } from '../../server/log';
import { type, until } from '../build/collab';
import { random } from '../build/random';

/** Time that moves when told. */
function stillClock(): Clock & { move(ms: number): Promise<void> } {
  let now = 1_000_000;
  let timers: { at: number; call: () => void }[] = [];
  return {
    now: () => now,
    after: (ms, call) => {
      const timer = { at: now + ms, call };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    move: async (ms) => {
      const end = now + ms;
      for (;;) {
        for (let i = 0; i < 20; i++) await Promise.resolve();
        const next = timers.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers = timers.filter((one) => one !== next);
        now = Math.max(now, next.at);
        next.call();
      }
      now = end;
    },
  };
}

describe('RM26 the number of settled frames', () => {
  test('frames settle in order', () => {
    const acks = new Acks();
    expect([acks.receive(), acks.receive(), acks.receive()]).toEqual([1, 2, 3]);
    acks.settle(1, false);
    acks.settle(2, false);
    expect(acks.n).toBe(2);
  });

  test('a refused frame holds it back until a later step 2 settles', () => {
    const acks = new Acks();
    for (let n = 1; n <= 5; n++) acks.receive();
    acks.refuse(2);
    acks.settle(1, false);
    acks.settle(3, false);
    expect(acks.n).toBe(1);
    acks.settle(4, true);
    expect(acks.n).toBe(4);
    acks.settle(5, false);
    expect(acks.n).toBe(5);
  });

  test('a refusal behind a step 2 still holds back what comes after it', () => {
    const acks = new Acks();
    for (let n = 1; n <= 6; n++) acks.receive();
    acks.refuse(2);
    acks.refuse(5);
    acks.settle(3, true);
    expect(acks.n).toBe(3);
    acks.settle(4, false);
    acks.settle(6, false);
    expect(acks.n).toBeLessThan(5);
    acks.settle(acks.receive(), true);
    expect(acks.n).toBe(7);
  });

  test('never passes a refused frame without a step 2 behind it, 2,000 random histories (seed 7)', () => {
    const dice = random(7);
    const wrong: string[] = [];
    for (let history = 0; history < 2000; history++) {
      const acks = new Acks();
      const refused = new Set<number>();
      let lastStep2 = 0;
      for (let n = 1; n <= 12; n++) {
        const frame = acks.receive();
        const what = dice(4);
        if (what === 0) {
          acks.refuse(frame);
          refused.add(frame);
        } else {
          if (what === 1) lastStep2 = frame;
          acks.settle(frame, what === 1);
        }
        const passed = [...refused].filter((one) => one <= acks.n && one > lastStep2);
        if (passed.length > 0 || acks.n < lastStep2) wrong.push(`history ${history}: ${acks.n}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

test('GU15 a bucket gives its burst, then its rate, and says how long to wait', async () => {
  const clock = stillClock();
  const bucket = createBucket(clock, { rate: 60, burst: 200 });
  let taken = 0;
  while (bucket.take()) taken += 1;
  expect(taken).toBe(200);
  expect(bucket.wait()).toBe(17);
  await clock.move(1000);
  taken = 0;
  while (bucket.take()) taken += 1;
  expect(taken).toBe(60);
  bucket.giveBack();
  expect(bucket.take()).toBe(true);
  const open = createBucket(clock, { rate: 0, burst: 0 });
  for (let n = 0; n < 1000; n++) expect(open.take()).toBe(true);
});

test('GU16 an id is bound once: announced, then written, counted only when written', () => {
  const ids = new ClientIds(stillClock());
  const her = { personId: 'her', sessionId: 's' };
  expect(ids.bind(1, her, null)).toMatchObject({ clientId: 1, wrote: false });
  expect(ids.bind(1, her, null)).toBeNull();
  expect(ids.written('her', 1000).today).toBe(0);
  expect(ids.bind(1, her, { at: 1000 })).toMatchObject({ wrote: true });
  expect(ids.bind(1, her, { at: 2000 })).toBeNull();
  expect(ids.written('her', 1000).today).toBe(1);
  expect(ids.written('her', 1000 + 86_400_001).today).toBe(0);
  expect(ids.ownerOf(2)).toBeNull();
  expect(ids.ownerOf(1)).toBe('her');
});

test('RM34 ids that were only announced cost eight bytes each, and are somebody’s all the same', async () => {
  const clock = stillClock();
  const ids = new ClientIds(clock);
  const row = (clientId: number, personId: string, wroteAt: number | null) => ({ clientId, personId, wroteAt });
  const dice = random(3);
  const rows = Array.from({ length: 300_000 }, (_, n) => row(2 + n * 14_000 + dice(14_000), `p${n % 50}`, null));
  const before = process.memoryUsage();
  ids.learn([...rows, row(4_294_967_295, 'last', null), row(0, 'first', null), row(1, 'writer', 77)]);
  const grown = process.memoryUsage().arrayBuffers - before.arrayBuffers;
  expect(grown).toBeLessThan(2 * 8 * 300_002);
  expect(['first', 'writer', 'last']).toEqual([ids.ownerOf(0), ids.ownerOf(1), ids.ownerOf(4_294_967_295)]);
  for (const { clientId, personId } of rows.slice(0, 1000)) expect(ids.ownerOf(clientId)).toBe(personId);
  const free = rows
    .filter(({ clientId }, n) => rows[n + 1]?.clientId !== clientId + 1)
    .map(({ clientId }) => clientId + 1);
  expect(free.slice(0, 1000).filter((id) => ids.ownerOf(id) !== null)).toEqual([]);
  // Announced again it is known, written under it is told to the log.
  expect(ids.bind(4_294_967_295, { personId: 'last', sessionId: 's' }, null)).toBeNull();
  expect(ids.bind(4_294_967_295, { personId: 'last', sessionId: 's' }, { at: 5 })).toMatchObject({ wrote: true });
  // What this node has bound and the log does not tell of yet stays; what the log has forgotten goes.
  ids.bind(99, { personId: 'first', sessionId: 's' }, null);
  ids.learn([row(1, 'writer', 77)]);
  expect([ids.ownerOf(99), ids.ownerOf(0), ids.ownerOf(4_294_967_295)]).toEqual(['first', null, 'last']);
  // Pages that are opened faster than anybody opens pages are not shown for a while.
  const taken = Array.from({ length: 100 }, () => ids.mayAnnounce('p1')).filter(Boolean).length;
  expect([taken, ids.mayAnnounce('p2')]).toEqual([30, true]);
  await clock.move(10_000);
  expect([ids.mayAnnounce('p1'), ids.mayAnnounce('p1')]).toEqual([true, false]);
});

test('RM36 where setting marks right takes long, the next look at that text waits twenty times as long', async () => {
  const still = stillClock();
  let ahead = 0;
  let eachMs = 0;
  const clock: Clock = {
    now: () => {
      ahead += eachMs;
      return still.now() + ahead;
    },
    after: still.after,
  };
  const doc = new Y.Doc();
  type(doc, '有一个谁也不认识的标记');
  const bytes = Y.encodeStateAsUpdate(doc);
  const store = {
    load: async () => ({ epoch: 1, freezeNo: 0, snapshot: null, tail: [{ seq: 1, bytes }], clients: [] }),
    append: async () => [{ kind: 'committed', lastSeq: 2 }],
  } as unknown as Store;
  const log = createLog('warn', (line) => expect(line).toBe(''));
  const queue = new AppendQueue({ append: (batch) => store.append(batch), places: async () => new Map(), clock, log });
  const rooms = new Rooms({
    store,
    queue,
    fanout: localFanout(),
    clock,
    log,
    onMarks: () => undefined,
    time: createNodesTime(clock),
    standstill: { closed: null },
  });
  let looks = 0;
  const tidy = createTidy({
    rooms: () => rooms,
    openThreads: async () => {
      looks += 1;
      eachMs = looks === 1 ? 100 : 0;
      const open = { quote: '不在这里', prefix: '', suffix: '', sectionKey: null, lostAt: null };
      return [{ id: 'thread', ...open }];
    },
    onStanding: async () => undefined,
    clock,
    log,
  });
  tidy.plan('d');
  await still.move(1000);
  expect(looks).toBe(1);
  eachMs = 0;
  tidy.plan('d');
  await still.move(1100);
  expect(looks).toBe(1);
  await still.move(1000);
  expect(looks).toBe(2);
  tidy.plan('d');
  await still.move(1000);
  expect(looks).toBe(3);
  tidy.stop();
});

test('ST14 a cured update keeps every struct that has a length', () => {
  const doc = new Y.Doc();
  type(doc, '一');
  type(doc, '二');
  const update = Y.encodeStateAsUpdate(doc);
  const copy = new Y.Doc();
  Y.applyUpdate(copy, cured(update) ?? new Uint8Array());
  expect(Y.encodeStateAsUpdate(copy)).toEqual(update);
  expect(cured(Uint8Array.of(1, 1, 0x2a, 0, 0, 0, 0))).toEqual(Uint8Array.of(0, 0));
  expect(cured(Uint8Array.of(9, 9))).toBeNull();
});

describe('the append queue', () => {
  const update = (n: number) => ({ bytes: Uint8Array.of(n), personId: null });
  function queue(append: (n: number) => Promise<AppendResult[]>, hears = 0) {
    const clock = stillClock();
    const batches: number[] = [];
    const there = new Map([['d', 1]]);
    const made = new AppendQueue({
      append: async (batch) => {
        batches.push(batch[0]?.updates.length ?? 0);
        return append(batches.length);
      },
      places: async () => there,
      clock,
      log: createLog('error', () => undefined),
    });
    const told: [number, number][] = [];
    const appender = {
      docId: 'd',
      epoch: 1,
      freezeNo: 0,
      committed: (count: number, seq: number) => {
        told.push([count, seq]);
        return count * hears;
      },
      refused: () => told.push([-1, -1]),
    };
    return { clock, batches, made, told, appender, there };
  }

  test('ST15 commits at once when nothing is in flight, gathers while one is, at most one every 5 ms', async () => {
    let finish = (): void => undefined;
    let seq = 0;
    const { clock, batches, made, told, appender } = queue(async (n) => {
      if (n === 2)
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
      seq += batches[n - 1] ?? 0;
      return [{ kind: 'committed', lastSeq: seq }];
    });
    made.add(appender, { update: update(1) });
    await clock.move(0);
    expect(told).toEqual([[1, 1]]);
    made.add(appender, { update: update(2) });
    await clock.move(4);
    expect(batches).toEqual([1]);
    await clock.move(1);
    expect(batches).toEqual([1, 1]);
    for (let n = 3; n < 9; n++) made.add(appender, { update: update(n) });
    await clock.move(50);
    expect(batches).toEqual([1, 1]);
    finish();
    await clock.move(5);
    expect(told).toEqual([
      [1, 1],
      [1, 2],
      [6, 8],
    ]);
    expect(made.pending).toBe(0);
  });

  test.each([
    { hears: 1, milliseconds: 5 },
    { hears: 19, milliseconds: 16 },
    { hears: 50, milliseconds: 28 },
  ])(
    'ST30 where $hears hear each of a thousand updates a second, one commit every $milliseconds ms',
    async ({ hears, milliseconds }) => {
      let seq = 0;
      const { clock, batches, made, appender } = queue(async (n) => {
        seq += batches[n - 1] ?? 0;
        return [{ kind: 'committed', lastSeq: seq }];
      }, hears);
      const type = async (ms: number) => {
        for (let n = 0; n < ms; n++) {
          made.add(appender, { update: update(n) });
          await clock.move(1);
        }
      };
      await type(500);
      const before = batches.length;
      await type(1000);
      expect(1000 / (batches.length - before)).toBeCloseTo(milliseconds, -0.3);
    },
  );

  test('ST16 a store that fails is tried again with growing pauses, for ever, and nobody is told', async () => {
    const { clock, batches, made, told, appender } = queue(async (n) => {
      if (n < 20) throw Object.assign(new Error('gone'), { code: 'CONNECTION_CLOSED' });
      return [{ kind: 'committed', lastSeq: 1 }];
    });
    made.add(appender, { update: update(1) });
    await clock.move(1000);
    expect(batches.length).toBeLessThan(8);
    expect(made.failing).toBe(true);
    await clock.move(20 * 5000);
    expect(batches.length).toBe(20);
    expect(told).toEqual([[1, 1]]);
    expect(made.failing).toBe(false);
  });

  test('ST23 a machine clock that is put back ten minutes between two commits holds up neither the log nor the API', async () => {
    let seq = 0;
    const made = new AppendQueue({
      append: async () => [{ kind: 'committed', lastSeq: ++seq }],
      places: async () => new Map(),
      clock: realClock,
      log: createLog('error', () => undefined),
    });
    const told: number[] = [];
    const appender = {
      docId: 'd',
      epoch: 1,
      freezeNo: 0,
      committed: (_count: number, lastSeq: number) => told.push(lastSeq),
      refused: () => undefined,
    };
    const rate = createRate(600);
    const machine = Date.now;
    try {
      made.add(appender, { update: update(1) });
      await until('the first commit', () => told.length === 1);
      rate.take('token');
      const before = realClock.now();
      Date.now = () => machine() - 600_000;
      expect(() => rate.take('token')).not.toThrow();
      made.add(appender, { update: update(2) });
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(told).toEqual([1, 2]);
      expect(realClock.now()).toBeGreaterThan(before);
      expect(realClock.now() - machine()).toBeLessThan(10_000);
    } finally {
      Date.now = machine;
    }
  });

  test('ST24 after each failure in a row a statement carries half as much, so that one that is too slow ends at last', async () => {
    const big = { bytes: new Uint8Array(256 * 1024), personId: null };
    let isSlow = true;
    const { clock, batches, made, told, appender } = queue(async (n) => {
      if (isSlow && (batches[n - 1] ?? 0) > 2) throw Object.assign(new Error('too slow'), { code: '57014' });
      isSlow = false;
      return [{ kind: 'committed', lastSeq: told.reduce((sum, [count]) => sum + count, 0) + (batches[n - 1] ?? 0) }];
    });
    for (let n = 0; n < 64; n++) made.add(appender, { update: big });
    await clock.move(60_000);
    expect(batches.slice(0, 6)).toEqual([32, 16, 8, 4, 2, 32]);
    expect(told.reduce((sum, [count]) => sum + count, 0)).toBe(64);
  });

  test('ST25 a document that is there no more is not waited for, one that is only held is', async () => {
    const { clock, made, told, appender, there } = queue(async () => [{ kind: 'locked' }]);
    made.add(appender, { update: update(1) });
    await clock.move(30_000);
    expect(told).toEqual([]);
    there.clear();
    await clock.move(3000);
    expect(told).toEqual([[-1, -1]]);
    expect(made.pending).toBe(0);
  });

  test('ST26 an announcement that falls into the commit of a freeze is tried again, words under the old number are not', async () => {
    const frozen: AppendResult[] = [{ kind: 'refused', why: 'freeze' }];
    const until3 = queue(async (n) => (n < 3 ? frozen : [{ kind: 'committed', lastSeq: 1 }]));
    const client = { clientId: 5, personId: 'her', sessionId: 's', wrote: false };
    until3.made.add(until3.appender, { clients: [client] });
    await until3.clock.move(1000);
    expect(until3.told).toEqual([[0, 1]]);
    // Another node has frozen it: this memory is behind, and does not try for ever.
    const always = queue(async () => frozen);
    always.made.add(always.appender, { clients: [client] });
    await always.clock.move(2000);
    expect(always.told).toEqual([[-1, -1]]);
    const words = queue(async () => frozen);
    words.made.add(words.appender, { update: update(1), clients: [client] });
    await words.clock.move(0);
    expect(words.told).toEqual([[-1, -1]]);
  });

  test('ST17 what is dropped is never told, even when its statement passes', async () => {
    let finish = (): void => undefined;
    const { clock, made, told, appender } = queue(async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return [{ kind: 'committed', lastSeq: 1 }];
    });
    made.add(appender, { update: update(1) });
    await clock.move(0);
    made.drop(appender);
    finish();
    await clock.move(10);
    expect(told).toEqual([]);
  });
});

test('RM27 danger 9: a quiet socket hears 01 01 00 every 20 s, and one that answers nothing is ended', async () => {
  const { Connection } = await import('../../server/collab/connection');
  const { startPinging } = await import('../../server/collab/keepAlive');
  const clock = stillClock();
  const sent: Uint8Array[] = [];
  let terminated = 0;
  let pings = 0;
  let events: WireEvents | null = null;
  const wire: Wire = {
    listen: (given) => {
      events = given;
    },
    unsent: 0,
    unfinished: 0,
    send: (messages) => void sent.push(...messages.map(({ payload }) => payload)),
    sendLarge: ({ payload }) => void sent.push(payload),
    ping: () => {
      pings += 1;
    },
    read: () => undefined,
    close: () => undefined,
    terminate: () => {
      terminated += 1;
    },
  };
  const connections = new Set<InstanceType<typeof Connection>>();
  const connection = new Connection(
    wire,
    {
      clock,
      log: createLog('error', () => undefined),
      frameRate: 60,
      count: { framesIn: 0, refusedFrames: 0, gaps: 0, crossed: 0, slowReaders: 0, closes: 0 },
      handle: () => undefined,
      atTurnEnd: createTurn(),
      onClosed: (one) => connections.delete(one),
      onGone: () => undefined,
    },
    { docId: 'd', wants: { ack: false, notices: false } },
  );
  connections.add(connection);
  const stop = startPinging(clock, connections);
  await clock.move(20_000);
  expect(sent).toEqual([Uint8Array.of(1, 1, 0)]);
  must(events as WireEvents | null, 'the connection listens').pong();
  await clock.move(20_000);
  expect(sent.length).toBe(2);
  expect(terminated).toBe(0);
  await clock.move(20_000);
  expect([terminated, pings, connections.size]).toEqual([1, 2, 0]);
  stop();
});
