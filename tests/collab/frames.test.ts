// Hostile and clumsy frames over a real socket, an observer in the room each time (GU rules; P9/T18, T20, T22, T23).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { SYNC } from '../../domain/protocol';
import {
  aCollab,
  type Bare,
  bare,
  leave,
  pause,
  presenceFrame,
  type Somebody,
  stock,
  synced,
  syncFrame,
  type TestCollab,
  textOf,
  type,
  until,
} from '../build/collab';
import { hostileFrames, MINE } from './guardCorpus';

let at: TestCollab;
let lin: Somebody;
let wang: Somebody;
beforeAll(async () => {
  at = await aCollab({ linger: 20 });
  [lin, wang] = await Promise.all([at.person('Lin'), at.person('Wang')]);
});
afterAll(() => at.close());

/** Lin writes and watches; Wang is the hostile one, his client id MINE. */
async function room(
  params: { answers?: boolean } = {},
): Promise<{ id: string; observer: Bare; hostile: Bare; text: string }> {
  const id = await at.review([
    [lin, ['owner']],
    [wang, ['editor']],
  ]);
  const observer = bare(at, id, { token: lin.token });
  await observer.ready;
  observer.type('林写的一段话');
  await until('written', () => observer.ack() === 2);
  const hostile = bare(at, id, { token: wang.token, ...params });
  hostile.doc.clientID = MINE;
  await hostile.ready;
  return { id, observer, hostile, text: textOf(observer.doc) };
}

function done(...all: readonly Bare[]): void {
  for (const one of all) one.ws.close();
}

describe('GU1 frames that the protocol does not allow', () => {
  const frames: [string, Uint8Array][] = [
    ['an empty frame', new Uint8Array(0)],
    ['kind 2 (auth)', Uint8Array.of(2, 0, 1, 65)],
    ['kind 4 (ack)', Uint8Array.of(4, 1)],
    ['kind 5 (notice)', Uint8Array.of(5, 2, 123, 125)],
    ['kind 9', Uint8Array.of(9)],
    ['a sync step of 3', Uint8Array.of(0, 3, 0)],
    ['a length beyond the frame', Uint8Array.of(0, 2, 64, 0)],
    ['the length of danger 10', Uint8Array.of(0, 2, 0x40, 1)],
    ['bytes after the payload', Uint8Array.of(0, 2, 2, 0, 0, 7)],
    ['bytes after a question for presence', Uint8Array.of(3, 0)],
    ['a state vector that lies', syncFrame(SYNC.step1, Uint8Array.of(5, 1))],
    ['bytes after a state vector', syncFrame(SYNC.step1, Uint8Array.of(0, 0))],
    ['a state vector of four billion', syncFrame(SYNC.step1, Uint8Array.of(255, 255, 255, 255, 15))],
    ['presence that is no JSON', Uint8Array.of(1, 5, 1, 42, 1, 1, 123)],
    ['presence that is an array', presenceFrame([MINE, 1, []])],
    ['presence that is a number', presenceFrame([MINE, 1, 7])],
    ['presence of a client above 32 bits', presenceFrame([2 ** 32, 1, {}])],
    ['presence with bytes behind', Uint8Array.of(1, 2, 0, 0)],
    ['presence that ends too early', Uint8Array.of(1, 1, 3)],
  ];
  test.each(frames)('%s: 4400, and nobody notices', async (_name, frame) => {
    const { id, observer, hostile, text } = await room();
    hostile.send(frame);
    expect(await hostile.closed).toBe(4400);
    expect(observer.code()).toBeNull();
    expect(await at.text(id)).toBe(text);
    done(observer);
  });

  test('text instead of bytes: 4400', async () => {
    const { observer, hostile } = await room();
    hostile.ws.send('hello');
    expect(await hostile.closed).toBe(4400);
    done(observer);
  });

  test('GU2 P9/T23 too large: an update over 1 MiB and presence over 4 KiB are 4413', async () => {
    const { observer, hostile } = await room();
    hostile.sendUpdate(new Uint8Array(1024 * 1024 + 1));
    expect(await hostile.closed).toBe(4413);
    const again = await room();
    again.hostile.send(presenceFrame([MINE, 1, { cursor: 'x'.repeat(5000) }]));
    expect(await again.hostile.closed).toBe(4413);
    done(observer, again.observer);
  });
});

