// What a frame has Yjs do of itself once it is applied, and every reader of the text after it: each of these is hostile, and small (P9).
import * as encoding from 'lib0/encoding';
import { describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { appendBlocks, commentKey, contentOf } from '../../domain/document/layout';
import { BASE } from '../../server/collab/guard/held';
import { judge } from '../../server/collab/guard/judge';
import type { FrameKind } from '../../server/collab/guard/limits';
import { trialOf } from '../../server/collab/guard/trial';
import { marksDeleted, touchesMarks } from '../../server/collab/touched';
import { item, MINE, rawFrame } from './guardCorpus';

type Write = ReturnType<typeof item>;
type Id = readonly [number, number];

const HER = 1;
const words =
  (value: string): Write =>
  (e) =>
    encoding.writeVarString(e, value);
const mark = (key: string, value: unknown) => (e: encoding.Encoder) => {
  encoding.writeVarString(e, key);
  encoding.writeVarString(e, JSON.stringify(value));
};
const paragraph: Write = (e) => {
  encoding.writeVarUint(e, 3);
  encoding.writeVarString(e, 'paragraph');
};
const text: Write = (e) => encoding.writeVarUint(e, 6);

/** A paragraph of hers: its node has the id HER:0, its text HER:1, and what `write` puts there those from HER:2 on. */
function aText(write: readonly Write[]): Y.Doc {
  const doc = new Y.Doc();
  contentOf(doc);
  const structs = [item(7, { under: 'content' }, paragraph), item(7, { under: [HER, 0] }, text), ...write];
  Y.applyUpdate(doc, rawFrame([[HER, 0, structs]]));
  return doc;
}

/** One character each before the one before: nothing of it ever goes together. */
function prepended(client: number, from: number, count: number, first: { under?: Id; right?: Id }): Write[] {
  return Array.from({ length: count }, (_, n) =>
    item(4, n === 0 ? first : { right: [client, from + n - 1] }, words('x')),
  );
}

/** So many characters of hers, the last in the text under a mark. */
const strong = (count: number) =>
  aText([
    item(6, { under: [HER, 1] }, mark('strong', {})),
    item(4, { left: [HER, 2] }, words('y')),
    ...prepended(HER, 4, count, { right: [HER, 2] }),
  ]);

const verdict = (doc: Y.Doc, update: Uint8Array, kind: FrameKind = 'update') =>
  judge({ update, kind, doc, ownerOf: () => 'own' });
const TOO_LARGE = { kind: 'refuse', code: 4413 };

describe('GU37 what Yjs looks at of itself after a frame', () => {
  test('many pieces beside each other in a text with marks, deleted by a frame of 15 bytes', () => {
    const doc = strong(20_000);
    const gone = (count: number) => rawFrame([], [[HER, [[4, count]]]]);
    expect(gone(20_000).length).toBeLessThan(16);
    expect(verdict(doc, gone(20_000))).toMatchObject(TOO_LARGE);
    expect(verdict(doc, gone(1500))).toMatchObject({ kind: 'apply' });
    // With the node that they stand in.
    expect(verdict(doc, rawFrame([], [[HER, [[0, 1]]]]))).toMatchObject(TOO_LARGE);
    expect(verdict(strong(1500), rawFrame([], [[HER, [[0, 1]]]]))).toMatchObject({ kind: 'apply' });
    // Where there are no marks nothing is looked for.
    const plain = aText(prepended(HER, 2, 20_000, { under: [HER, 1] }));
    expect(verdict(plain, rawFrame([], [[HER, [[2, 20_000]]]]))).toMatchObject({ kind: 'apply' });
  });

  test('what was deleted before counts where something goes beside it', () => {
    const doc = strong(100_000);
    // As after many small frames: the clean-up of one large one is what this is about.
    doc.on('afterTransaction', (transaction) => {
      transaction._needFormattingCleanup = false;
    });
    Y.applyUpdate(doc, rawFrame([], [[HER, [[4, 99_000]]]]));
    expect(verdict(doc, rawFrame([], [[HER, [[99_004, 10]]]]))).toMatchObject({ kind: 'apply' });
    expect(verdict(doc, rawFrame([], [[HER, [[99_004, 900]]]]))).toMatchObject(TOO_LARGE);
  });

  test('pieces that a frame brings and takes away itself, or brings deleted', () => {
    const doc = strong(10);
    const frame = (count: number, deletes: readonly [number, readonly [number, number][]][]) =>
      rawFrame([[MINE, 0, prepended(MINE, 0, count, { right: [HER, 4] })]], deletes);
    expect(verdict(doc, frame(20_000, [[MINE, [[0, 20_000]]]]))).toMatchObject(TOO_LARGE);
    expect(verdict(doc, frame(1500, [[MINE, [[0, 1500]]]]))).toMatchObject({ kind: 'apply' });
    // Alive they are looked at by nobody.
    expect(verdict(doc, frame(20_000, []))).toMatchObject({ kind: 'apply' });
    const deleted = (count: number) =>
      rawFrame([
        [
          MINE,
          0,
          Array.from({ length: count }, (_, n) =>
            item(1, { right: n === 0 ? [HER, 4] : [MINE, n - 1] }, (e) => encoding.writeVarUint(e, 1)),
          ),
        ],
      ]);
    expect(verdict(doc, deleted(20_000), 'step2')).toMatchObject(TOO_LARGE);
    expect(verdict(doc, deleted(1500), 'step2')).toMatchObject({ kind: 'apply' });
  });

  test('pieces that a frame puts into a node, however deep, which it deletes', () => {
    const doc = strong(10);
    const filled = (count: number, deletes: readonly [number, readonly [number, number][]][]) =>
      rawFrame(
        [
          [
            MINE,
            0,
            [
              item(7, { under: 'content' }, paragraph),
              item(7, { under: [MINE, 0] }, text),
              item(6, { under: [MINE, 1] }, mark('strong', {})),
              ...prepended(MINE, 3, count, { right: [MINE, 2] }),
            ],
          ],
        ],
        deletes,
      );
    expect(verdict(doc, filled(20_000, [[MINE, [[0, 1]]]]))).toMatchObject(TOO_LARGE);
    expect(verdict(doc, filled(20_000, [[HER, [[0, 1]]]]))).toMatchObject({ kind: 'apply' });
    // Her paragraph goes, with what is put into it.
    const into = (count: number) =>
      rawFrame([[MINE, 0, prepended(MINE, 0, count, { right: [HER, 4] })]], [[HER, [[0, 1]]]]);
    expect(verdict(doc, into(20_000))).toMatchObject(TOO_LARGE);
    expect(verdict(doc, into(1500))).toMatchObject({ kind: 'apply' });
  });

  test('structs that go together once they are there move all that stand behind them', () => {
    const doc = aText([item(4, { under: [HER, 1] }, words('y'))]);
    const pairs = (count: number) =>
      rawFrame([
        [
          MINE,
          0,
          Array.from({ length: count }, (_, n) => {
            const right: Id = n === 0 ? [HER, 2] : [MINE, 2 * n - 2];
            return [item(4, { right }, words('a')), item(4, { left: [MINE, 2 * n], right }, words('b'))];
          }).flat(),
        ],
      ]);
    expect(verdict(doc, pairs(40_000), 'step2')).toMatchObject(TOO_LARGE);
    const few = verdict(doc, pairs(1000), 'step2');
    expect(few).toMatchObject({ kind: 'apply' });
    Y.applyUpdate(doc, few.kind === 'apply' ? few.update : new Uint8Array());
    expect(contentOf(doc).toString()).toContain('abab');
  });
});

const key = (n: number) => commentKey(`thread-${n}`);

/** So many comments over so many runs. */
function covered(comments: number, runs: number, first: Id, from: number): Write[] {
  const structs: Write[] = [];
  const next = (ref: number, content: Write) => {
    const left: Id = structs.length === 0 ? first : [MINE, from + structs.length - 1];
    structs.push(item(ref, { left }, content));
  };
  for (let n = 0; n < comments; n++) next(6, mark(key(n), { id: `thread-${n}` }));
  for (let n = 0; n < runs; n++) {
    next(4, words('x'));
    next(6, mark('strong', n % 2 === 0 ? {} : null));
  }
  return structs;
}

describe('GU38 comments over each other', () => {
  test('so many over so many runs that no process could hold what they are told: refused', () => {
    const doc = aText([item(4, { under: [HER, 1] }, words('y'))]);
    const over = (comments: number, runs: number) => rawFrame([[MINE, 0, covered(comments, runs, [HER, 2], 0)]]);
    expect(over(5000, 5000).length).toBeLessThan(512 * 1024);
    expect(verdict(doc, over(5000, 5000))).toMatchObject(TOO_LARGE);
    expect(verdict(doc, over(50, 500))).toMatchObject({ kind: 'apply' });
  });

  test('what stands already counts, and who brings none may go on', () => {
    const doc = aText([item(4, { under: [HER, 1] }, words('y'))]);
    Y.applyUpdate(doc, rawFrame([[MINE, 0, covered(150, 300, [HER, 2], 0)]]));
    const more = (count: number) => rawFrame([[MINE, 750, covered(count, 1, [MINE, 749], 750)]]);
    expect(verdict(doc, more(50))).toMatchObject(TOO_LARGE);
    expect(verdict(doc, more(0))).toMatchObject({ kind: 'apply' });
    expect(verdict(doc, rawFrame([], [[MINE, [[0, 750]]]]))).toMatchObject({ kind: 'apply' });
  });
});

test('GU20 a frame into many blocks of somebody who may only suggest asks for no way to any of them', () => {
  const doc = new Y.Doc();
  const runs = [{ text: '会议太多。', marks: [] }];
  appendBlocks(
    doc,
    Array.from({ length: 300 }, () => ({ type: 'paragraph' as const, role: null, id: null, runs })),
  );
  const trial = trialOf(doc, BASE, () => true);
  const suggested = new Y.Doc();
  Y.applyUpdate(suggested, Y.encodeStateAsUpdate(doc));
  suggested.transact(() => {
    for (const block of contentOf(suggested).toArray())
      ((block as Y.XmlElement).get(0) as Y.XmlText).insert(2, '很', { insertion: { id: 'a' } });
  });
  const way = vi.spyOn(Y.YEvent.prototype, 'path', 'get');
  const update = Y.encodeStateAsUpdate(suggested, Y.encodeStateVector(doc));
  expect(trial.keeps(update, { loose: false })).toBe(true);
  // What is kept of a block is forgotten with its change.
  suggested.transact(() => ((contentOf(suggested).get(299) as Y.XmlElement).get(0) as Y.XmlText).delete(0, 1));
  expect(trial.keeps(Y.encodeStateAsUpdate(suggested, Y.encodeStateVector(doc)), { loose: false })).toBe(false);
  expect(way).not.toHaveBeenCalled();
  way.mockRestore();
});

/** Of what is read of an item, how often: once for each look that comes by. */
function looksAt(target: Y.Item): () => number {
  let looks = 0;
  const { content } = target;
  Object.defineProperty(target, 'content', {
    get: () => {
      looks += 1;
      return content;
    },
  });
  return () => looks;
}

test('RM38 which marks went, of very many in one text, takes a few looks along it and not one for each', () => {
  const looksFor = (count: number) => {
    const doc = aText([item(4, { under: [HER, 1] }, words('y'))]);
    Y.applyUpdate(doc, rawFrame([[MINE, 0, covered(count, 20, [HER, 2], 0)]]));
    const node = (contentOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText;
    const last = node._first?.right;
    if (!last) throw new Error('no second item');
    const looks = looksAt(last);
    let gone = new Set<string>();
    let looked = 0;
    // The next one is Yjs' own clean-up.
    doc.once('afterTransaction', (transaction) => {
      const before = looks();
      expect(touchesMarks(transaction, true)).toBe(true);
      gone = marksDeleted(transaction).gone;
      looked = looks() - before;
    });
    // All marks and all words: what is left is hers.
    Y.applyUpdate(doc, rawFrame([], [[MINE, [[1, count + 39]]]]));
    return { looked, gone: gone.size };
  };
  const [few, many] = [looksFor(10), looksFor(1000)];
  expect([few.gone, many.gone]).toEqual([10, 1000]);
  expect(many.looked).toBe(few.looked);
});
