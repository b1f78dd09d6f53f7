// Comment marks: they cover what they should, survive the editor's reading and editing, and are set right again without being content.
import { EditorState } from 'prosemirror-state';
import { describe, expect, test, vi } from 'vitest';
import { initProseMirrorDoc, updateYFragment, yXmlFragmentToProseMirrorRootNode } from 'y-prosemirror';
import * as Y from 'yjs';
import { anchorOfQuote } from '../../domain/document/anchor';
import type { Block } from '../../domain/document/blocks';
import { canonicalDocument } from '../../domain/document/canonical';
import { appendBlocks, blocksOf, commentKey, contentOf } from '../../domain/document/layout';
import { markQuote, markRange, tidyMarks, unmark } from '../../domain/document/marks';
import { schema } from '../../domain/document/schema';
import body from '../../domain/template/builtin/self-check-2023-team.json';
import { parseTemplate } from '../../domain/template/template';

const A = '018f3c1e-aaaa-7bbb-8ccc-1234567890ab';
const B = '018f3c1e-bbbb-7bbb-8ccc-1234567890ab';
const plain = (text: string) => [{ text, marks: [] }];
const blocks: Block[] = [
  { type: 'heading', level: 1, key: 'problems', id: null, runs: plain('存在的问题') },
  {
    type: 'point',
    kind: 'problem',
    id: 'p1',
    runs: [{ text: '会议太多，', marks: [{ type: 'strong' }] }, ...plain('会议太长😀。')],
  },
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

/** What ProseMirror shows as marked with this thread, blocks joined by a bar. */
function marked(doc: Y.Doc, id: string): string {
  const pm = yXmlFragmentToProseMirrorRootNode(contentOf(doc), schema);
  const parts: string[] = [];
  pm.descendants((node) => {
    if (!node.isTextblock) return;
    let words = '';
    node.forEach((child) => {
      if (child.marks.some((mark) => mark.type.name === 'comment' && mark.attrs.id === id)) words += child.text;
    });
    if (words !== '') parts.push(words);
  });
  return parts.join('|');
}

const thread = (doc: Y.Doc, id: string, quote: string, occurrence = 1) => {
  const anchor = anchorOfQuote(doc, { quote, occurrence });
  if (!anchor) throw new Error(`no ${quote}`);
  return { ...anchor, id };
};

/** Bytes that a change sends out; null when it sends none. */
function sent(doc: Y.Doc, change: () => void): Uint8Array | null {
  let bytes: Uint8Array | null = null;
  const listen = (update: Uint8Array) => {
    bytes = update;
  };
  doc.on('update', listen);
  change();
  doc.off('update', listen);
  return bytes;
}

describe('setting and taking away', () => {
  test.each(['会议太长😀', '😀', '多', '，会议', '太长😀。\n原因分析\n学习', '左格\n右格'])(
    '%j is marked whole',
    (quote) => {
      const doc = aDocument();
      const anchor = thread(doc, A, quote);
      expect(markRange(doc, anchor.from, anchor.to, A)).toBe(true);
      expect(marked(doc, A)).toBe(quote.replaceAll('\n', '|'));
    },
  );

  test('mark, attribute and value are those of y-prosemirror: reading and writing back erases nothing', () => {
    const doc = aDocument();
    markQuote(doc, thread(doc, A, '会议太长😀'), A);
    markQuote(doc, thread(doc, B, '太长'), B);
    const { doc: pm, meta } = initProseMirrorDoc(contentOf(doc), schema);
    expect(sent(doc, () => updateYFragment(doc, contentOf(doc), pm, meta))).toBeNull();
    const state = EditorState.create({ doc: pm });
    const typed = state.tr.insertText('字', 9).doc;
    doc.transact(() => updateYFragment(doc, contentOf(doc), typed, initProseMirrorDoc(contentOf(doc), schema).meta));
    expect([marked(doc, A), marked(doc, B)]).toEqual(['会议太长😀', '太长']);
  });

  test('T30 digests and blocks are the same with and without marks', () => {
    const doc = aDocument();
    const digest = () =>
      canonicalDocument({
        org: 'o',
        reviewId: 'r',
        title: 't',
        template: parseTemplate(body),
        templateSha256: '0'.repeat(64),
        blocks: blocksOf(doc),
        fields: {},
      }).contentSha256;
    const before = digest();
    markQuote(doc, thread(doc, A, '会议太长😀'), A);
    markQuote(doc, thread(doc, B, '多，会'), B);
    expect(digest()).toBe(before);
    expect(blocksOf(doc)).toEqual(blocks);
  });

  test('one thread’s marks go and the other’s stay; taking nothing away writes nothing', () => {
    const doc = aDocument();
    markQuote(doc, thread(doc, A, '会议太长'), A);
    markQuote(doc, thread(doc, B, '太长😀'), B);
    unmark(doc, A);
    expect([marked(doc, A), marked(doc, B)]).toEqual(['', '太长😀']);
    expect(sent(doc, () => unmark(doc, A))).toBeNull();
    unmark(doc, B);
    expect(blocksOf(doc)).toEqual(blocks);
  });

  test('everything in a transaction of the caller’s is one update', () => {
    const doc = aDocument();
    const [one, two] = [thread(doc, A, '会议太长'), thread(doc, B, '左格\n右格')];
    let updates = 0;
    doc.on('update', () => updates++);
    doc.transact(() => {
      markRange(doc, one.from, one.to, A);
      markQuote(doc, two, B);
    }, 'server');
    expect(updates).toBe(1);
  });

  test('a range whose words are gone is not marked', () => {
    const doc = aDocument();
    const anchor = thread(doc, A, '会议太长');
    contentOf(doc).delete(1, 1);
    expect(markRange(doc, anchor.from, anchor.to, A)).toBe(false);
  });
});

describe('the best place for a quote', () => {
  test('context tells equal quotes apart', () => {
    const doc = aDocument();
    const anchor = thread(doc, A, '会议太多', 2);
    markQuote(doc, anchor, A);
    const pm = yXmlFragmentToProseMirrorRootNode(contentOf(doc), schema);
    const kinds: unknown[] = [];
    pm.descendants((node, _pos, parent) => {
      if (node.marks.some((mark) => mark.type.name === 'comment')) kinds.push(parent?.attrs.kind);
    });
    expect(kinds).toEqual(['cause']);
  });

  test('a short quote without its context is lost rather than put anywhere', () => {
    const doc = aDocument();
    expect(
      markQuote(doc, { quote: '多', prefix: '完全不同的上文', suffix: '完全不同的下文', sectionKey: null }, A),
    ).toBe(false);
    expect(markQuote(doc, { quote: '多', prefix: '', suffix: '', sectionKey: null }, A)).toBe(false);
    expect(markQuote(doc, { quote: '左', prefix: '', suffix: '', sectionKey: null }, A)).toBe(true);
    expect(markQuote(doc, { quote: '没有这句话在里面', prefix: '', suffix: '', sectionKey: null }, B)).toBe(false);
  });
});

describe('the tidy of marks', () => {
  test('unknown, resolved and forged marks go, missing ones come back, lost ones are named; again nothing is written', () => {
    const doc = aDocument();
    const open = [thread(doc, A, '会议太长😀'), { ...thread(doc, B, '学习不够'), quote: '不在这里的一句话' }];
    const point = contentOf(doc).get(1);
    const text = point instanceof Y.XmlElement ? point.get(0) : null;
    if (!(text instanceof Y.XmlText)) throw new Error('no text');
    text.format(0, 2, { [commentKey('resolved')]: { id: 'resolved' }, 'comment--abcdefgh': { id: A } });
    text.format(3, 2, { [commentKey(B)]: { id: A } });
    expect(tidyMarks(doc, open)).toMatchObject({ removed: 3, placed: 1, lost: [B] });
    expect([marked(doc, A), marked(doc, B), marked(doc, 'resolved')]).toEqual(['会议太长😀', '', '']);
    expect(
      sent(doc, () => expect(tidyMarks(doc, open)).toMatchObject({ removed: 0, placed: 0, lost: [B] })),
    ).toBeNull();
  });

  test('a document without threads and marks is left alone', () => {
    const doc = aDocument();
    expect(sent(doc, () => tidyMarks(doc, []))).toBeNull();
  });

  test('many comments over the same words stay apart', () => {
    const doc = aDocument();
    const ids = Array.from({ length: 30 }, (_, n) => `thread-${n}`);
    const open = ids.map((id) => thread(doc, id, '会议太长'));
    expect(tidyMarks(doc, open)).toMatchObject({ removed: 0, placed: 30, lost: [] });
    expect(ids.map((id) => marked(doc, id))).toEqual(ids.map(() => '会议太长'));
    expect(tidyMarks(doc, open.slice(0, 10))).toMatchObject({ removed: 20, placed: 0, lost: [] });
  });

  test('RM38 marks of many pieces of a text are taken away in one way along it', () => {
    const doc = aDocument();
    const words = Array.from({ length: 400 }, (_, n) => String.fromCharCode(0x4e00 + n));
    const marks = (n: number) => (n % 2 === 0 ? [{ type: 'strong' as const }] : []);
    const runs = words.map((word, n) => ({ text: word, marks: marks(n) }));
    appendBlocks(doc, [{ type: 'paragraph', role: null, id: null, runs }]);
    const text = (contentOf(doc).get(5) as Y.XmlElement).get(0) as Y.XmlText;
    // One over all of it, one over every third character, one in the middle.
    text.format(0, 400, { 'comment--abcdefgh': { id: 'a' } });
    for (let n = 0; n < 400; n += 3) text.format(n, 1, { 'comment--ijklmnop': { id: 'b' } });
    text.format(100, 100, { [commentKey('resolved')]: { id: 'resolved' } });
    const [ways, single] = [vi.spyOn(Y.XmlText.prototype, 'applyDelta'), vi.spyOn(Y.XmlText.prototype, 'format')];
    expect(tidyMarks(doc, [])).toEqual({ removed: 3, placed: 0, lost: [], moved: [] });
    expect([ways.mock.calls.length, single.mock.calls.length]).toEqual([1, 0]);
    ways.mockRestore();
    single.mockRestore();
    expect(blocksOf(doc).at(-1)).toMatchObject({ runs });
    expect(JSON.stringify(text.toDelta())).not.toContain('comment--');
    expect(sent(doc, () => tidyMarks(doc, []))).toBeNull();
  });

  test('RM38 a thread’s mark at more than a hundred places is forged: all go, and it is set where its words stand', () => {
    const doc = aDocument();
    const open = [thread(doc, A, '会议太长😀')];
    const runs = [{ text: '字'.repeat(500), marks: [] }];
    appendBlocks(doc, [{ type: 'paragraph', role: null, id: null, runs }]);
    const text = (contentOf(doc).get(5) as Y.XmlElement).get(0) as Y.XmlText;
    for (let n = 0; n < 300; n += 2) text.format(n, 1, { [commentKey(A)]: { id: A } });
    expect(tidyMarks(doc, open)).toMatchObject({ removed: 1, placed: 1, lost: [] });
    expect(marked(doc, A)).toBe('会议太长😀');
  });
});