test('GU3 P9/T18 the whole corpus: each frame alone in a room with an observer, and the room is unharmed', {
  timeout: 120_000,
}, async () => {
  const { observer, hostile, id } = await room();
  done(hostile);
  const frames = hostileFrames(observer.doc);
  const text = await at.text(id);
  const wrong: string[] = [];
  let slowest = 0;
  const before = process.memoryUsage.rss();
  for (const frame of frames) {
    const one = bare(at, id, { token: wang.token, answers: false });
    await one.ready;
    const began = performance.now();
    (frame.kind === 'step2' ? one.sendStep2 : one.sendUpdate)(frame.update);
    if (typeof frame.expected === 'number') {
      const code = await one.closed;
      if (code !== frame.expected) wrong.push(`${frame.name}: ${code} instead of ${frame.expected}`);
    } else if (frame.expected === 'nothing') {
      await until(frame.name, () => one.ack() === 1 || one.code() !== null);
      if (one.code() !== null) wrong.push(`${frame.name}: closed ${one.code()}`);
    } else {
      one.sendStep2(Uint8Array.of(0, 0));
      await until(frame.name, () => one.code() !== null || one.ack() > 0);
      if (one.code() !== null && one.code() !== 4409) wrong.push(`${frame.name}: closed ${one.code()}`);
    }
    slowest = Math.max(slowest, performance.now() - began);
    one.ws.terminate();
  }
  expect(wrong).toEqual([]);
  expect(await at.text(id)).toBe(text);
  expect(observer.code()).toBeNull();
  observer.type('照常');
  await until('the observer goes on', () => observer.ack() === 3);
  expect(at.logged.filter((line) => /"level":"error"/.test(line))).toEqual([]);
  console.log(
    `T18 over the socket: ${frames.length} frames, slowest ${slowest.toFixed(0)} ms, RSS +${((process.memoryUsage.rss() - before) / 2 ** 20).toFixed(0)} MiB`,
  );
  done(observer);
});

describe('gaps', () => {
  /** Three updates of a person, of which the first is held back. */
  function three(doc: Y.Doc): Uint8Array[] {
    const sent: Uint8Array[] = [];
    const keep = (update: Uint8Array, origin: unknown) => origin !== 'server' && sent.push(update);
    doc.on('update', keep);
    for (const words of ['一', '二', '三']) type(doc, words);
    doc.off('update', keep);
    return sent;
  }

  test('GU4 a gap is dropped and asked for once; the answering step 2 brings everything, and the ack waits for it', async () => {
    const { id, observer, hostile } = await room();
    const asked = () => hostile.heard.filter((kind) => kind === '0.0').length;
    await until('the first step 2', () => hostile.ack() === 1);
    const [, second, third] = three(hostile.doc);
    hostile.sendUpdate(second ?? new Uint8Array());
    hostile.sendUpdate(third ?? new Uint8Array());
    await until('the answer is settled', () => hostile.ack() === 4);
    expect(asked()).toBe(2);
    expect(hostile.code()).toBeNull();
    expect(hostile.notices).toEqual([]);
    await until('the observer has it', () => textOf(observer.doc).endsWith('一\n二\n三'));
    expect(await at.text(id)).toBe(textOf(observer.doc));
    done(observer, hostile);
  });

  test('GU5 an answer that still does not fit: 4409', async () => {
    const { observer, hostile, text, id } = await room({ answers: false });
    const [, second] = three(hostile.doc);
    hostile.sendUpdate(second ?? new Uint8Array());
    hostile.sendStep2(second ?? new Uint8Array());
    expect(await hostile.closed).toBe(4409);
    expect(await at.text(id)).toBe(text);
    done(observer);
  });

  test('GU6 P9/T22 4,000 gap frames cost little and store nothing', async () => {
    const { id, observer, hostile, text } = await room({ answers: false });
    hostile.sendStep2(Uint8Array.of(0, 0));
    await until('settled', () => hostile.ack() === 1);
    type(hostile.doc, '一');
    const before = Y.encodeStateVector(hostile.doc);
    type(hostile.doc, '二');
    const gap = Y.encodeStateAsUpdate(hostile.doc, before);
    const cpu = process.cpuUsage();
    for (let i = 0; i < 4000; i++) hostile.sendUpdate(gap);
    hostile.sendStep1();
    await until('all were handled', () => hostile.heard.filter((kind) => kind === '0.1').length === 2, 20_000);
    const used = process.cpuUsage(cpu);
    console.log(
      `T22: 4,000 gap frames, ${((used.user + used.system) / 1e6).toFixed(2)} s CPU, client and server together`,
    );
    expect(hostile.heard.filter((kind) => kind === '0.0').length).toBe(2);
    expect(hostile.code()).toBeNull();
    expect(await at.text(id)).toBe(text);
    done(observer, hostile);
  });
});

