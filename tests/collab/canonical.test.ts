// The digest of a text is the same after its way through the log: as it was typed, loaded anew, compacted, and by another node (T30, P10).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadText } from '../../db/text';
import { canonicalDocument } from '../../domain/document/canonical';
import { blocksOf } from '../../domain/document/layout';
import body from '../../domain/template/builtin/self-check-2023-team.json';
import { parseTemplate } from '../../domain/template/template';
import { createStore } from '../../server/collab/store';
import { anotherPostgres, whyNoOtherPostgres } from '../build/anotherPostgres';
import { aCollab, bare, type Somebody, type TestCollab, until } from '../build/collab';
import { reached, TARGET } from '../build/orders';

const ORDERS = process.env.FULL === '1' ? 200 : 4;
const OTHERS = ORDERS / 2;
const template = parseTemplate(body);
let [at, other] = [] as unknown as [TestCollab, TestCollab];
let lin: Somebody;
beforeAll(async () => {
  at = await aCollab({ linger: 10 });
  other = await aCollab({ linger: 10, over: at.database });
  lin = await at.person('Lin');
});
afterAll(async () => {
  await other.close();
  await at.close();
});

function digestOf(blocks: Parameters<typeof canonicalDocument>[0]['blocks']): string {
  const about = { org: '街道办事处', reviewId: 'r1', title: '检查材料', template, templateSha256: '0'.repeat(64) };
  return canonicalDocument({ ...about, blocks, fields: {} }).contentSha256;
}

/** The update log of a text in this order, sent by a typist: committed, with the digest that was read then. */
async function written(seed: number, at: TestCollab, lin: Somebody): Promise<{ id: string; digest: string }> {
  const id = await at.review([[lin, ['owner']]], []);
  const { updates } = reached(seed);
  const typist = bare(at, id, { token: lin.token });
  await typist.ready;
  for (const update of updates) typist.sendUpdate(update);
  await until('all of it is committed', () => typist.ack() === updates.length + 1);
  const digest = await digestIn(at, id);
  typist.ws.close();
  await until('the room is gone', () => at.collab.stats().rooms === 0);
  return { id, digest };
}

const digestIn = (at: TestCollab, id: string) => at.collab.read(id, (doc) => digestOf(blocksOf(doc)));

test(`T30 ${ORDERS} orders of edits through socket, log, snapshot and two nodes: one digest`, async () => {
  const digests = new Set([digestOf(TARGET)]);
  for (let seed = 1; seed <= ORDERS; seed++) {
    const { id, digest } = await written(seed, at, lin);
    digests.add(digest).add(await digestIn(at, id));
    // Loaded from a snapshot by a node that never heard the updates.
    const { state, epoch, seq } = await at.collab.state(id);
    await createStore(at.database).saveSnapshot({ docId: id, epoch, seq, state });
    digests.add(await digestIn(other, id));
    const stored = await loadText(at.database.sql, id);
    expect([stored?.snapshot === null, stored?.tail.length]).toEqual([false, 0]);
  }
  console.info(`T30 through the database: ${ORDERS} orders, ${digests.size} distinct digest`);
  expect(digests.size).toBe(1);
  expect([...at.logged, ...other.logged]).toEqual([]);
}, 600_000);

const why = whyNoOtherPostgres();
if (why) console.info(`T30 over another PostgreSQL is not tested: ${why}`);

test.skipIf(why)(
  `T30 ${OTHERS} of them over another PostgreSQL than the packaged one: the same digest`,
  async () => {
    const postgres = await anotherPostgres();
    const there = await aCollab({ linger: 10, over: postgres.database });
    try {
      const [{ version }] = await postgres.database.sql<[{ version: string }]>`select version()`;
      const [own] = await at.database.sql<[{ version: string }]>`select version()`;
      expect(version).not.toBe(own.version);
      const wang = await there.person('Wang');
      const digests = new Set([digestOf(TARGET)]);
      for (let seed = 1; seed <= OTHERS; seed++) {
        const { id, digest } = await written(seed, there, wang);
        digests.add(digest).add(await digestIn(there, id));
      }
      console.info(
        `T30 over ${version.split(' ').slice(0, 2).join(' ')}: ${OTHERS} orders, ${digests.size} distinct digest`,
      );
      expect(digests.size).toBe(1);
      expect(there.logged).toEqual([]);
    } finally {
      await there.close();
      await postgres.stop();
    }
  },
  600_000,
);
