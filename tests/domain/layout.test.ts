// The shared document's layout: blocks survive the way through Yjs, and comment keys are those of the binding.
import { expect, test } from 'vitest';
import { prosemirrorToYXmlFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import type { Block } from '../../domain/document/blocks';
import { appendBlocks, blocksOf, commentKey, contentOf, UnknownContent } from '../../domain/document/layout';
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
