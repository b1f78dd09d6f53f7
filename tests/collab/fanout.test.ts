// Several nodes over one database: what one commits the others show, and what a message loses the log brings (FO rules; P14).
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../db/open';
import type { FanoutMessage } from '../../server/fanout/fanout';
import { localFanout, localHub } from '../../server/fanout/local';
import { aCollab, bare, pause, type Somebody, type TestCollab, textOf, until } from '../build/collab';
import { aDatabase } from '../build/database';

describe('FO1 the interface: to all others, in order, never to oneself, not in the same breath', () => {
  test('a hub of three', async () => {
    const hub = localHub();
    const nodes = [hub.join(), hub.join(), hub.join()];
    const heard: FanoutMessage[][] = [[], [], []];
    for (const [n, node] of nodes.entries()) node.subscribe((message) => heard[n]?.push(message));
    nodes[0]?.publish({ kind: 'frozen', docId: 'a' });
    nodes[0]?.publish({ kind: 'frozen', docId: 'b' });
    expect(heard).toEqual([[], [], []]);
    await pause(0);
    const both = [
      { kind: 'frozen', docId: 'a' },
      { kind: 'frozen', docId: 'b' },
    ];
    expect(heard).toEqual([[], both, both]);
    await nodes[1]?.close();
    nodes[0]?.publish({ kind: 'frozen', docId: 'c' });
    await pause(0);
    expect(heard.map((one) => one.length)).toEqual([0, 2, 3]);
  });

  test('a node on its own has nobody to tell', () => {
    const alone = localFanout();
    expect(alone.shared).toBe(false);
    alone.subscribe(() => expect.unreachable());
    alone.publish({ kind: 'frozen', docId: 'a' });
  });
});

describe('two nodes', () => {
  let database: Database;
  let one: TestCollab;
  let two: TestCollab;
  let lin: Somebody;
  let wang: Somebody;
  /** Messages that never arrive. */
  let losing = false;
  beforeAll(async () => {
    database = await aDatabase();
    const hub = localHub();
    const lossy = () => {
      const node = hub.join();
      return { ...node, publish: (message: FanoutMessage) => losing || node.publish(message) };
    };
    [one, two] = await Promise.all([
      aCollab({ over: database, fanout: lossy(), linger: 20 }),
      aCollab({ over: database, fanout: lossy(), linger: 20 }),
    ]);
    [lin, wang] = await Promise.all([one.person('Lin'), one.person('Wang')]);
  });
  beforeEach(() => {
    losing = false;
  });
  afterAll(async () => {
    await Promise.all([one.close(), two.close()]);
    await database.close();
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
