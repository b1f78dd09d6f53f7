// Where a comment thread stands: back on its own words wherever they come to, and never on another passage that says the same.
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { anchorOfQuote } from '../../domain/document/anchor';
import type { Block } from '../../domain/document/blocks';
import { appendBlocks, commentKey, contentOf } from '../../domain/document/layout';
import { markQuote, markRange, type OpenThread, stoodOn, tidyMarks, unmark } from '../../domain/document/marks';
import { type Unmarked, unmarkedBy } from '../../domain/document/stood';
import { ThreadMemory } from '../../server/collab/threadMemory';

const A = '018f3c1e-aaaa-7bbb-8ccc-1234567890ab';
const FIRST = '一是理论学习不够深入，满足于完成任务。';
const OTHER = '三是对新要求的理论学习不够深入，浅尝辄止。';
const AWAY = '二是调查研究不够扎实，下基层偏少。';
const KEY = commentKey(A);

const point = (text: string): Block => ({ type: 'point', kind: 'problem', id: null, runs: [{ text, marks: [] }] });
const heading = (text: string, key: string): Block => ({
  type: 'heading',
  level: 1,
  key,
  id: null,
  runs: [{ text, marks: [] }],
});

/** A text with one thread on it, and what a room remembers of its mark when a change takes it. */
function opened(texts: readonly (string | Block)[], quote: string, occurrence = 1) {
  const doc = new Y.Doc();
  appendBlocks(
    doc,
    texts.map((one) => (typeof one === 'string' ? point(one) : one)),
  );
  const anchor = anchorOfQuote(doc, { quote, occurrence });
  if (!anchor) throw new Error(`no ${quote}`);
  markRange(doc, anchor.from, anchor.to, A);
  const thread: OpenThread = { ...anchor, id: A };
  let gone = new Map<string, Unmarked>();
  doc.on('afterTransaction', (transaction) => {
    const read = unmarkedBy(transaction, new Set([KEY]));
    if (read.size > 0) gone = read;
  });
  const remembered = () => gone;
  return { doc, thread, remembered, tidy: () => tidyMarks(doc, [thread], gone) };
}

const textAt = (doc: Y.Doc, block: number): Y.XmlText => {
  const element = contentOf(doc).get(block);
  const text = element instanceof Y.XmlElement ? element.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new Error('no text');
  return text;
};

const insert = (doc: Y.Doc, at: number, text: string) => {
  const element = new Y.XmlElement('point');
  element.insert(0, [new Y.XmlText(text)]);
  contentOf(doc).insert(at, [element]);
};

/** The marked words of each block, by its index. */
function marked(doc: Y.Doc): Record<number, string> {
  const found: Record<number, string> = {};
  for (let block = 0; block < contentOf(doc).length; block++) {
    const words = textAt(doc, block)
      .toDelta()
      .filter((piece: { attributes?: object }) => KEY in (piece.attributes ?? {}))
      .map((piece: { insert: string }) => piece.insert)
      .join('');
    if (words !== '') found[block] = words;
  }
  return found;
}

describe('TH12 words that were cut come back with their thread', () => {
  const QUOTE = '理论学习不够深入';

  test('the block put in elsewhere takes it, though another passage says the same', () => {
    const { doc, tidy } = opened([FIRST, AWAY, OTHER], QUOTE);
    contentOf(doc).delete(0, 1);
    expect(tidy()).toMatchObject({ placed: 0, lost: [A] });
    expect(marked(doc)).toEqual({});
    insert(doc, 2, FIRST);
    expect(tidy()).toMatchObject({ placed: 1, lost: [] });
    expect(marked(doc)).toEqual({ 2: QUOTE });
  });

  test('one character is found by the words around it, and nowhere else', () => {
    const { doc, tidy } = opened([FIRST, AWAY, OTHER], '够');
    contentOf(doc).delete(0, 1);
    expect(tidy().lost).toEqual([A]);
    insert(doc, 2, FIRST);
    expect(tidy().lost).toEqual([]);
    expect(marked(doc)).toEqual({ 2: '够' });
  });

  test('a whole block of few words, alone in saying them, takes its thread along', () => {
    const { doc, tidy } = opened([FIRST, '会议偏多。', AWAY], '会议偏多。');
    contentOf(doc).delete(1, 1);
    expect(tidy().lost).toEqual([A]);
    insert(doc, 0, '会议偏多。');
    expect(tidy().lost).toEqual([]);
    expect(marked(doc)).toEqual({ 0: '会议偏多。' });
  });

  test('words typed again letter by letter are the same words', () => {
    const { doc, tidy } = opened([FIRST, AWAY], QUOTE);
    const text = textAt(doc, 0);
    text.delete(2, QUOTE.length);
    expect(tidy().lost).toEqual([A]);
    [...QUOTE].forEach((letter, n) => {
      text.insert(2 + n, letter);
    });
    expect(tidy().lost).toEqual([]);
    expect(marked(doc)).toEqual({ 0: QUOTE });
  });

  test('words that were changed since the thread was opened are looked for as they were when they went', () => {
    const { doc, tidy, remembered } = opened(['共梳理36条意见。', AWAY], '36条');
    const text = textAt(doc, 0);
    text.delete(4, 1);
    text.insert(4, '8', { [KEY]: { id: A } });
    contentOf(doc).delete(0, 1);
    expect(remembered().get(KEY)).toMatchObject({ quote: '38条', prefix: '共梳理', suffix: `意见。\n${AWAY}` });
    expect(tidy().lost).toEqual([A]);
    insert(doc, 1, '共梳理38条意见。');
    expect(tidy().lost).toEqual([]);
    expect(marked(doc)).toEqual({ 1: '38条' });
  });

  test('a mark that is taken from words that stay comes back to these words', () => {
    const { doc, tidy } = opened([FIRST, AWAY, OTHER], QUOTE, 2);
    textAt(doc, 2).format(0, OTHER.length, { [KEY]: null });
    expect(tidy()).toMatchObject({ placed: 1, lost: [] });
    expect(marked(doc)).toEqual({ 2: QUOTE });
  });
});

