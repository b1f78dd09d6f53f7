// Anchors of comments: a quote or an editor's two positions become a place, whatever the document looks like or the JSON says.

import { describe, expect, test } from 'vitest';
import { absolutePositionToRelativePosition, initProseMirrorDoc } from 'y-prosemirror';
import * as Y from 'yjs';
import { type Anchor, anchorOfQuote, anchorOfRange, aroundOne } from '../../domain/document/anchor';
import type { Block } from '../../domain/document/blocks';
import { appendBlocks, contentOf } from '../../domain/document/layout';
import { passageOf } from '../../domain/document/passage';
import { offsetOf, type Position } from '../../domain/document/position';
import { schema } from '../../domain/document/schema';
import { MAX_QUOTE, MAX_RANGE } from '../../domain/thread';

const plain = (text: string) => [{ text, marks: [] }];
const blocks: Block[] = [
  { type: 'paragraph', role: 'salutation', id: null, runs: plain('各位同事：') },
  { type: 'heading', level: 1, key: 'problems', id: null, runs: plain('存在的问题') },
  {
    type: 'point',
    kind: 'problem',
    id: 'p1',
    runs: [{ text: '会议太多，', marks: [{ type: 'strong' }] }, ...plain('会议太长😀。')],
  },
  { type: 'paragraph', role: null, id: null, runs: [] },
  { type: 'heading', level: 1, key: 'causes', id: null, runs: plain('原因分析') },
  { type: 'point', kind: 'cause', id: 'p2', runs: plain('学习不够，会议太多。') },
  {
    type: 'table',
    id: null,
    rows: [
      { cells: ['左格', '右格'].map((text) => ({ header: false, colspan: 1, rowspan: 1, paragraphs: [plain(text)] })) },
    ],
  },
];

function aDocument(): Y.Doc {
  const doc = new Y.Doc();
  appendBlocks(doc, blocks);
  return doc;
}

/** Null where it is refused. */
const ranged = (doc: Y.Doc, range: unknown): Anchor | null => {
  const anchor = anchorOfRange(doc, range);
  return typeof anchor === 'string' ? null : anchor;
};

const between = (doc: Y.Doc, from: Position, to: Position) => {
  const passage = passageOf(doc);
  return passage.text.slice(offsetOf(doc, passage, from) ?? 0, offsetOf(doc, passage, to) ?? 0);
};

describe('a quote', () => {
  test.each([
    [{ quote: '会议太多' }, 'problems', '存在的问题\n'],
    [{ quote: '会议太多', occurrence: 2 }, 'causes', '学习不够，'],
    [{ quote: '会议太多', sectionKey: 'causes' }, 'causes', '学习不够，'],
    [{ quote: '，会议太长😀' }, 'problems', '会议太多'],
    [{ quote: '太长😀。\n\n原因' }, 'problems', '会议太多，会议'],
    [{ quote: '左格\t右格' }, 'causes', '会议太多。\n'],
    [{ quote: '各' }, 'preamble', ''],
    [{ quote: '右格' }, 'causes', '左格\n'],
  ])('%j is found', (wanted, sectionKey, before) => {
    const doc = aDocument();
    const anchor = anchorOfQuote(doc, wanted);
    expect(anchor?.sectionKey).toBe(sectionKey);
    expect(anchor?.prefix.endsWith(before)).toBe(true);
    expect(anchor && between(doc, anchor.from, anchor.to)).toBe(wanted.quote.replaceAll('\t', '\n'));
  });

  test.each([
    { quote: '没有' },
    { quote: '' },
    { quote: ' \n' },
    { quote: '会议太多', occurrence: 3 },
    { quote: '会议太多', occurrence: 2, sectionKey: 'problems' },
    { quote: '会议太多', sectionKey: 'nowhere' },
    { quote: '\ud83d' },
    { quote: '各'.repeat(MAX_QUOTE + 1) },
  ])('%j is nowhere', (wanted) => {
    expect(anchorOfQuote(aDocument(), wanted)).toBeNull();
  });

  test('context is at most 32 code units a side and never half a character', () => {
    const doc = new Y.Doc();
    appendBlocks(doc, [
      { type: 'paragraph', role: null, id: null, runs: plain(`${'😀'.repeat(40)}a甲b${'😀'.repeat(40)}`) },
    ]);
    const anchor = anchorOfQuote(doc, { quote: '甲' });
    expect(anchor).toMatchObject({ prefix: `${'😀'.repeat(15)}a`, suffix: `b${'😀'.repeat(15)}` });
  });
});

