// The shared document's layout: blocks survive the way through Yjs, and comment keys are those of the binding.
import { describe, expect, test } from 'vitest';
import { prosemirrorToYXmlFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import type { Block } from '../../domain/document/blocks';
import { canonicalDocument } from '../../domain/document/canonical';
import {
  appendBlocks,
  blocksOf,
  commentKey,
  contentOf,
  readableBlocks,
  UnknownContent,
} from '../../domain/document/layout';
import { schema } from '../../domain/document/schema';
import body from '../../domain/template/builtin/self-check-2023-team.json';
import { parseTemplate } from '../../domain/template/template';
import { GOLDEN } from '../build/golden';

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

describe('GA9 what a node or a mark says of itself and this schema does not know', () => {
  const ofNode = (name: string, attribute: string, value: unknown) => {
    const doc = new Y.Doc();
    appendBlocks(doc, blocks);
    const el = new Y.XmlElement(name);
    el.setAttribute(attribute, value as string);
    const inTable = { table_row: 1, table_cell: 2, cell_paragraph: 3 }[name] ?? 0;
    if (inTable === 0) {
      el.insert(0, [new Y.XmlText('年底前完成')]);
      contentOf(doc).insert(0, [el]);
      return doc;
    }
    const into = (at: Y.XmlElement, depth: number): Y.XmlElement =>
      depth === 0 ? at : into(at.get(0) as Y.XmlElement, depth - 1);
    into(contentOf(doc).get(4) as Y.XmlElement, inTable).setAttribute(attribute, value as string);
    return doc;
  };
  test.each<[string, string, unknown]>([
    ['point', 'kind', 'risk'],
    ['paragraph', 'role', 'title'],
    ['paragraph', 'colour', 'red'],
    ['paragraph', 'id', 7],
    ['list_item', 'kind', 'tick'],
    ['list_item', 'indent', 9],
    ['heading', 'level', '2'],
    ['heading', 'key', 'a\u0000'],
    ['blockquote', 'role', 'date'],
    ['table_row', 'id', 'r1'],
    ['table_cell', 'colspan', 0],
    ['table_cell', 'rowspan', 1001],
    ['table_cell', 'colwidth', [120]],
    ['cell_paragraph', 'colour', 'red'],
    // Right-aligned in the page, and nothing of it in what is signed.
    ['cell_paragraph', 'role', 'date'],
  ])(
    '%s %s %j is refused, told by its name in its block, and stops no reader of the live text',
    (name, attribute, value) => {
      const doc = ofNode(name, attribute, value);
      const said = `${name.replace('table_cell', 'table_header').replace('cell_', '')}.${attribute}`;
      expect(() => blocksOf(doc)).toThrow(UnknownContent);
      const { blocks: read, unreadable } = readableBlocks(doc);
      expect(read).toEqual(blocksOf(doc, false));
      const at = name.startsWith('table') || name.startsWith('cell') ? 4 : 0;
      expect(unreadable).toEqual([{ block: at, quote: expect.stringContaining(`[${said}]`) }]);
    },
  );

  test.each<[string, Record<string, unknown>, string]>([
    ['a link that says more than its address', { link: { href: 'https://example.org/', rel: 'x' } }, 'link'],
    ['a mark with a value that it never has', { strong: { weight: 900 } }, 'strong'],
  ])('%s is refused', (_what, attributes, name) => {
    const doc = new Y.Doc();
    appendBlocks(doc, blocks);
    ((contentOf(doc).get(2) as Y.XmlElement).get(0) as Y.XmlText).format(0, 2, attributes);
    expect(() => blocksOf(doc)).toThrow(`mark ${name}`);
    expect(readableBlocks(doc).unreadable).toEqual([{ block: 2, quote: `[${name}]会议太多` }]);
  });

  test('an attribute of the words themselves is refused', () => {
    const doc = new Y.Doc();
    appendBlocks(doc, blocks);
    ((contentOf(doc).get(2) as Y.XmlElement).get(0) as Y.XmlText).setAttribute('dir', 'rtl');
    expect(() => blocksOf(doc)).toThrow('mark dir');
    expect(blocksOf(doc, false)).toEqual(blocks);
  });

  /** Two values of each attribute that says something; an attribute of tomorrow needs two here, or a word why it says nothing. */
  const VALUES: Record<string, readonly [unknown, unknown]> = {
    'heading.level': [1, 2],
    'heading.key': ['causes', 'measures'],
    'point.kind': ['cause', 'measure'],
    'paragraph.role': [null, 'date'],
    'list_item.kind': ['bullet', 'ordered'],
    'list_item.indent': [0, 2],
    'table_cell.colspan': [1, 2],
    'table_cell.rowspan': [1, 2],
    'table_header.colspan': [1, 2],
    'table_header.rowspan': [1, 2],
  };
  test('nothing that a node says is lost: wherever it may stand, another value is another digest, or the freeze stops', () => {
    const said = Object.values(schema.nodes).flatMap(({ name, spec }) =>
      Object.keys(spec.attrs ?? {}).map((attribute) => `${name}.${attribute}`),
    );
    // Ids are no content (PROMISES); a width of a column is never set, and refused.
    expect(said.filter((one) => !/\.(?:id|colwidth)$/.test(one)).sort()).toEqual(Object.keys(VALUES).sort());
    const nested = (...names: (string | Y.XmlElement)[]): Y.XmlElement => {
      const all = names.map((one) => (typeof one === 'string' ? new Y.XmlElement(one) : one));
      for (const [n, one] of all.entries()) if (n > 0) all[n - 1]?.insert(0, [one]);
      return all[0] as Y.XmlElement;
    };
    const places: Record<string, (el: Y.XmlElement) => Y.XmlElement> = {
      'at the top': (el) => (el.nodeName.startsWith('table_') ? nested('table', 'table_row', el) : el),
      'in a cell': (el) => nested('table', 'table_row', 'table_cell', el),
      'in the heading of a column': (el) => nested('table', 'table_row', 'table_header', el),
    };
    const template = parseTemplate(body);
    const about = { org: '街道办事处', reviewId: 'r1', title: '检查材料', template, templateSha256: '0'.repeat(64) };
    const digestOf = (doc: Y.Doc) => {
      try {
        return canonicalDocument({ ...about, blocks: blocksOf(doc), fields: {} }).contentSha256;
      } catch (error) {
        if (error instanceof UnknownContent) return 'refused';
        throw error;
      }
    };
    const lost: string[] = [];
    for (const [name, values] of Object.entries(VALUES))
      for (const [place, put] of Object.entries(places)) {
        const [node = '', attribute = ''] = name.split('.');
        const digests = values.map((value) => {
          const doc = new Y.Doc();
          const el = new Y.XmlElement(node);
          el.setAttribute(attribute, value as string);
          if (!node.startsWith('table_')) el.insert(0, [new Y.XmlText('年底前完成')]);
          contentOf(doc).insert(0, [put(el)]);
          return digestOf(doc);
        });
        if (digests[0] === digests[1] && digests[0] !== 'refused') lost.push(`${name} ${place}`);
      }
    expect(lost).toEqual([]);
  });

  test('what the editor writes passes: every node with what it says by itself, every value of ours, and what is null or empty', () => {
    const doc = new Y.Doc();
    const { doc: _top, text: _text, ...nodes } = schema.nodes;
    const inTable = (name: string) => name.startsWith('table_');
    const alone = Object.values(nodes).filter(({ name }) => !inTable(name));
    const cells = [nodes.table_cell, nodes.table_header].map((type) => type.create(null, nodes.paragraph.create()));
    const pm = schema.node('doc', null, [
      ...alone.map((type) => type.create()),
      nodes.table.create(null, nodes.table_row.create(null, cells)),
    ]);
    prosemirrorToYXmlFragment(pm, contentOf(doc));
    appendBlocks(doc, GOLDEN);
    for (const el of contentOf(doc).toArray() as Y.XmlElement[])
      for (const name of Object.keys(schema.nodes[el.nodeName]?.spec.attrs ?? {}))
        if (el.getAttribute(name) === undefined) el.setAttribute(name, null as unknown as string);
    expect(blocksOf(doc)).toEqual(blocksOf(doc, false));
    expect(readableBlocks(doc).unreadable).toEqual([]);
  });

  test('comments, suggestions and ids are no content: a mark of theirs is not asked what it says', () => {
    const doc = new Y.Doc();
    appendBlocks(doc, blocks);
    const words = (contentOf(doc).get(2) as Y.XmlElement).get(0) as Y.XmlText;
    words.format(0, 2, { [commentKey('t1')]: { id: 't1', colour: 'red' } });
    expect(blocksOf(doc)).toEqual(blocks);
  });
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