describe('TH12 one change may take the words and put them in again, by somebody who has not heard of the mark', () => {
  const QUOTE = '理论学习不够深入';

  test.each([
    [QUOTE, 1, 1],
    ['够', 2, 2],
  ])('joined to the block before: %s', (quote, occurrence, others) => {
    const { doc, tidy, remembered } = opened([AWAY, FIRST, OTHER], quote, occurrence);
    doc.transact(() => {
      contentOf(doc).delete(1, 1);
      textAt(doc, 0).insert(AWAY.length, FIRST);
    });
    expect(remembered().get(KEY)).toMatchObject({ quote, others });
    expect(tidy()).toMatchObject({ placed: 1, lost: [] });
    expect(marked(doc)).toEqual({ 0: quote });
  });

  test('moved at once, and cut and pasted afterwards', () => {
    const { doc, tidy } = opened([FIRST, AWAY, OTHER], QUOTE);
    doc.transact(() => {
      contentOf(doc).delete(0, 1);
      insert(doc, 2, FIRST);
    });
    contentOf(doc).delete(2, 1);
    expect(tidy().lost).toEqual([A]);
    insert(doc, 1, FIRST);
    expect(tidy()).toMatchObject({ placed: 1, lost: [] });
    expect(marked(doc)).toEqual({ 1: QUOTE });
  });

  test('a twin that the same change moves is no more its own than before', () => {
    const { doc, tidy } = opened([FIRST, AWAY, FIRST], QUOTE);
    doc.transact(() => {
      contentOf(doc).delete(2, 1);
      contentOf(doc).delete(0, 1);
      insert(doc, 0, FIRST);
    });
    expect(tidy().lost).toEqual([A]);
    expect(marked(doc)).toEqual({});
  });

  test('an undo takes the words and leaves an empty mark: they are remembered before it is swept up', () => {
    const { doc, thread } = opened([FIRST, OTHER], QUOTE);
    const page = new Y.Doc();
    page.on('update', (update: Uint8Array) => Y.applyUpdate(doc, update));
    Y.applyUpdate(page, Y.encodeStateAsUpdate(doc));
    const undo = new Y.UndoManager(contentOf(page), { captureTimeout: 0 });
    textAt(page, 1).insert(0, AWAY);
    // The server marks what the page typed, which takes it back before it has heard of the mark.
    const anchor = anchorOfQuote(doc, { quote: AWAY });
    unmark(doc, A);
    if (anchor) markRange(doc, anchor.from, anchor.to, A);
    const memory = new ThreadMemory();
    // As after the look that a room's first visit plans.
    memory.looked(new Map(), new Set([KEY]));
    doc.on('afterTransaction', (transaction) => memory.changed(transaction, { kind: 'client', personId: null }));
    undo.undo();
    expect(marked(doc)).toEqual({});
    expect(memory.gone.get(KEY)).toMatchObject({ quote: AWAY, prefix: `${FIRST}\n`, suffix: OTHER, others: 0 });
    undo.redo();
    expect(tidyMarks(doc, [thread], memory.gone)).toMatchObject({ placed: 1, lost: [] });
    expect(marked(doc)).toEqual({ 1: AWAY });
  });
});

describe('TH12 a thread never goes over to another passage with the same words', () => {
  test.each([
    ['long', '理论学习不够深入'],
    ['short', '学习'],
    ['one character', '习'],
  ])('%s: its words deleted, it is lost, with and without memory of the deletion', (_name, quote) => {
    const { doc, thread, tidy, remembered } = opened([FIRST, AWAY, OTHER], quote);
    contentOf(doc).delete(0, 1);
    expect(tidy().lost).toEqual([A]);
    expect(tidyMarks(doc, [thread]).lost).toEqual([A]);
    const stood = remembered().get(KEY);
    expect(stood).toMatchObject({ quote, others: 1 });
    expect(tidyMarks(doc, [{ ...thread, stood: stood ?? null }]).lost).toEqual([A]);
    expect(marked(doc)).toEqual({});
  });

  test('also when the other passage is a twin, and is written anew elsewhere', () => {
    const { doc, tidy } = opened([FIRST, AWAY, FIRST], '理论学习不够深入');
    contentOf(doc).delete(0, 1);
    expect(tidy().lost).toEqual([A]);
    contentOf(doc).delete(1, 1);
    insert(doc, 0, FIRST);
    expect(tidy().lost).toEqual([A]);
  });
});