describe('a range of an editor', () => {
  /** The positions that the page sends for this range of its ProseMirror document, through JSON. */
  function positions(doc: Y.Doc, from: number, to: number): unknown {
    const fragment = contentOf(doc);
    const { mapping } = initProseMirrorDoc(fragment, schema);
    const at = (pos: number) => absolutePositionToRelativePosition(pos, fragment, mapping);
    return JSON.parse(JSON.stringify({ from: at(from), to: at(to) }));
  }

  test('every range of the document gives the words that ProseMirror shows for it', () => {
    const doc = aDocument();
    const pm = initProseMirrorDoc(contentOf(doc), schema).doc;
    let ranges = 0;
    for (let from = 0; from < pm.content.size; from++) {
      for (let to = from + 1; to <= pm.content.size; to += 3) {
        const shown = pm.textBetween(from, to, '\n').replace(/^\n+|\n+$/g, '');
        const anchor = ranged(doc, positions(doc, from, to));
        if (!shown.isWellFormed()) continue;
        ranges++;
        expect(anchor?.quote.replaceAll(/\n+/g, '\n') ?? '', `${from} to ${to}`).toBe(shown.replaceAll(/\n+/g, '\n'));
        if (anchor) expect(between(doc, anchor.from, anchor.to)).toBe(anchor.quote);
      }
    }
    expect(ranges).toBeGreaterThan(500);
  });

  test('the order of the two does not matter, and half a character becomes a whole one', () => {
    const doc = aDocument();
    const pm = initProseMirrorDoc(contentOf(doc), schema).doc;
    let emoji = 0;
    pm.descendants((node, pos) => {
      if (node.text?.includes('😀')) emoji = pos + node.text.indexOf('😀');
    });
    const range = positions(doc, emoji + 1, emoji + 2) as { from: unknown; to: unknown };
    expect(ranged(doc, range)?.quote).toBe('😀');
    expect(ranged(doc, { from: range.to, to: range.from })?.quote).toBe('😀');
  });

  test('it follows typing before it, and shrinks with what is deleted in it', () => {
    const doc = aDocument();
    const anchor = anchorOfQuote(doc, { quote: '会议太长' });
    if (!anchor) throw new Error('no anchor');
    const point = contentOf(doc).get(2);
    const text = point instanceof Y.XmlElement ? point.get(0) : null;
    if (!(text instanceof Y.XmlText)) throw new Error('no text');
    text.insert(0, '前');
    expect(between(doc, anchor.from, anchor.to)).toBe('会议太长');
    text.delete(6, 2);
    expect(between(doc, anchor.from, anchor.to)).toBe('太长');
  });

  const nonsense: unknown[] = [
    null,
    7,
    'x',
    [],
    {},
    { from: null, to: null },
    { from: {}, to: {} },
    { from: { item: null, type: null, tname: null }, to: {} },
    { from: { tname: 'evil' }, to: { tname: 'content' } },
    { from: { item: { client: 1e99, clock: -1 } }, to: { item: { client: 'x', clock: 0 } } },
    { from: { item: { client: Number.NaN, clock: 0.5 } }, to: { tname: 'content' } },
    { from: { item: { client: 999, clock: 0 } }, to: { type: { client: 999, clock: 0 } } },
    { from: { tname: 'content' }, to: { tname: 'content' } },
    { from: { tname: 'content', assoc: 'x' }, to: { tname: 'content', assoc: -1 } },
    { from: { __proto__: { tname: 'content' } }, to: { item: [] } },
  ];
  test.each(nonsense.map((value) => [JSON.stringify(value), value]))(
    'P9 %s is refused and changes nothing',
    (_name, value) => {
      const doc = aDocument();
      const before = Y.encodeStateAsUpdate(doc);
      expect(anchorOfRange(doc, value)).toBe('bad-anchor');
      expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
      expect([...doc.share.keys()]).toEqual(['content']);
    },
  );

  test('TH19 a range over 2,000 characters keeps the beginning as its quote, one over the limit is refused for its length', () => {
    const doc = new Y.Doc();
    appendBlocks(doc, [
      { type: 'paragraph', role: null, id: null, runs: plain('长'.repeat(MAX_RANGE)) },
      { type: 'paragraph', role: null, id: null, runs: plain('尾') },
    ]);
    const size = initProseMirrorDoc(contentOf(doc), schema).doc.content.size;
    expect(ranged(doc, positions(doc, 1, MAX_RANGE + 1))?.quote).toBe('长'.repeat(MAX_QUOTE));
    expect(anchorOfRange(doc, positions(doc, 0, size))).toBe('anchor-too-long');
  });
});

test('TH10 a comment on one character shows up to six characters of its line on either side', () => {
  const around = (quote: string, prefix: string, suffix: string) => aroundOne({ quote, prefix, suffix });
  expect(around('三', '上一行\n本月共收到意见', '条，其中两条')).toEqual({
    before: '月共收到意见',
    after: '条，其中两条',
  });
  expect(around('😀', '太长', '。\n原因分析')).toEqual({ before: '太长', after: '。' });
  expect(around('两字', '前文', '后文')).toEqual({ before: '', after: '' });
});
