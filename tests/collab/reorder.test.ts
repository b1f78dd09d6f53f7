// Forged neighbours that put the same text into two orders, here and after a load: the room goes over to what a load shows.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { contentOf } from '../../domain/document/layout';
import { loadsAlike } from '../../server/collab/sameOrder';
import { aCollab, bare, type Somebody, type TestCollab, textOf, until } from '../build/collab';
import { forge } from '../build/forge';
import { dice, textsOf } from './guardEdits';

process.setMaxListeners(50);

let at: TestCollab;
let lin: Somebody;
let mallory: Somebody;

beforeAll(async () => {
  at = await aCollab();
  [lin, mallory] = [await at.person('Lin'), await at.person('Mallory')];
}, 60_000);
afterAll(() => at.close());

const aReview = () =>
  at.review(
    [
      [lin, ['owner']],
      [mallory, ['editor']],
    ],
    ['存在的问题很多'],
  );

async function loaded(id: string): Promise<Y.Doc> {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, (await at.collab.state(id)).state);
  return doc;
}

const sorted = (text: string) => [...text].sort().join('');

describe('RM30 forged neighbours', () => {
  test('put the text into another order after a load; with the next snapshot the room goes over to that, and loses no word', async () => {
    const id = await aReview();
    const seed = Number(process.env.REORDER_SEED ?? 1);
    console.info(`reorder: seed ${seed}`);
    const random = dice(seed);
    const hostile = bare(at, id, { token: mallory.token });
    const honest = bare(at, id, { token: lin.token });
    await Promise.all([hostile.ready, honest.ready]);
    // The disease: not every forging does it.
    const differs = async () => (await at.text(id)) !== textOf(await loaded(id));
    for (let round = 0; round < 30 && !(await differs()); round++) await forge(hostile, random);
    expect(await differs()).toBe(true);
    const words = sorted(await at.text(id));
    expect(at.collab.stats().reordered_texts_total).toBe(0);

    // Somebody goes on writing, until it is time for a snapshot.
    let typed = 0;
    while (honest.code() === null) {
      honest.type('好');
      typed += 1;
      await until('it is saved, or the room is thrown away', () => honest.ack() > typed || honest.code() !== null);
    }
    expect(await honest.closed).toBe(4503);
    expect(at.collab.stats().reordered_texts_total).toBe(1);
    const after = await at.text(id);
    expect(after).toBe(textOf(await loaded(id)));
    expect(sorted(after.replaceAll('\n', '').replaceAll('好', ''))).toBe(sorted(words.replaceAll('\n', '')));
    const newcomer = bare(at, id, { token: lin.token });
    await newcomer.ready;
    expect(textOf(newcomer.doc)).toBe(after);
    newcomer.type('继续');
    await until('writing goes on', async () => (await at.text(id)).endsWith('继续'));
    for (const page of [hostile, newcomer]) page.ws.close();
  }, 60_000);

  test('are no matter in an honest room: nobody pays for the look', async () => {
    const before = at.collab.stats();
    const id = await aReview();
    const page = bare(at, id, { token: lin.token });
    await page.ready;
    for (let n = 0; n < 1100; n++) page.type('好');
    await until('all is saved', () => page.ack() > 1100);
    expect(page.code()).toBeNull();
    expect(at.collab.stats().reordered_texts_total).toBe(before.reordered_texts_total);
    page.ws.close();
  });
});

test('RM30 comparing reads without changing, sees order, nodes and values of attributes, and costs what a load costs', () => {
  const doc = new Y.Doc();
  const random = dice(3);
  const paragraphs = Array.from({ length: 50 }, () => new Y.XmlElement('paragraph'));
  contentOf(doc).insert(0, paragraphs);
  for (const one of paragraphs) one.insert(0, [new Y.XmlText('会议')]);
  const texts = textsOf(contentOf(doc));
  doc.transact(() => {
    for (let n = 0; n < 5_000; n++) {
      const text = random.pick(texts);
      if (n % 4 === 3) text.delete(random.int(text.length), 1);
      else text.insert(random.int(text.length + 1), '字');
      if (n % 100 === 0) random.pick(paragraphs).setAttribute('id', `p${n}`);
    }
  });
  const state = Y.encodeStateAsUpdate(doc);
  const began = performance.now();
  expect(loadsAlike(doc, state)).toBe(true);
  console.info(`reorder: ${state.length} bytes compared in ${Math.round(performance.now() - began)} ms`);
  expect(Y.encodeStateAsUpdate(doc)).toEqual(state);
  const other = new Y.Doc();
  Y.applyUpdate(other, state);
  (contentOf(other).get(0) as Y.XmlElement).setAttribute('id', 'another');
  expect(loadsAlike(other, state)).toBe(false);
  const third = new Y.Doc();
  Y.applyUpdate(third, state);
  textsOf(contentOf(third))[7]?.format(0, 2, { strong: {} });
  expect(loadsAlike(third, state)).toBe(false);
});
