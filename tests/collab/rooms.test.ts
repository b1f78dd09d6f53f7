// The life of a room: loaded before anybody is answered, let go after the save, readable whatever the log holds (RM, ST; P1, P9).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { commentKey, contentOf } from '../../domain/document/layout';
import { createStore } from '../../server/collab/store';
import {
  aCollab,
  bare,
  leave,
  pause,
  type Somebody,
  stock,
  synced,
  type TestCollab,
  textOf,
  type,
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
const gone = () => until('the room is let go', () => at.collab.stats().rooms === 0);

describe('loading and letting go', () => {
  test('RM8 P1 danger 6: leaving and coming back in the same moment loses nothing, 40 rounds', async () => {
    const id = await aReview();
    const slow = createStore(at.database);
    const own = await aCollab({
      over: at.database,
      linger: 0,
      store: {
        ...slow,
        load: async (docId) => {
          await pause(15);
          return slow.load(docId);
        },
        saveSnapshot: async (input) => {
          await pause(15);
          return slow.saveSnapshot(input);
        },
      },
    });
    for (let round = 0; round < 40; round++) {
      const one = bare(own, id, { token: (round % 2 ? lin : wang).token });
      await one.ready;
      one.type(`轮${round}`);
      await until('acknowledged', () => one.ack() === 2);
      one.ws.close();
      await pause(round % 5 === 0 ? 25 : round % 5);
    }
    const text = (await own.text(id)).split('\n');
    expect(text).toEqual(['开头。', ...Array.from({ length: 40 }, (_, round) => `轮${round}`)]);
    await own.close();
  });

  test('RM9 nobody is answered before the load, and one load serves all who wait', async () => {
    const id = await aReview();
    const store = createStore(at.database);
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const own = await aCollab({
      over: at.database,
      store: {
        ...store,
        load: async (docId) => {
          await gate;
          return store.load(docId);
        },
      },
    });
    const all = Array.from({ length: 5 }, () => bare(own, id, { token: lin.token }));
    await pause(200);
    expect(all.flatMap((one) => one.heard)).toEqual([]);
    open();
    await Promise.all(all.map((one) => one.ready));
    expect(all.every((one) => textOf(one.doc) === '开头。')).toBe(true);
    expect(own.collab.stats().room_loads_total).toBe(1);
    for (const one of all) one.ws.close();
    await own.close();
  });

  test('RM10 a long tail becomes a snapshot while typing and on leaving; the log stays whole', async () => {
    const id = await aReview();
    const one = bare(at, id, { token: lin.token });
    await one.ready;
    // Frames of one turn are stored together: each of these has a turn of its own, or nearly so.
    for (let n = 0; n < 800; n++) {
      one.type(`${n}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await until('all of it', () => one.ack() === 801, 20_000);
    await until('a snapshot', async () => (await snapshots(id)).length === 1);
    one.ws.close();
    await gone();
    const [log = { rows: 0, last: 0 }] = await at.database.sql<{ rows: number; last: number }[]>`
      select count(*)::int as rows, max(seq)::int as last from updates where doc_id = ${id}`;
    expect(log.rows).toBe(log.last);
    expect(log.last).toBeGreaterThan(700);
    expect((await snapshots(id)).at(-1)).toBe(log.last);
    const lines = (await at.text(id)).split('\n');
    expect(lines.length).toBe(801);
    expect(lines.at(-1)).toBe('799');
  });

  async function snapshots(id: string): Promise<number[]> {
    const rows = await at.database.sql<{ seq: string }[]>`select seq from snapshots where doc_id = ${id} order by seq`;
    return rows.map(({ seq }) => Number(seq));
  }
});

describe('danger 2: a damaged log', () => {
  const put = (id: string, seq: number, bytes: Uint8Array) =>
    at.database.sql.begin(async (tx) => {
      await tx`insert into updates (doc_id, epoch, seq, bytes) values (${id}, 1, ${seq}, ${bytes})`;
      await tx`update documents set last_seq = ${seq} where id = ${id}`;
    });

  test('RM11 P9 a struct of length 0, rubbish and half an update lose no word, are logged, and are gone from the next snapshot', async () => {
    const id = await aReview();
    const writer = bare(at, id, { token: lin.token });
    await writer.ready;
    writer.type('前');
    await until('acknowledged', () => writer.ack() === 2);
    const half = Y.encodeStateAsUpdate(writer.doc).slice(0, 40);
    writer.ws.close();
    await gone();
    await put(id, 3, Uint8Array.of(1, 1, 0x2a, 0, 0, 0, 0));
    await put(id, 4, Uint8Array.of(9, 9, 9));
    await put(id, 5, half);
    const damagedBefore = at.collab.stats().damaged_updates_total ?? 0;
    expect(await at.text(id)).toBe('开头。\n前');
    expect((at.collab.stats().damaged_updates_total ?? 0) - damagedBefore).toBe(3);
    expect(at.logged.filter((line) => line.includes('left out')).length).toBeGreaterThan(0);
    const again = bare(at, id, { token: lin.token });
    await again.ready;
    for (let n = 0; n < 25; n++) again.type('后');
    await until('acknowledged', () => again.ack() === 26);
    const { state } = await at.collab.state(id);
    again.ws.close();
    await gone();
    expect(() => Y.applyUpdate(new Y.Doc(), state)).not.toThrow();
    expect((await at.text(id)).split('\n').length).toBe(27);
  });

  test('RM12 a damaged snapshot is read from the log instead', async () => {
    const id = await aReview();
    const writer = bare(at, id, { token: lin.token });
    await writer.ready;
    for (let n = 0; n < 25; n++) writer.type(`${n}`);
    await until('acknowledged', () => writer.ack() === 26);
    const { state, seq } = await at.collab.state(id);
    writer.ws.close();
    await gone();
    await createStore(at.database).saveSnapshot({ docId: id, epoch: 1, seq, state });
    // From before digests were kept: nothing but its reading says that it is damaged.
    const { count } = await at.database
      .sql`update snapshots set state = substring(state from 1 for 100), sha256 = null where doc_id = ${id}`;
    expect(count).toBe(1);
    expect((await at.text(id)).split('\n').length).toBe(26);
  });

  test('RM33 P1 P13 a snapshot that reads well and is not what was written is not believed: one line, and another in its place', async () => {
    const id = await aReview();
    const { state, seq } = await at.collab.state(id);
    await gone();
    await createStore(at.database).saveSnapshot({ docId: id, epoch: 1, seq, state });
    const changed = Buffer.from(state);
    // 开 becomes 弁: one bit of one byte.
    const byte = changed.indexOf(Buffer.from('开')) + 2;
    changed.writeUInt8(changed.readUInt8(byte) ^ 1, byte);
    await at.database.sql`update snapshots set state = ${changed} where doc_id = ${id}`;
    const [damaged, lines] = [at.collab.stats().damaged_updates_total ?? 0, at.logged.length];
    expect(await at.text(id)).toBe('开头。');
    expect((at.collab.stats().damaged_updates_total ?? 0) - damaged).toBe(1);
    expect(at.logged.slice(lines)).toEqual([expect.stringContaining('a snapshot is not what was written')]);
    await until('it is replaced', async () => {
      const [row] = await at.database.sql`select sha256(state) = sha256 as sound from snapshots where doc_id = ${id}`;
      return row?.sound === true;
    });
    await gone();
    expect(await at.text(id)).toBe('开头。');
    expect(at.logged.length).toBe(lines + 1);
  });
});

describe('the end', () => {
  test('RM13 P15 drain: no more upgrades, what was typed is saved and acknowledged, 1012 to all, within 5 s', async () => {
    const own = await aCollab({ over: at.database });
    const id = await aReview();
    const all = [bare(own, id, { token: lin.token }), bare(own, id, { token: wang.token })];
    await Promise.all(all.map((one) => one.ready));
    for (let n = 0; n < 20; n++) for (const one of all) one.type(`${n}`);
    await until('some have arrived', () => (own.collab.stats().frames_in_total ?? 0) > 20);
    const began = Date.now();
    await own.collab.drain();
    expect(Date.now() - began).toBeLessThan(5000);
    expect(await Promise.all(all.map((one) => one.closed))).toEqual([1012, 1012]);
    const acked = all.reduce((sum, one) => sum + one.ack() - 1, 0);
    const lines = (await at.text(id)).split('\n');
    expect(lines.length - 1).toBeGreaterThanOrEqual(acked);
    expect(await bare(own, id, { token: lin.token }).closed).toBe(1006);
    await own.close();
  });

  test('RM14 P1/T01 a process that ends without a word loses nothing acknowledged', async () => {
    const own = await aCollab({ over: at.database });
    const id = await aReview();
    const all = Array.from({ length: 3 }, () => bare(own, id, { token: lin.token }));
    await Promise.all(all.map((one) => one.ready));
    for (let n = 0; n < 50; n++) for (const [who, one] of all.entries()) one.type(`${who}.${n}`);
    await until('half is acknowledged', () => all.every((one) => one.ack() > 25));
    const acked = all.map((one) => one.ack() - 1);
    // What the killed process held in memory is of no use to the next one: another engine reads the log alone.
    const next = await aCollab({ over: at.database });
    const lines = (await next.text(id)).split('\n');
    acked.forEach((count, who) => {
      for (let n = 0; n < count; n++) expect(lines).toContain(`${who}.${n}`);
    });
    expect(new Set(lines).size).toBe(lines.length);
    for (const one of all) one.ws.terminate();
    await Promise.all([own.close(), next.close()]);
  });
});

describe('reads and the server’s own writes', () => {
  test('RM15 a read sees every acknowledged edit at once, under steady typing', async () => {
    const id = await aReview();
    const writer = bare(at, id, { token: lin.token });
    await writer.ready;
    for (let n = 0; n < 60; n++) {
      writer.type(`${n}`);
      if (n % 10 === 0) await until('acknowledged', () => writer.ack() === n + 2);
      const known = writer.ack() - 2;
      const lines = (await at.text(id)).split('\n');
      expect(lines.length).toBeGreaterThanOrEqual(known + 2);
    }
    writer.ws.close();
  });

  test('RM16 a write of the server’s reaches everybody after its commit; what it throws changes nothing', async () => {
    const id = await aReview();
    const reader = bare(at, id, { token: lin.token });
    await reader.ready;
    const answer = await at.collab.write(id, { marksOnly: false }, (doc) => {
      type(doc, '导入');
      return 7;
    });
    expect(answer).toBe(7);
    await until('heard', () => textOf(reader.doc) === '开头。\n导入');
    await expect(
      at.collab.write(id, { marksOnly: false }, (doc) => {
        type(doc, '半');
        throw new Error('stopped half-way');
      }),
    ).rejects.toThrow('half-way');
    expect(await at.text(id)).toBe('开头。\n导入');
    reader.ws.close();
  });

  test('RM17 marks pass in a frozen text, words do not, not even by mistake', async () => {
    const id = await aReview();
    await at.database.sql`update reviews set stage = 'signoff' where id = ${id}`;
    await expect(at.collab.write(id, { marksOnly: false }, (doc) => type(doc, 'x'))).rejects.toMatchObject({
      refusal: { code: 'wrong-stage' },
    });
    const thread = '018f3c1e-aaaa-7bbb-8ccc-1234567890ab';
    await at.collab.write(id, { marksOnly: true }, (doc) => mark(doc, thread));
    await expect(at.collab.write(id, { marksOnly: true }, (doc) => type(doc, 'x'))).rejects.toThrow('writes text');
    await expect(at.collab.write(id, { marksOnly: true }, (doc) => firstText(doc).delete(0, 1))).rejects.toThrow(
      'deletes text',
    );
    expect(await at.text(id)).toBe('开头。');
    expect(await at.collab.read(id, (doc) => Object.keys(firstText(doc).toDelta()[0].attributes))).toEqual([
      commentKey(thread),
    ]);
  });

  test('RM18 a read that changes the document is caught and thrown away', async () => {
    const id = await aReview();
    await expect(at.collab.read(id, (doc) => type(doc, 'x'))).rejects.toThrow();
    expect(await at.text(id)).toBe('开头。');
  });

  test('RM19 a review without a document is not found', async () => {
    const nowhere = '00000000-0000-4000-8000-000000000000';
    await expect(at.collab.state(nowhere)).rejects.toMatchObject({ refusal: { code: 'not-found' } });
    await expect(at.collab.freeze(nowhere, async () => 1)).rejects.toMatchObject({ refusal: { code: 'not-found' } });
  });

  test('RM20 marks that a client forged or brought back are taken away, those it lost are placed again', async () => {
    const id = await aReview();
    const [thread] = await at.database.sql<{ id: string }[]>`
      insert into threads (review_id, kind, quote, created_by) values (${id}, 'normal', '开头。', ${lin.id}) returning id`;
    const [one, watcher] = [stock(at, wang, id), stock(at, lin, id)];
    await Promise.all([synced(one), synced(watcher)]);
    const keys = () => Object.keys(firstText(watcher.doc).toDelta()[0]?.attributes ?? {});
    await until('the missing one is placed', () => keys().join() === commentKey(thread?.id ?? ''));
    const forged = '018f3c1e-bbbb-7bbb-8ccc-1234567890ab';
    mark(one.doc, forged);
    await until('forged', () => keys().length === 2);
    await until('taken away', () => keys().join() === commentKey(thread?.id ?? ''));
    leave(one, watcher);
  });
});

function firstText(doc: Y.Doc): Y.XmlText {
  return (contentOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText;
}

function mark(doc: Y.Doc, threadId: string): void {
  firstText(doc).format(0, 3, { [commentKey(threadId)]: { id: threadId } });
}

test('RM21 notices reach those who asked for them', async () => {
  const id = await aReview();
  const [a, b] = [
    bare(at, id, { token: lin.token }),
    bare(at, id, { token: wang.token, params: { notices: '0', ack: '0' } }),
  ];
  await Promise.all([a.ready, b.ready]);
  at.collab.notify(id, { type: 'threads' });
  await until('heard', () => a.notices.length === 1);
  expect(a.notices).toEqual([{ type: 'threads' }]);
  b.type('静');
  await until('committed', () => textOf(a.doc).endsWith('静'));
  await pause(50);
  expect(b.heard).not.toContain('4');
  expect(b.heard).not.toContain('5');
  for (const one of [a, b]) one.ws.close();
});
