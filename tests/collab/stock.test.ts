// Stock y-websocket clients against the engine: they converge, come back, and find everything again (P3, CONTRACT "Socket").
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { aCollab, leave, type Somebody, stock, synced, type TestCollab, textOf, type, until } from '../build/collab';

let at: TestCollab;
let lin: Somebody;
let wang: Somebody;
beforeAll(async () => {
  at = await aCollab({ linger: 50 });
  [lin, wang] = await Promise.all([at.person('Lin'), at.person('Wang')]);
});
afterAll(() => at.close());

test('RM1 a stock pair converges, and what they wrote is read by HTTP and by who comes later', async () => {
  const id = await at.review([
    [lin, ['owner']],
    [wang, ['editor']],
  ]);
  const [a, b] = [stock(at, lin, id), stock(at, wang, id)];
  await Promise.all([synced(a), synced(b)]);
  expect(textOf(a.doc)).toBe('开头。');
  type(a.doc, '林写的。');
  type(b.doc, '王写的。');
  await until('both have both', () => textOf(a.doc) === textOf(b.doc) && textOf(a.doc).length > 12);
  expect(await at.text(id)).toBe(textOf(a.doc));
  expect(Y.encodeStateVector(a.doc)).toEqual(Y.encodeStateVector(b.doc));
  leave(a, b);
  await until('the room is let go', () => at.collab.stats().rooms === 0);
  const late = stock(at, wang, id);
  await synced(late);
  expect(textOf(late.doc)).toContain('林写的。');
  expect(textOf(late.doc)).toContain('王写的。');
  leave(late);
});
