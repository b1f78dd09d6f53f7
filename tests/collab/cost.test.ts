// What one person's frames may cost a text, the process and the log: each is hostile, and each is held while others go on (P9; decision 037).
import * as encoding from 'lib0/encoding';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { contentOf } from '../../domain/document/layout';
import { LIMIT, SYNC } from '../../domain/protocol';
import { Allowances } from '../../server/collab/allowance';
import { type Clock, realClock } from '../../server/collab/clock';
import { judge } from '../../server/collab/guard/judge';
import { MAX_PIECES } from '../../server/collab/guard/limits';
import { Inbox } from '../../server/collab/inbox';
import { AppendQueue } from '../../server/collab/log';
import { createNodesTime } from '../../server/collab/nodesTime';
import { Room } from '../../server/collab/room';
import { createStore, type Store } from '../../server/collab/store';
import { turnAway } from '../../server/collab/unfinished';
import { localFanout } from '../../server/fanout/local';
import { createLog } from '../../server/log';
import {
  aCollab,
  type Bare,
  bare,
  pause,
  type Somebody,
  syncFrame,
  type TestCollab,
  textOf,
  until,
} from '../build/collab';
import { item, MINE, rawFrame, written } from './guardCorpus';

const HER = 1;
const own = () => 'own' as const;
const words = (value: string) => (e: encoding.Encoder) => encoding.writeVarString(e, value);

/** One paragraph of hers with so many characters, whose ids are HER:2 and on. */
function aText(length: number): Y.Doc {
  const doc = new Y.Doc();
  contentOf(doc);
  Y.applyUpdate(doc, paragraphOf(HER, length));
  return doc;
}

function paragraphOf(client: number, length: number): Uint8Array {
  const paragraph = (e: encoding.Encoder) => {
    encoding.writeVarUint(e, 3);
    encoding.writeVarString(e, 'paragraph');
  };
  const text = (e: encoding.Encoder) => encoding.writeVarUint(e, 6);
  return rawFrame([
    [
      client,
      0,
      [
        item(7, { under: 'content' }, paragraph),
        item(7, { under: [client, 0] }, text),
        item(4, { under: [client, 1] }, words('字'.repeat(length))),
      ],
    ],
  ]);
}

/** One character each before the one before: nothing of it ever merges. */
function prepended(client: number, from: number, count: number, before: readonly [number, number]) {
  return Array.from({ length: count }, (_, n) =>
    item(4, { right: n === 0 ? [...before] : [client, from + n - 1] }, words('x')),
  );
}

