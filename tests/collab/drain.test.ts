// The end of a node under many connections: told to come back a few at a time, and served until it is their turn (RM28; P15).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aCollab, type Bare, bare, type Somebody, type TestCollab, until } from '../build/collab';

let at: TestCollab;
let lin: Somebody;
beforeAll(async () => {
  at = await aCollab();
  lin = await at.person('Lin');
});
afterAll(() => at.close());

test('RM28 P15 a drain closes six at a time, and who waits for its turn is acknowledged meanwhile', async () => {
  const all: Bare[] = [];
  for (let review = 0; review < 5; review++) {
    const id = await at.review([[lin, ['owner']]]);
    for (let n = 0; n < 9; n++) all.push(bare(at, id, { token: lin.token }));
    await Promise.all(all.map((one) => one.ready));
  }
  const moments: number[] = [];
  for (const one of all) void one.closed.then(() => moments.push(Date.now()));
  const drained = at.collab.drain();
  await until('the first have left', () => moments.length >= 6);
  const last = all.at(-1);
  last?.type('还在写');
  await until('acknowledged', () => last?.ack() === 2);
  await drained;
  expect(new Set(await Promise.all(all.map((one) => one.closed)))).toEqual(new Set([1012]));
  expect(all.every((one) => one.ack() >= 1)).toBe(true);
  // Seven pauses of a twentieth of a second between the turns.
  expect((moments.at(-1) ?? 0) - (moments[0] ?? 0)).toBeGreaterThanOrEqual(200);
  const [row] = await at.database.sql`select count(*)::int as n from updates where person_id = ${lin.id}`;
  expect(row?.n).toBe(1);
});
