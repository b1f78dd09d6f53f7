// Nothing leaves the server before its commit: a lock held on the document's row shows who hears too early (ST rules, P1, P2).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  aCollab,
  type Bare,
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

const pair = (paragraphs?: readonly string[]) =>
  at.review(
    [
      [lin, ['owner']],
      [wang, ['editor']],
    ],
    paragraphs,
  );

/** Holds the document's row until `release`. */
async function locked(id: string): Promise<{ release(): Promise<void> }> {
  let open = (): void => undefined;
  let held = (): void => undefined;
  const isHeld = new Promise<void>((resolve) => {
    held = resolve;
  });
  const done = at.database.sql.begin(async (tx) => {
    await tx`select 1 from documents where id = ${id} for update`;
    held();
    await new Promise<void>((resolve) => {
      open = resolve;
    });
  });
  await isHeld;
  return {
    release: async () => {
      open();
      await done;
    },
  };
}

async function rows(id: string): Promise<number> {
  const [row] = await at.database.sql<{ n: number }[]>`select count(*)::int as n from updates where doc_id = ${id}`;
  return row?.n ?? 0;
}

describe('nothing leaves before its commit', () => {
  test('ST1 ST2 no ack, no peer, no newcomer, no text and no state hears of an edit while its commit is held up', async () => {
    const id = await pair();
    const [a, b] = [bare(at, id, { token: lin.token }), bare(at, id, { token: wang.token })];
    await Promise.all([a.ready, b.ready]);
    await until('the first step 2 is settled', () => a.ack() === 1);
    const lock = await locked(id);
    a.type('未提交');
    await until('the edit has arrived', () => at.collab.stats().pending_updates === 1);
    const late = bare(at, id, { token: wang.token });
    const text = at.text(id);
    const state = at.collab.state(id);
    let answered = 0;
    void text.then(() => answered++);
    void state.then(() => answered++);
    const frozen = at.collab.freeze(id, async (_tx, { doc }) => textOf(doc));
    void frozen.then(() => answered++);
    await pause(300);
    expect(a.ack()).toBe(1);
    expect(textOf(b.doc)).toBe('开头。');
    expect(textOf(late.doc)).toBe('');
    expect(late.heard).not.toContain('0.1');
    expect(answered).toBe(0);
    expect(await rows(id)).toBe(1);
    await lock.release();
    await until('the ack', () => a.ack() === 2);
    await late.ready;
    expect(await text).toBe('开头。\n未提交');
    const copy = new Y.Doc();
    Y.applyUpdate(copy, (await state).state);
    expect(textOf(copy)).toBe('开头。\n未提交');
    expect(await frozen).toBe('开头。\n未提交');
    await until('the others', () => textOf(b.doc) === '开头。\n未提交' && textOf(late.doc) === '开头。\n未提交');
    expect(await rows(id)).toBe(2);
    for (const one of [a, b, late]) one.ws.close();
  });

  test('ST3 a locked document holds up no other', async () => {
    const [held, free] = await Promise.all([pair(), pair()]);
    const [a, b] = [bare(at, held, { token: lin.token }), bare(at, free, { token: lin.token })];
    await Promise.all([a.ready, b.ready]);
    const lock = await locked(held);
    a.type('等');
    b.type('走');
    await until('the free one is acknowledged', () => b.ack() === 2);
    expect(a.ack()).toBe(1);
    await lock.release();
    await until('then the other', () => a.ack() === 2);
    for (const one of [a, b]) one.ws.close();
  });

  test('ST18 a pool that is all taken holds up no commit', async () => {
    const id = await pair();
    const a = bare(at, id, { token: lin.token });
    await a.ready;
    await until('synced', () => a.ack() === 1);
    let open = (): void => undefined;
    const end = new Promise<void>((resolve) => {
      open = resolve;
    });
    const taken = Array.from({ length: 20 }, () => at.database.sql.begin(() => end));
    await pause(50);
    a.type('照存');
    await until('saved all the same', () => a.ack() === 2);
    open();
    await Promise.all(taken);
    a.ws.close();
  });

  test('ST4 a resend without effect is acknowledged only with the edit that it repeats', async () => {
    const id = await pair();
    const a = bare(at, id, { token: lin.token });
    await a.ready;
    await until('synced', () => a.ack() === 1);
    const lock = await locked(id);
    const before = Y.encodeStateVector(a.doc);
    type(a.doc, '一次');
    const update = Y.encodeStateAsUpdate(a.doc, before);
    a.sendUpdate(update);
    a.sendUpdate(update);
    a.sendStep2(Y.encodeStateAsUpdate(a.doc));
    await until('it has arrived', () => at.collab.stats().pending_updates === 1);
    await pause(200);
    expect(a.ack()).toBe(1);
    await lock.release();
    await until('all three', () => a.ack() === 4);
    expect(await rows(id)).toBe(2);
    a.ws.close();
  });

  test('ST5 seq has no gaps and last_seq is the last of them, with 20 documents in one batch', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => pair()));
    const all = ids.map((id) => bare(at, id, { token: lin.token }));
    await Promise.all(all.map((one) => one.ready));
    const before = at.collab.stats();
    for (let round = 0; round < 10; round++) for (const one of all) one.type(`${round}`);
    await until('all are acknowledged', () => all.every((one) => one.ack() === 11));
    const wrong = await at.database.sql`
      select d.id from documents d join lateral (
        select count(*) as n, max(seq) as top from updates u where u.doc_id = d.id and u.epoch = d.epoch) u on true
      where d.id = any(${ids}) and (u.n <> u.top or d.last_seq <> u.top)`;
    expect(wrong).toEqual([]);
    const after = at.collab.stats();
    const grown = (what: string) => (after[what] ?? 0) - (before[what] ?? 0);
    expect(grown('commits_total')).toBeLessThan(grown('committed_updates_total'));
    for (const one of all) one.ws.close();
  });
});