describe('GU27 a frame may take only so much of Yjs', () => {
  test('what is between other neighbours each time is walked along by every load: a frame over its steps is refused', () => {
    const doc = aText(20_000);
    const tangled = (count: number) =>
      rawFrame([
        [
          MINE,
          0,
          Array.from({ length: count }, (_, n) =>
            item(4, { left: [HER, 2], right: [HER, 1000 + ((n * 37) % 19_000)] }, words('x')),
          ),
        ],
      ]);
    const few = judge({ update: tangled(50), kind: 'update', doc, ownerOf: own });
    expect(few.kind === 'apply' && few.walked).toBeGreaterThan(1000);
    expect(few.steps).toBeGreaterThan(2000);
    const many = judge({ update: tangled(5000), kind: 'update', doc, ownerOf: own });
    expect(many).toMatchObject({ kind: 'refuse', code: 4413 });
  });

  test('10,000 deletions in 32 KB that cut a long word before 100,000 others: refused; a few hundred are not', () => {
    const doc = aText(20_010);
    Y.applyUpdate(doc, rawFrame([[HER, 20_012, prepended(HER, 20_012, 100_000, [HER, 2])]]));
    const cuts = (count: number) =>
      rawFrame([], [[HER, Array.from({ length: count }, (_, n): [number, number] => [2 + 2 * n, 1])]]);
    expect(judge({ update: cuts(10_000), kind: 'update', doc, ownerOf: own })).toMatchObject({
      kind: 'refuse',
      code: 4413,
    });
    expect(judge({ update: cuts(500), kind: 'update', doc, ownerOf: own }).kind).toBe('apply');
    // The same by insertions.
    const inserted = (count: number) =>
      rawFrame([
        [
          MINE,
          0,
          Array.from({ length: count }, (_, n) =>
            item(4, { left: [HER, 3 + 2 * n], right: [HER, 4 + 2 * n] }, words('x')),
          ),
        ],
      ]);
    expect(judge({ update: inserted(9000), kind: 'update', doc, ownerOf: own }).kind).toBe('refuse');
    expect(judge({ update: inserted(500), kind: 'update', doc, ownerOf: own }).kind).toBe('apply');
  });

  test('a key costs a few dozen steps, a paste of 100 kB less than a turn', () => {
    const doc = aText(3000);
    const at = (position: number, text: string) =>
      written(doc, (content) => ((content.get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(position, text));
    const key = judge({ update: at(1500, 'x'), kind: 'update', doc, ownerOf: own });
    expect(key.kind).toBe('apply');
    expect(key.steps).toBeLessThan(50);
    const paste = judge({ update: at(1500, '字'.repeat(33_000)), kind: 'update', doc, ownerOf: own });
    expect(paste.kind).toBe('apply');
    expect(paste.steps).toBeLessThan(50_000);
  });
});

/** A clock on which time passes only when told, while its timers go on: nobody who owes has paid before. */
function heldClock(): Clock & { pass(ms: number): void } {
  let now = Date.now();
  return {
    now: () => now,
    after: (ms, call) => realClock.after(ms > 1000 ? ms : Math.min(ms, 20), call),
    pass: (ms) => {
      now += ms;
    },
  };
}

const log = createLog('error', () => undefined);

describe('what a person owes', () => {
  test('GU28 GU29 it is the same for all of one’s connections, outlives them, and is forgotten when it is paid', () => {
    const clock = heldClock();
    const all = new Allowances(clock);
    const hers = all.of('text', 'her');
    hers.work.owe(12_000_000);
    hers.stored.owe(25 * 1024 * 1024);
    expect(all.of('text', 'her')).toBe(hers);
    expect(all.of('text', 'him').work.wait()).toBe(0);
    expect([hers.work.wait(), hers.stored.wait()]).toEqual([1000, 4000]);
    clock.pass(60_000);
    expect([hers.work.wait(), hers.stored.wait()]).toEqual([0, 0]);
    expect(all.of('text', 'her')).toBe(hers);
    clock.pass(3_600_000);
    all.of('text', 'him');
    expect(all.of('text', 'her')).not.toBe(hers);
  });

  test('GU36 bytes beyond a document are read at a MiB a second, also where every frame is small', async () => {
    const clock = heldClock();
    let taken = 0;
    const inbox = new Inbox({
      clock,
      rate: 0,
      handle: () => {
        for (; inbox.peek(); taken++) inbox.drop();
        return null;
      },
      read: () => undefined,
      later: (ms, call) => void clock.after(ms, call),
    });
    inbox.open();
    const frame = syncFrame(SYNC.update, new Uint8Array(256 * 1024 - 5));
    for (let n = 0; n < 120; n++) inbox.push(frame);
    await pause(60);
    expect(taken).toBe(97);
    clock.pass(1000);
    await until('the second is used', () => taken === 101);
    inbox.stop();
  });

  test('GU33 frames that are not whole: what no reader may, what takes for ever, what is too much of one person or of all', () => {
    const MiB = 1024 * 1024;
    const codes: [string, number][] = [];
    const one = (name: string, person: string, unfinished: number, write = true) => ({
      unfinished,
      rights: { write, suggest: false, presence: true, sections: [] },
      person: { id: person },
      close: (code: number) => void codes.push([name, code]),
    });
    const slow = one('slow', 'c', 100_000);
    const since = new WeakMap();
    const all = [
      one('reader', 'a', 2 * MiB, false),
      one('first', 'b', 12 * MiB),
      one('large', 'b', 20 * MiB + 1),
      slow,
      one('quiet', 'd', 10),
    ];
    turnAway(all, since, 0);
    expect(codes.splice(0).sort()).toEqual([
      ['large', 1013],
      ['reader', 4413],
    ]);
    turnAway([slow], since, 600_000);
    expect(codes).toEqual([]);
    turnAway([slow], since, 600_001);
    expect(codes.splice(0)).toEqual([['slow', 1013]]);
    const many = Array.from({ length: 30 }, (_, n) => one(`${n}`, `${n}`, 10 * MiB + n));
    turnAway(many, since, 0);
    expect(codes.map(([name]) => name).sort()).toEqual(['25', '26', '27', '28', '29']);
  });
});

describe('how large a text may be', () => {
  const clock = heldClock();
  function aRoom(text: Y.Doc, bytes: number): Room {
    const store = {} as Store;
    const queue = new AppendQueue({
      append: () => new Promise(() => undefined),
      places: async () => new Map(),
      clock,
      log,
    });
    const needs = {
      store,
      queue,
      fanout: localFanout(),
      clock,
      time: createNodesTime(clock),
      standstill: { closed: null },
      log,
      allowances: new Allowances(clock),
      backlog: { bytes: 0 },
    };
    return new Room(
      { ...needs, onReset: () => undefined, onMarks: () => undefined },
      { docId: 'd', epoch: 1, freezeNo: 0, loaded: { text, seq: 0, tail: 0, bytes } },
    );
  }

  test('GU32 a text of so many pieces takes no more of them, and takes them again when some have gone', () => {
    const doc = aText(10);
    const piece = { bytes: 20, pieces: 1 };
    for (let from = 12; from < MAX_PIECES; from += 100_000)
      Y.applyUpdate(
        doc,
        rawFrame([[HER, from, prepended(HER, from, Math.min(100_000, MAX_PIECES + 9 - from), [HER, 2])]]),
      );
    const room = aRoom(doc, 1000);
    expect(room.holds(piece)).toBe(false);
    // Her paragraph: what stood in it is collected.
    const update = rawFrame([], [[HER, [[0, 1]]]]);
    room.applyFrom('her', (apply) => apply(update, []));
    expect(room.holds(piece)).toBe(true);
    expect(room.holds({ bytes: 20, pieces: MAX_PIECES })).toBe(false);
    room.destroy();
  });

  test('GU13 near its limit a text is measured once a second, and who is not measured waits instead of being refused', () => {
    const room = aRoom(aText(10), LIMIT.document - 10);
    const more = { bytes: 50, pieces: 1 };
    const state = room.text.state.bind(room.text);
    let measured = 0;
    room.text.state = () => {
      measured += 1;
      return state();
    };
    expect(room.holds(more)).toBe(true);
    room.write((transaction) => {
      const text = (contentOf(transaction.doc).get(0) as Y.XmlElement).get(0) as Y.XmlText;
      text.insert(0, 'x'.repeat(LIMIT.document - 200));
    });
    expect(room.holds(more)).toBe(true);
    room.write((transaction) => {
      const text = (contentOf(transaction.doc).get(0) as Y.XmlElement).get(0) as Y.XmlText;
      text.delete(0, 100);
    });
    room.write((transaction) => {
      const text = (contentOf(transaction.doc).get(0) as Y.XmlElement).get(0) as Y.XmlText;
      text.insert(0, 'y'.repeat(100));
    });
    expect(room.holds({ bytes: 200, pieces: 1 })).toBe(1000);
    expect(measured).toBe(1);
    clock.pass(1000);
    expect(room.holds({ bytes: 20, pieces: 1 })).toBe(true);
    expect(measured).toBe(2);
    room.destroy();
  });
});

describe('over a socket', () => {
  const clock = heldClock();
  let at: TestCollab;
  let lin: Somebody;
  let wang: Somebody;
  let reads = 0;
  /** While it is set the log takes nothing. */
  let away: Promise<void> | null = null;
  let database: TestCollab['database'];
  let first: TestCollab;
  beforeAll(async () => {
    first = await aCollab();
    database = first.database;
    const real = createStore(database);
    const store: Store = {
      ...real,
      append: async (batch) => {
        await away;
        return real.append(batch);
      },
      readLog: (from) => {
        reads += 1;
        return real.readLog(from);
      },
    };
    at = await aCollab({ over: database, store, clock, linger: 20 });
    [lin, wang] = await Promise.all([at.person('Lin'), at.person('Wang')]);
  });
  afterAll(async () => {
    await at.close();
    await first.close();
  });

  const aReview = (paragraphs?: readonly string[]) =>
    at.review(
      [
        [lin, ['owner']],
        [wang, ['editor']],
      ],
      paragraphs,
    );
  async function open(id: string, who: Somebody, client?: number): Promise<Bare> {
    const one = bare(at, id, { token: who.token });
    if (client !== undefined) one.doc.clientID = client;
    await one.ready;
    return one;
  }
  const done = (...all: readonly Bare[]) => {
    for (const one of all) one.ws.close();
  };

  test('GU34 P9/T23 one frame under two thousand new ids: 1013 and nothing of it is there; an id of one’s own is always to be had', async () => {
    const id = await aReview();
    const [watcher, hostile] = [await open(id, lin), await open(id, wang)];
    const before = Y.encodeStateVector(watcher.doc).length;
    // One after the other, each under an id of its own.
    const under = (from: number, count: number) =>
      rawFrame(
        Array.from(
          { length: count },
          (_, n) =>
            [
              from + n,
              0,
              [item(7, n === 0 ? { under: 'content' } : { left: [from + n - 1, 0] }, paragraphNode)],
            ] as const,
        ),
      );
    hostile.sendUpdate(under(1_000_000, 900));
    await until('nine hundred are one day’s', () => hostile.ack() === 2);
    hostile.sendUpdate(under(2_000_000, 1100));
    expect(await hostile.closed).toBe(1013);
    const again = await open(id, wang, MINE);
    again.sendUpdate(under(3_000_000, 99));
    await until('the rest of the day', () => again.ack() === 2);
    again.sendUpdate(under(4_000_000, 1));
    await until('still under the limit', () => again.ack() === 3);
    again.sendUpdate(under(4_000_001, 1));
    expect(await again.closed).toBe(1013);
    expect(await bare(at, id, { token: wang.token }).closed).toBe(1013);
    watcher.type('她接着写');
    await until('she goes on', () => watcher.ack() === 2);
    expect(Y.encodeStateVector(watcher.doc).length - before).toBeLessThan(1000 * 9);
    done(watcher);
  });

  test('GU2 a page of a text in which very many have written comes in: its state vector is no frame over its limit', async () => {
    const id = await aReview();
    const page = await open(id, lin);
    const vector = encoding.encode((e) => {
      encoding.writeVarUint(e, 200_000);
      for (let n = 0; n < 200_000; n++) {
        encoding.writeVarUint(e, 2 ** 31 + n);
        encoding.writeVarUint(e, 1);
      }
    });
    expect(vector.length).toBeGreaterThan(LIMIT.update);
    const steps = page.heard.filter((kind) => kind === '0.1').length;
    page.send(syncFrame(SYNC.step1, vector));
    await until('answered', () => page.heard.filter((kind) => kind === `0.${SYNC.step2}`).length === 2);
    expect([page.code(), steps]).toEqual([null, 1]);
    done(page);
  });

  test('GU27 GU28 P9/T23 who tangles a text is read more slowly, and in the end no more; others go on', async () => {
    const id = await aReview();
    const [watcher, hostile] = [await open(id, lin), await open(id, wang, MINE)];
    hostile.sendUpdate(paragraphOf(MINE, 50_000));
    await until('begun', () => hostile.ack() === 2);
    // Whole frames of characters that leave out another one each.
    const [frames, each] = [24, 440];
    for (let f = 0; f < frames; f++) {
      const left = 2 + f * each * 4;
      const tangled = Array.from({ length: each }, (_, n) =>
        item(4, { left: [MINE, left + n * 4], right: [MINE, left + n * 4 + 2] }, words('x')),
      );
      hostile.sendUpdate(rawFrame([[MINE, 50_002 + f * each, tangled]]));
    }
    await until('so much at once', () => hostile.ack() >= 13);
    await pause(300);
    expect(hostile.ack()).toBeLessThan(17);
    watcher.type('他慢她不慢');
    await until('she is not slowed', () => watcher.ack() === 2);
    while (hostile.code() === null) {
      clock.pass(5000);
      await pause(20);
    }
    expect(hostile.code()).toBe(4413);
    const heard = () => textOf(watcher.doc).split('x').length;
    // The last of it may still wait for its commit, by the clock of the test.
    await until('what was taken is heard', () => {
      clock.pass(100);
      return heard() > 19 * each;
    });
    expect(heard()).toBeLessThan(22 * each);
    done(watcher);
  });

  test('GU29 P9/T23 who fills the log with what is written and deleted is read more slowly, never closed; others go on', async () => {
    const id = await aReview();
    const [watcher, hostile] = [await open(id, lin), await open(id, wang, MINE)];
    const long = 'x'.repeat(1_000_000);
    let clocks = 3;
    hostile.sendUpdate(paragraphOf(MINE, 1));
    await until('begun', () => hostile.ack() === 2);
    for (let n = 0; n < 27; n++) {
      hostile.sendUpdate(
        rawFrame([[MINE, clocks, [item(4, { left: [MINE, 2] }, words(long))]]], [[MINE, [[clocks, long.length]]]]),
      );
      clocks += long.length;
    }
    await until('so much at once', () => hostile.ack() >= 27);
    await pause(300);
    const reached = hostile.ack();
    expect(reached).toBeLessThan(29);
    watcher.type('他慢她不慢');
    await until('she is not slowed', () => watcher.ack() === 2);
    clock.pass(60_000);
    await until('paid and taken', () => hostile.ack() === 29);
    expect(hostile.code()).toBeNull();
    done(watcher, hostile);
  });

  test('GU30 P9 P14/T37 while the log takes nothing, so much is held and no more, and all of it is saved afterwards', async () => {
    const id = await aReview();
    const [writer, other] = [await open(id, wang, MINE), await open(id, lin)];
    let open_ = (): void => undefined;
    away = new Promise<void>((resolve) => {
      open_ = resolve;
    });
    const long = '字'.repeat(300_000);
    for (let n = 0; n < 14; n++) writer.type(long);
    await until('held', () => (at.collab.stats().pending_updates ?? 0) >= 10);
    await pause(1000);
    expect(at.collab.stats().pending_updates).toBe(10);
    other.type('也等着');
    open_();
    away = null;
    await until('saved', () => writer.ack() === 15 && other.ack() === 2);
    expect([writer.code(), other.code()]).toEqual([null, null]);
    clock.pass(60_000);
    done(writer, other);
  });

  test('GU11 P9/T21 five questions while something is being committed get one answer, and another for all that were asked meanwhile', async () => {
    const id = await aReview();
    const [writer, asking] = [await open(id, lin), await open(id, wang)];
    let open_ = (): void => undefined;
    away = new Promise<void>((resolve) => {
      open_ = resolve;
    });
    writer.type('等着的话');
    await until('on its way', () => (at.collab.stats().pending_updates ?? 0) > 0);
    const answers = () => asking.heard.filter((kind) => kind === `0.${SYNC.step2}`).length;
    const before = answers();
    for (let n = 0; n < 5; n++) {
      const vector = encoding.encode((e) => {
        for (const part of [1, 5_000_000 + n, 1]) encoding.writeVarUint(e, part);
      });
      asking.send(syncFrame(SYNC.step1, vector));
    }
    await pause(150);
    open_();
    away = null;
    await until('answered', () => answers() === before + 2);
    await pause(200);
    expect(answers()).toBe(before + 2);
    done(writer, asking);
  });

  test('GU31 P9/T22 gaps between empty answers make no flood of looks into the log', async () => {
    const id = await aReview();
    const [watcher, hostile] = [await open(id, lin), await open(id, wang, MINE)];
    await until('all has come in', () => hostile.ack() === 1);
    reads = 0;
    const lost = (n: number) => rawFrame([[MINE, 1000 + n, [item(4, { left: [9, n] }, words('x'))]]]);
    expect(judge({ update: lost(0), kind: 'update', doc: aText(3), ownerOf: own }).kind).toBe('gap');
    for (let n = 0; n < 30; n++) {
      hostile.sendUpdate(lost(n));
      hostile.sendStep2(Uint8Array.of(0, 0));
    }
    await until('the first looks', () => reads >= 5);
    await pause(200);
    expect(reads).toBe(5);
    clock.pass(2000);
    await until('two more', () => reads >= 7);
    expect([reads, hostile.code()]).toEqual([7, null]);
    expect(textOf(watcher.doc)).toContain('开头');
    done(watcher, hostile);
  });
});

function paragraphNode(e: encoding.Encoder): void {
  encoding.writeVarUint(e, 3);
  encoding.writeVarString(e, 'paragraph');
}
