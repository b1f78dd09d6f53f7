// A text with everything that the schema knows, and a check that it has it: what T09 and T10 open and read.
import type { Schema } from 'prosemirror-model';
import * as Y from 'yjs';
import { type Block, plain, type Run } from '../../domain/document/blocks';
import { contentOf } from '../../domain/document/layout';
import { schema } from '../../domain/document/schema';

const dressed: Run[] = [
  ...(['strong', 'em', 'underline', 'highlight'] as const).map((type) => ({ text: `${type}。`, marks: [{ type }] })),
  { text: '办法全文', marks: [{ type: 'link', href: 'https://office.example/rules' }, { type: 'strong' }] },
  { text: '，𠮷与👩‍👩‍👧也在。', marks: [] },
];
const cell = (text: string, more: object = {}) => ({
  header: false,
  colspan: 1,
  rowspan: 1,
  paragraphs: [plain(text), plain('')],
  ...more,
});

/** Every kind of block with every value of its attributes, full and empty. */
export const GOLDEN: Block[] = [
  ...([1, 2, 3] as const).map(
    (level): Block => ({ type: 'heading', level, key: null, id: null, runs: plain(`第${level}级`) }),
  ),
  { type: 'heading', level: 1, key: 'problems', id: null, runs: plain('存在的主要问题') },
  ...(['problem', 'cause', 'measure', 'other'] as const).map(
    (kind): Block => ({ type: 'point', kind, id: `golden-${kind}`, runs: [...plain(`${kind}：`), ...dressed] }),
  ),
  ...([null, 'salutation', 'byline', 'date'] as const).map(
    (role): Block => ({ type: 'paragraph', role, id: null, runs: role === null ? dressed : plain('城东街道办事处') }),
  ),
  { type: 'paragraph', role: null, id: null, runs: [] },
  ...(['bullet', 'ordered'] as const).flatMap((kind) =>
    [0, 2].map((indent): Block => ({ type: 'list_item', kind, indent, id: null, runs: plain('议题提前三天发出') })),
  ),
  { type: 'blockquote', id: null, runs: dressed },
  {
    type: 'table',
    id: null,
    rows: [
      { cells: [cell('事项', { header: true }), cell('时限', { header: true, colspan: 2 })] },
      { cells: [cell('专题学习', { rowspan: 2 }), cell('每月'), cell('')] },
      { cells: [cell('每周'), cell('检查')] },
    ],
  },
];

/** A colleague's suggestions on the words of the nth block: two characters to go, two to come. */
export function suggestIn(doc: Y.Doc, nth: number): void {
  const text = (contentOf(doc).get(nth) as Y.XmlElement).get(0) as Y.XmlText;
  doc.transact(() => {
    text.format(0, 2, { deletion: { id: 'golden-a' } });
    text.insert(2, '新词', { insertion: { id: 'golden-a' }, deletion: null });
  });
}

/** Names of the schema that a document does not hold. Root and text are always there; no shared document holds `modification`. */
export function missingIn(doc: Y.Doc): string[] {
  const found = new Set<string>(['doc', 'text', 'modification']);
  const walk = (node: Y.XmlElement | Y.XmlText) => {
    if (node instanceof Y.XmlText)
      for (const { attributes = {} } of node.toDelta() as { attributes?: object }[])
        for (const key of Object.keys(attributes)) found.add(key.replace(/--.*$/, ''));
    else {
      found.add(node.nodeName);
      for (const child of node.toArray()) walk(child as Y.XmlElement | Y.XmlText);
    }
  };
  for (const block of contentOf(doc).toArray()) walk(block as Y.XmlElement);
  return namesOf(schema).filter((name) => !found.has(name));
}

function namesOf({ nodes, marks }: Schema): string[] {
  return [...Object.keys(nodes), ...Object.keys(marks)];
}