describe('whose ids', () => {
  test('GU7 P8 an edit relayed by somebody else is 4409, and the text is unharmed', async () => {
    const { id, observer, hostile, text } = await room();
    const before = Y.encodeStateVector(observer.doc);
    type(observer.doc, '林的未发送');
    hostile.sendUpdate(Y.encodeStateAsUpdate(observer.doc, before));
    expect(await hostile.closed).toBe(4409);
    expect(await at.text(id)).toBe(text);
    done(observer);
  });

  test('GU8 an announced id belongs to its person before the first word is written under it', async () => {
    const { observer, hostile, id } = await room();
    const newcomer = bare(at, id, { token: lin.token });
    await newcomer.ready;
    newcomer.send(presenceFrame([newcomer.doc.clientID, 1, {}]));
    await until('announced', () => hostile.presence.has(newcomer.doc.clientID));
    const thief = new Y.Doc();
    thief.clientID = newcomer.doc.clientID;
    Y.applyUpdate(thief, Y.encodeStateAsUpdate(hostile.doc));
    const before = Y.encodeStateVector(thief);
    type(thief, '冒名');
    hostile.sendUpdate(Y.encodeStateAsUpdate(thief, before));
    expect(await hostile.closed).toBe(4409);
    newcomer.type('我的');
    await until('hers is taken', () => newcomer.ack() === 2);
    done(observer, newcomer);
  });

  test('GU9 an id under which the server wrote is nobody else’s, also after a reload', async () => {
    const { id, observer, hostile } = await room();
    await at.collab.write(id, { marksOnly: false }, (doc) => type(doc, '服务器'));
    done(observer, hostile);
    await until('let go', () => at.collab.stats().rooms === 0);
    const one = bare(at, id, { token: wang.token });
    await one.ready;
    const [row] = await at.database.sql<{ bytes: Uint8Array }[]>`
      select bytes from updates where doc_id = ${id} and person_id is null order by seq desc limit 1`;
    const serverId = Y.decodeUpdate(new Uint8Array(row?.bytes ?? [])).structs[0]?.id.client ?? 0;
    one.doc.clientID = serverId;
    one.type('冒充');
    expect(await one.closed).toBe(4409);
  });
});