describe('a store that fails', () => {
  test('ST6 ST7 it is tried again for ever, says nothing meanwhile, and the room is not let go', async () => {
    const id = await pair();
    const a = bare(at, id, { token: lin.token });
    await a.ready;
    await until('synced', () => a.ack() === 1);
    await at.database.sql`alter table updates rename to updates_away`;
    a.type('留住');
    await until('an attempt failed', () => (at.collab.stats().append_failures_total ?? 0) > 0);
    await pause(100);
    expect(a.ack()).toBe(1);
    expect(at.collab.stats().log_failing).toBe(1);
    const failures = at.collab.stats().append_failures_total ?? 0;
    a.ws.close();
    await a.closed;
    await pause(300);
    expect(at.collab.stats().rooms).toBeGreaterThan(0);
    await at.database.sql`alter table updates_away rename to updates`;
    await until('it is written', async () => (await rows(id)) === 2);
    await until('then the room goes', () => at.collab.stats().rooms === 0);
    expect(failures).toBeGreaterThan(0);
    expect(await at.text(id)).toBe('开头。\n留住');
  });

  test('ST8 one document whose data the database refuses waits alone', async () => {
    const [bad, good] = await Promise.all([pair(), pair()]);
    const [a, b] = [bare(at, bad, { token: lin.token }), bare(at, good, { token: lin.token })];
    await Promise.all([a.ready, b.ready]);
    await until('synced', () => a.ack() === 1 && b.ack() === 1);
    await at.database.sql.unsafe(`alter table updates add constraint test_bad check (doc_id <> '${bad}' or seq < 2)`);
    a.type('坏');
    b.type('好');
    await until('the good one', () => b.ack() === 2);
    b.type('更好');
    await until('and again', () => b.ack() === 3);
    expect(a.ack()).toBe(1);
    await at.database.sql`alter table updates drop constraint test_bad`;
    await until('then the bad one', () => a.ack() === 2);
    for (const one of [a, b]) one.ws.close();
  });
});

describe('refused by the log', () => {
  const typing = async (): Promise<[string, Bare]> => {
    const id = await pair();
    const a = bare(at, id, { token: lin.token });
    await a.ready;
    await until('synced', () => a.ack() === 1);
    return [id, a];
  };

  test('ST9 another freeze number throws the memory away: 4503, nothing stored, and the next room is right', async () => {
    const [id, a] = await typing();
    await at.database.sql`update documents set freeze_no = freeze_no + 1 where id = ${id}`;
    a.type('太晚');
    expect(await a.closed).toBe(4503);
    expect(a.ack()).toBe(1);
    expect(await at.text(id)).toBe('开头。');
    expect(await rows(id)).toBe(1);
    const again = bare(at, id, { token: lin.token, doc: a.doc });
    await until('it comes again by step 2', () => again.ack() === 1);
    expect(await at.text(id)).toBe('开头。\n太晚');
    again.ws.close();
  });

  test('ST10 another epoch closes 4409', async () => {
    const [id, a] = await typing();
    await at.database.sql`update documents set epoch = 2, last_seq = 0 where id = ${id}`;
    a.type('旧史');
    expect(await a.closed).toBe(4409);
    expect(await rows(id)).toBe(1);
  });

  test('ST11 a client id that another node bound to somebody else refuses that document alone, and its writer is told 4409', async () => {
    const [id, a] = await typing();
    const [other, b] = await typing();
    await at.database.sql`insert into doc_clients (doc_id, epoch, client_id, person_id, session_id)
      values (${id}, 1, ${a.doc.clientID}, ${wang.id}, ${wang.sessionId})`;
    a.type('冒名');
    b.type('清白');
    expect(await a.closed).toBe(4503);
    expect(await bare(at, id, { token: lin.token, doc: a.doc }).closed).toBe(4409);
    await until('the other goes on', () => b.ack() === 2);
    expect(await rows(id)).toBe(1);
    expect(await rows(other)).toBe(2);
    b.ws.close();
  });
});

test('ST12 who wrote what stands in the log, and the binding of a client id with it', async () => {
  const id = await pair();
  const a = stock(at, wang, id);
  await synced(a);
  type(a.doc, '王写的');
  await until('stored', async () => (await rows(id)) === 2);
  const stored = await at.database.sql`select person_id from updates where doc_id = ${id} order by seq`;
  expect(stored.map((row) => row.person_id)).toEqual([null, wang.id]);
  const [bound] = await at.database.sql`select * from doc_clients where doc_id = ${id}`;
  expect(bound).toMatchObject({ client_id: String(a.doc.clientID), person_id: wang.id, session_id: wang.sessionId });
  expect(bound?.wrote_at).not.toBeNull();
  leave(a);
});
