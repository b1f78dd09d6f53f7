// Everything at once: sockets cut, statements that fail before or after their commit, freezes, two nodes; and all is there once (P1, P3, P4).
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createStore, type Store } from '../../server/collab/store';
import { localHub } from '../../server/fanout/local';
import { aCollab, leave, pause, type Somebody, stock, synced, textOf, type, until } from '../build/collab';
import { aDatabase } from '../build/database';
import { random } from '../build/random';

const FULL = process.env.FULL === '1';
const FIRST = Number(process.env.SEED ?? 1);
const SEEDS = Array.from({ length: FULL ? 50 : 4 }, (_, n) => FIRST + n);

/** A store whose answers get lost. */
function unreliable(store: Store, dice: (below: number) => number, isCalm: () => boolean): Store {
  const fail = () => {
    throw Object.assign(new Error('cut'), { code: 'CONNECTION_CLOSED' });
  };
  const unlucky = (one: number) => !isCalm() && dice(one) === 0;
  return {
    ...store,
    append: async (batch) => {
      if (unlucky(12)) fail();
      const answer = await store.append(batch);
      return unlucky(12) ? fail() : answer;
    },
    load: async (docId) => (unlucky(8) ? fail() : store.load(docId)),
    readLog: async (from) => (unlucky(8) ? fail() : store.readLog(from)),
    saveSnapshot: async (input) => (unlucky(3) ? fail() : store.saveSnapshot(input)),
  };
}

test.each(SEEDS)(
  'P1 P3 P4/T05 four typists through a storm: equal, whole and once (seed %i)',
  { timeout: 60_000 },
  async (seed) => {
    const dice = random(seed);
    const database = await aDatabase();
    const hub = localHub();
    let calm = false;
    const node = () =>
      aCollab({
        over: database,
        fanout: hub.join(),
        linger: 30,
        store: unreliable(createStore(database), dice, () => calm),
      });
    const nodes = await Promise.all([node(), node()]);
    const [first] = nodes;
    if (!first) throw new Error('no node');
    const people: Somebody[] = await Promise.all(['A', 'B', 'C', 'D'].map((name) => first.person(name)));
    const id = await first.review(people.map((who): [Somebody, ['owner']] => [who, ['owner']]));
    const providers = people.map((who, n) => {
      const provider = stock(nodes[n % 2] ?? first, who, id);
      provider.maxBackoffTime = 60;
      return provider;
    });
    const ended: number[] = [];
    for (const provider of providers) {
      provider.on('connection-close', (event) => {
        if (event && event.code >= 4400 && event.code < 4500) ended.push(event.code);
      });
    }
    await Promise.all(providers.map(synced));
    const words: string[] = [];
    for (let step = 0; step < 250; step++) {
      const who = dice(4);
      const provider = providers[who];
      if (!provider) continue;
      const what = dice(40);
      if (what === 0) provider.ws?.close();
      else if (what === 1) (provider.ws as unknown as { terminate(): void } | null)?.terminate();
      else if (what === 2) await nodes[dice(2)]?.collab.freeze(id, async () => undefined).catch(() => undefined);
      else if (what === 3) await nodes[dice(2)]?.collab.read(id, textOf).catch(() => undefined);
      else if (what === 4) await database.sql`update documents set freeze_no = freeze_no + 1 where id = ${id}`;
      else if (what < 8) provider.doc.getXmlFragment('content').delete(0, 0);
      else {
        const word = `[${who}.${step}]`;
        words.push(word);
        type(provider.doc, word);
      }
      if (dice(3) === 0) await pause(dice(6));
    }
    calm = true;
    const same = () =>
      new Set(providers.map((one) => Buffer.from(Y.encodeStateVector(one.doc)).toString('hex'))).size === 1;
    await until(`all are equal (seed ${seed})`, () => providers.every((one) => one.synced) && same(), 20_000);
    await until('all is on disk', () => nodes.every((one) => one.collab.stats().pending_updates === 0));
    const text = textOf(providers[0]?.doc ?? new Y.Doc());
    const lines = text.split('\n');
    for (const word of words) expect(lines.filter((line) => line === word).length, `${word}, seed ${seed}`).toBe(1);
    for (const one of providers) expect(textOf(one.doc), `seed ${seed}`).toBe(text);
    expect(ended, `seed ${seed}`).toEqual([]);
    leave(...providers);
    await until('let go', () => nodes.every((one) => one.collab.stats().rooms === 0));
    for (const one of nodes) expect(await one.text(id), `seed ${seed}`).toBe(text);
    const [row] = await database.sql`select count(*)::int as n, max(seq)::int as top from updates where doc_id = ${id}`;
    expect(row?.n).toBe(row?.top);
    await Promise.all(nodes.map((one) => one.close()));
    await database.close();
  },
);