describe('rates and sizes', () => {
  test('GU10 P9/T23 above the frame rate a socket is read more slowly and never closed; others are not slowed', async () => {
    const limited = await aCollab({ over: at.database, frameRate: 60 });
    const id = await limited.review([
      [lin, ['owner']],
      [wang, ['editor']],
    ]);
    const [fast, calm] = [bare(limited, id, { token: lin.token }), bare(limited, id, { token: wang.token })];
    await Promise.all([fast.ready, calm.ready]);
    const began = Date.now();
    for (let i = 0; i < 320; i++) fast.type('快');
    await until('the burst', () => fast.ack() >= 190);
    const asked = Date.now();
    calm.type('慢');
    await until('the calm one', () => calm.ack() === 2);
    const calmTook = Date.now() - asked;
    expect(fast.ack()).toBeLessThan(320);
    await until('everything, in time', () => fast.ack() === 321, 15_000);
    const took = Date.now() - began;
    expect(took).toBeGreaterThan(1500);
    expect(fast.code()).toBeNull();
    console.log(`T23: 320 frames at 60/s took ${took} ms; a calm neighbour's ack ${calmTook} ms`);
    done(fast, calm);
    await limited.close();
  });

  test('GU11 five answers to SyncStep1 in ten seconds; what is asked beyond waits, and one answer serves all of it', async () => {
    const { observer, hostile } = await room();
    for (let i = 0; i < 100; i++) hostile.sendStep1();
    observer.type('最后一问之前');
    await until('it is committed', () => observer.ack() === 3);
    for (let i = 0; i < 100; i++) hostile.sendStep1();
    await until('the last is answered', () => textOf(hostile.doc) === textOf(observer.doc));
    await pause(1500);
    expect(hostile.heard.filter((kind) => kind === '0.1').length).toBeLessThanOrEqual(6);
    expect(hostile.code()).toBeNull();
    done(observer, hostile);
  });

  test('GU12 P9/T21 who does not read is cut off with 1013 and costs no more than its buffer', async () => {
    const id = await at.review([
      [lin, ['owner']],
      [wang, ['editor']],
    ]);
    const [writer, lazy] = [bare(at, id, { token: lin.token }), bare(at, id, { token: wang.token })];
    await Promise.all([writer.ready, lazy.ready]);
    const slowBefore = at.collab.stats().slow_readers_total ?? 0;
    lazy.ws.pause();
    const words = '长'.repeat(300_000);
    for (let i = 0; i < 18; i++) {
      writer.type(words);
      await until('taken', () => writer.ack() === i + 2);
    }
    await until('cut off', () => (at.collab.stats().slow_readers_total ?? 0) === slowBefore + 1);
    await until('gone', () => at.collab.stats().connections === 1);
    lazy.ws.resume();
    expect([1006, 1013]).toContain(await lazy.closed);
    done(writer);
  });

  test('GU13 P9/T23 a document over 20 MiB takes no more text (4413) and still lets text go', async () => {
    const id = await at.review([
      [lin, ['owner']],
      [wang, ['editor']],
    ]);
    const writer = bare(at, id, { token: lin.token });
    await writer.ready;
    const words = '长'.repeat(340_000);
    let n = 1;
    while (writer.code() === null && n < 30) {
      writer.type(words);
      n += 1;
      await until('taken or closed', () => writer.ack() === n || writer.code() !== null);
    }
    expect(writer.code()).toBe(4413);
    expect(n).toBeGreaterThan(19);
    const again = stock(at, lin, id);
    await synced(again);
    const content = again.doc.getXmlFragment('content');
    content.delete(1, content.length - 1);
    await until('the text has gone', async () => (await at.text(id)).length < 100);
    leave(again);
  });

  test('GU14 P9/T23 a thousand new writing ids in a day: new connections of that person wait, running ones go on', async () => {
    const { id, observer, hostile } = await room();
    await at.database.sql`insert into doc_clients (doc_id, epoch, client_id, person_id, session_id, wrote_at)
      select ${id}, 1, 1000000 + n, ${wang.id}, ${wang.sessionId}, now() from generate_series(1, 1000) n`;
    done(observer, hostile);
    await until('let go', () => at.collab.stats().rooms === 0);
    expect(await bare(at, id, { token: wang.token }).closed).toBe(1013);
    const other = bare(at, id, { token: lin.token });
    await other.ready;
    done(other);
  });
});
