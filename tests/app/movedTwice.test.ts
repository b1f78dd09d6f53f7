// Points that several people move at once, some of them offline: what repairs the ids keeps every text, one owner of each id, and agrees.
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { repairPointIds } from '../../app/editor/plugins/pointIds';
import { type Block, plain, textOf } from '../../domain/document/blocks';
import { appendBlocks, blocksOf, contentOf } from '../../domain/document/layout';
import { random } from '../build/random';

const IDS = ['p1', 'p2', 'p3', 'p4', 'p5'];
const RUNS = process.env.FULL ? 2_000 : 200;

const point = (id: string): Block => ({ type: 'point', kind: 'measure', id, runs: plain(`措施${id}。`) });

/** As the page moves a block: its copy first, then the old one gone, and ids looked at behind both. */
function move(doc: Y.Doc, from: number, to: number): void {
  const content = contentOf(doc);
  const block = content.get(from);
  if (!(block instanceof Y.XmlElement)) throw new Error('no block there');
  content.insert(to, [block.clone()]);
  content.delete(to <= from ? from + 1 : from, 1);
  repairPointIds(content);
}

function type(doc: Y.Doc, at: number, words: string): void {
  const block = contentOf(doc).get(at);
  const text = block instanceof Y.XmlElement ? block.get(0) : null;
  if (text instanceof Y.XmlText) text.insert(text.length, words);
  repairPointIds(contentOf(doc));
}

const bring = (from: Y.Doc, to: Y.Doc) => Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)));
const told = (doc: Y.Doc) => JSON.stringify(blocksOf(doc));

test.each([2, 3])(
  'FI3 ED6 %i people who move points at once agree in the end: no text is lost, no id is there twice, none is nobody’s',
  (people) => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const dice = random(seed);
      const first = new Y.Doc();
      first.transact(() => appendBlocks(first, IDS.map(point)));
      const docs = Array.from({ length: people }, () => new Y.Doc());
      for (const doc of docs) bring(first, doc);
      for (let step = 0; step < 12; step++) {
        const who = docs[dice(people)] as Y.Doc;
        const n = contentOf(who).length;
        const act = dice(4);
        if (act < 2) move(who, dice(n), dice(n + 1));
        else if (act === 2) type(who, dice(n), `又${step}`);
        else bring(docs[dice(people)] as Y.Doc, who);
      }
      for (const from of docs) for (const to of docs) bring(from, to);
      for (const from of docs) for (const to of docs) bring(from, to);
      // Whoever writes next repairs; two of them at once write the same.
      for (const doc of docs) repairPointIds(contentOf(doc));
      for (const from of docs) for (const to of docs) bring(from, to);
      const [one = '', ...others] = docs.map(told);
      for (const other of others) expect(other, `seed ${seed}`).toBe(one);
      const blocks = blocksOf(docs[0] as Y.Doc);
      const ids = blocks.map(({ id }) => id);
      expect(new Set(ids).size, `seed ${seed}`).toBe(ids.length);
      expect(ids, `seed ${seed}`).toEqual(expect.arrayContaining(IDS));
      const texts = blocks.map((block) => ('runs' in block ? textOf(block.runs) : ''));
      for (const id of IDS)
        expect(
          texts.some((text) => text.startsWith(`措施${id}。`)),
          `seed ${seed}`,
        ).toBe(true);
    }
  },
);
