// The shared document's layout: blocks survive the way through Yjs, and comment keys are those of the binding.
import { expect, test } from 'vitest';
import { prosemirrorToYXmlFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import type { Block } from '../../domain/document/blocks';
import {
  appendBlocks,
  blocksOf,
  commentKey,
  contentOf,
  readableBlocks,
  UnknownContent,
} from '../../domain/document/layout';
import { schema } from '../../domain/document/schema';

const blocks: Block[] = [
  { type: 'paragraph', role: 'salutation', id: null, runs: [{ text: '各位同事：', marks: [] }] },
  { type: 'heading', level: 1, key: 'problems', id: 'h1', runs: [{ text: '存在的问题', marks: [] }] },
  {
    type: 'point',
    kind: 'cause',
    id: 'p1',
    runs: [
      { text: '会议', marks: [{ type: 'strong' }] },
      { text: '太多', marks: [{ type: 'em' }, { type: 'link', href: 'https://example.org/' }] },
    ],
  },
  { type: 'list_item', kind: 'ordered', indent: 1, id: null, runs: [{ text: '甲', marks: [] }] },
  {
    type: 'table',
    id: null,
    rows: [{ cells: [{ header: true, colspan: 2, rowspan: 1, paragraphs: [[{ text: '格', marks: [] }], []] }] }],
  },
  { type: 'blockquote', id: null, runs: [] },
];

test('blocks written into a document are read back equal, and reading changes nothing (T10)', () => {
  const doc = new Y.Doc();
  appendBlocks(doc, blocks);
  const before = Y.encodeStateAsUpdate(doc);
  expect(blocksOf(doc)).toEqual(blocks);
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
});

test('an unknown node makes strict reading fail and loose reading leave it out', () => {
  const doc = new Y.Doc();
  appendBlocks(doc, blocks);
  contentOf(doc).insert(0, [new Y.XmlElement('widget')]);
  expect(() => blocksOf(doc)).toThrow(UnknownContent);
  expect(blocksOf(doc, false)).toEqual(blocks);
});

test('GA9 what cannot be read is told by its name and its words, in its block or behind the one before', () => {
  const doc = new Y.Doc();
  appendBlocks(doc, blocks);
  expect(readableBlocks(doc)).toEqual({ blocks, unreadable: [] });
  const callout = new Y.XmlElement('callout');
  callout.insert(0, [new Y.XmlText('年底前完成，由张三负责到底')]);
  contentOf(doc).insert(2, [callout]);
  // Behind it stands the point: its words take on a mark of another product.
  const words = (contentOf(doc).get(3) as Y.XmlElement).get(0) as Y.XmlText;
  words.format(0, 2, { colour: { value: 'red' } });
  contentOf(doc).insert(contentOf(doc).length, [new Y.XmlText('散字')]);
  const found = readableBlocks(doc);
  expect(found.blocks.map(({ type }) => type)).toEqual(blocks.map(({ type }) => type));
  expect(found.unreadable).toEqual([
    { block: 1, quote: '[callout]年底前完成，由张三负责到' },
    { block: 2, quote: '[colour]会议太多' },
    { block: 5, quote: '散字' },
  ]);
  expect(() => blocksOf(doc)).toThrow(UnknownContent);
});

test.each(['t1', '018f3c1e-aaaa-7bbb-8ccc-1234567890ab', '中文'])(
  'the comment key of %s is the one y-prosemirror writes',
  (id) => {
    const doc = new Y.Doc();
    const mark = schema.marks.comment?.create({ id });
    if (!mark) throw new Error('no comment mark');
    const pm = schema.node('doc', null, [schema.node('paragraph', null, [schema.text('一段', [mark])])]);
    prosemirrorToYXmlFragment(pm, doc.getXmlFragment('content'));
    const text = (doc.getXmlFragment('content').get(0) as Y.XmlElement).get(0) as Y.XmlText;
    expect(Object.keys((text.toDelta() as { attributes: object }[])[0]?.attributes ?? {})).toEqual([commentKey(id)]);
  },
);