describe('TH13 after an undo it stands at one place', () => {
  test('put in elsewhere and brought back: the place with its old surroundings keeps it', () => {
    const quote = '理论学习不够深入';
    const { doc, tidy } = opened([FIRST, AWAY, OTHER], quote);
    const undo = new Y.UndoManager(contentOf(doc), { trackedOrigins: new Set(['me']), captureTimeout: 0 });
    doc.transact(() => contentOf(doc).delete(0, 1), 'me');
    insert(doc, 2, FIRST);
    tidy();
    expect(marked(doc)).toEqual({ 2: quote });
    undo.undo();
    expect(Object.keys(marked(doc))).toHaveLength(2);
    expect(tidy()).toMatchObject({ removed: 1, placed: 0, lost: [] });
    expect(marked(doc)).toEqual({ 0: quote });
    expect(tidy()).toMatchObject({ removed: 0, placed: 0 });
  });

  test('also when the words that are kept of it are longer than those that stand', () => {
    const quote = '理论学习不够深入';
    const { doc, thread } = opened([FIRST, AWAY, FIRST], quote);
    const stood = { quote: `理论学习${quote}不够深入`, prefix: '一是', suffix: '', others: 0, likeness: 0 };
    textAt(doc, 2).format(2, quote.length, { [KEY]: { id: A } });
    expect(tidyMarks(doc, [{ ...thread, stood }])).toMatchObject({ removed: 1, lost: [] });
    expect(marked(doc)).toEqual({ 0: quote });
  });

  test('also when to both something was written, to each at another end', () => {
    const { doc, tidy } = opened([FIRST, AWAY, FIRST], '理论学习不够深入');
    textAt(doc, 0).format(1, 9, { [KEY]: { id: A } });
    textAt(doc, 2).format(2, 9, { [KEY]: { id: A } });
    expect(tidy()).toMatchObject({ removed: 1, lost: [] });
    expect(Object.keys(marked(doc))).toHaveLength(1);
  });

  test('two halves of one quote are no copies, nor is a stretch over two blocks', () => {
    const { doc, tidy } = opened([FIRST, AWAY], '理论学习不够深入');
    textAt(doc, 0).insert(6, '（略）', {});
    textAt(doc, 0).format(6, 3, { [KEY]: null });
    expect(tidy()).toMatchObject({ removed: 0 });
    expect(marked(doc)).toEqual({ 0: '理论学习不够深入' });
    const over = opened([FIRST, AWAY], '务。\n二是');
    expect(over.tidy()).toMatchObject({ removed: 0 });
    expect(marked(over.doc)).toEqual({ 0: '务。', 1: '二是' });
  });
});

describe('TH12 settled and opened again', () => {
  test.each([
    ['38条', '8条'],
    ['会议偏多', '议偏多'],
  ])('on the words as they were when it was settled: %s', (was, now) => {
    const { doc, thread } = opened([`共梳理${was}意见。`, AWAY, FIRST], was);
    textAt(doc, 0).delete(3, 1);
    const stood = stoodOn(doc, A);
    expect(stood).toMatchObject({ quote: now, others: 0 });
    unmark(doc, A);
    expect(stoodOn(doc, A)).toBeNull();
    textAt(doc, 2).insert(0, '另外，');
    expect(markQuote(doc, { ...thread, stood }, A)).toBe(true);
    expect(marked(doc)).toEqual({ 0: now });
  });

  test('among equal passages on its own one; when that is gone, on none', () => {
    const { doc, thread } = opened([FIRST, AWAY, FIRST], '理论学习', 2);
    const stood = stoodOn(doc, A);
    unmark(doc, A);
    expect(markQuote(doc, { ...thread, stood }, A)).toBe(true);
    expect(marked(doc)).toEqual({ 2: '理论学习' });
    unmark(doc, A);
    contentOf(doc).delete(2, 1);
    expect(markQuote(doc, { ...thread, stood }, A)).toBe(false);
  });
});

test('TH14 a thread whose block comes into another section is said to stand there', () => {
  const { doc, thread, tidy } = opened([heading('问题', 'problems'), FIRST, heading('原因', 'causes'), AWAY], '满足于');
  expect(tidy().moved).toEqual([]);
  contentOf(doc).delete(1, 1);
  expect(tidy().moved).toEqual([]);
  insert(doc, 3, FIRST);
  expect(tidy()).toMatchObject({ placed: 1, moved: [{ id: A, sectionKey: 'causes' }] });
  expect(tidyMarks(doc, [{ ...thread, sectionKey: 'causes' }]).moved).toEqual([]);
});
