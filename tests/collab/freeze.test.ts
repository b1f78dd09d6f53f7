// The freeze: what is signed is what was acknowledged, and nothing comes after it (T29, P10).
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { queriesIn } from '../../db/queries/db';
import { setStage } from '../../db/queries/reviews';
import { aCollab, type Bare, bare, pause, type Somebody, type TestCollab, textOf, type, until } from '../build/collab';

let at: TestCollab;
let lin: Somebody;
let people: Somebody[];
beforeAll(async () => {
  at = await aCollab({ linger: 20 });
  lin = await at.person('Lin');
  people = await Promise.all(['A', 'B', 'C', 'D', 'E'].map((name) => at.person(name)));
});
afterAll(() => at.close());

const aReview = async () => {
  const id = await at.review([[lin, ['owner']], ...people.map((who): [Somebody, ['editor']] => [who, ['editor']])]);
  await at.database.sql`update reviews set stage = 'review' where id = ${id}`;
  return id;
};

const signOff = (id: string) =>
  at.collab.freeze(id, async (tx, { doc, state, seq }) => {
    const text = textOf(doc);
    await setStage(queriesIn(at.database.sql, tx), id, 'signoff');
    return { text, state, seq };
  });

const ROUNDS = process.env.FULL === '1' ? 300 : 30;

test(`RM22 P10/T29 five typists, ${ROUNDS} freezes: all acknowledged before it are in, nothing comes after`, {
  timeout: ROUNDS * 4000,
}, async () => {
  let frozen = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const id = await aReview();
    const typists = people.map((who) => bare(at, id, { token: who.token }));
    await Promise.all(typists.map((one) => one.ready));
    let typing = true;
    const work = typists.map(async (one, who) => {
      for (let n = 0; typing && one.code() === null; n++) {
        one.type(`[${who}.${n}]`);
        await pause(n % 3);
      }
    });
    await pause(20 + (round % 7) * 9);
    const acked = typists.map((one) => one.ack());
    const { text, state, seq } = await signOff(id);
    const codes = await Promise.all(typists.map((one) => one.closed));
    typing = false;
    await Promise.all(work);
    expect(codes).toEqual([4503, 4503, 4503, 4503, 4503]);
    acked.forEach((count, who) => {
      for (let n = 0; n < count - 1; n++)
        expect(text, `acked before the freeze, round ${round}`).toContain(`[${who}.${n}]`);
    });
    // Everything acknowledged at all is in it: nothing was accepted afterwards.
    typists.forEach((one, who) => {
      for (let n = 0; n < one.ack() - 1; n++) expect(text, `acked after, round ${round}`).toContain(`[${who}.${n}]`);
    });
    expect(await at.text(id)).toBe(text);
    const copy = new Y.Doc();
    Y.applyUpdate(copy, state);
    expect(textOf(copy)).toBe(text);
    const [row] = await at.database.sql`select last_seq, freeze_no from documents where id = ${id}`;
    expect(row).toMatchObject({ last_seq: String(seq), freeze_no: 1 });
    frozen += text.split('\n').length - 1;
  }
  expect(frozen).toBeGreaterThan(ROUNDS);
});

test('RM23 what the freeze throws rolls back: the writers go on, the number stays', async () => {
  const id = await aReview();
  const one = bare(at, id, { token: people[0]?.token ?? '' });
  await one.ready;
  await until('settled', () => one.ack() === 1);
  await expect(
    at.collab.freeze(id, async (tx) => {
      await setStage(queriesIn(at.database.sql, tx), id, 'signoff');
      one.type('等');
      await pause(50);
      throw new Error('a gate is closed');
    }),
  ).rejects.toThrow('gate');
  await until('what waited is taken', () => one.ack() === 2);
  expect(one.code()).toBeNull();
  const [row] = await at.database
    .sql`select freeze_no, stage from documents d join reviews r on r.id = d.id where d.id = ${id}`;
  expect(row).toMatchObject({ freeze_no: 0, stage: 'review' });
  one.ws.close();
});

test('RM24 who is just coming in while the text is frozen gets the rights of afterwards', async () => {
  const id = await aReview();
  const late: Bare[] = [];
  await at.collab.freeze(id, async (tx) => {
    for (const who of people) late.push(bare(at, id, { token: who.token }));
    await pause(100);
    await setStage(queriesIn(at.database.sql, tx), id, 'signoff');
  });
  await pause(200);
  for (const one of late) if (one.code() === null) one.type('太晚');
  await pause(200);
  expect(await at.text(id)).toBe('开头。');
  for (const one of late) expect(one.code() ?? 4503).toBe(4503);
  for (const one of late) one.ws.close();
});

test('RM25 a cancelled sign-off lets the same text be written again, in the same epoch', async () => {
  const id = await aReview();
  await signOff(id);
  const reader = bare(at, id, { token: people[0]?.token ?? '' });
  await reader.ready;
  await at.collab.freeze(id, (tx) => setStage(queriesIn(at.database.sql, tx), id, 'review'));
  expect(await reader.closed).toBe(4503);
  const writer = bare(at, id, { token: people[0]?.token ?? '', doc: reader.doc, params: { epoch: '1' } });
  await writer.ready;
  writer.type('再写');
  await until('taken', () => writer.ack() === 2);
  expect(await at.text(id)).toBe('开头。\n再写');
  writer.ws.close();
});

test('RM32 P10/T29 a write of the server’s that waited for a freeze is refused, and waited for its failure it is made', async () => {
  for (const fails of [false, true]) {
    const id = await aReview();
    let wrote: Promise<unknown> | null = null;
    const freezing = at.collab.freeze(id, async (tx) => {
      wrote = at.collab
        .write(id, { marksOnly: false }, (doc) => type(doc, '太晚'))
        .then(
          () => 'written',
          ({ refusal }) => refusal.code,
        );
      // Its stage was asked by now, and it waits.
      await pause(100);
      await setStage(queriesIn(at.database.sql, tx), id, 'signoff');
      if (fails) throw new Error('a gate is closed');
    });
    await (fails ? expect(freezing).rejects.toThrow('gate') : freezing);
    expect(await wrote).toBe(fails ? 'written' : 'wrong-stage');
    expect(await at.text(id)).toBe(fails ? '开头。\n太晚' : '开头。');
  }
});
