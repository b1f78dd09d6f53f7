// Honest editing sessions for the guard's tests: ProseMirror edits through y-prosemirror, undo, offline work, plain Yjs edits.

import { type Node, Slice } from 'prosemirror-model';
import { EditorState, TextSelection, type Transaction } from 'prosemirror-state';
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, mergeCells, splitCell } from 'prosemirror-tables';
import { initProseMirrorDoc, updateYFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import { commentKey, contentOf } from '../../domain/document/layout';
import { schema } from '../../domain/document/schema';
import type { FrameKind } from '../../server/collab/guard/limits';

/** A small seeded generator (mulberry32): the same seed, the same session. */
export function dice(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    int: (below: number) => Math.floor(next() * Math.max(1, below)),
    pick: <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T,
    chance: (p: number) => next() < p,
  };
}
export type Dice = ReturnType<typeof dice>;

/** Words of which no edit leaves half a character: a page never does (PROMISES), a random edit does. */
export const WHOLE_WORDS = ['会议太多', 'words ', '一是学习不够。', '\n', 'é', '，', 'x', '整改措施：年底前完成。'];
export const WORDS = [
  '会议太多',
  '😀',
  'words ',
  '一是学习不够。',
  '\n',
  'é',
  '👩‍👩‍👧',
  '，',
  'x',
  '整改措施：年底前完成。',
];
const THREADS = ['018f3c1e-aaaa-7bbb-8ccc-1234567890ab', '018f3c1e-bbbb-7bbb-8ccc-1234567890ab'];

export interface Sent {
  kind: FrameKind;
  bytes: Uint8Array;
}

/** One person with a page: own Y.Doc, own undo, a connection that can be away. */
export class Editor {
  readonly doc = new Y.Doc();
  readonly undo: Y.UndoManager;
  readonly outbox: Sent[] = [];
  online = true;
  /** Updates of the server that have not arrived yet. */
  readonly inbox: Uint8Array[] = [];

  private readonly words: readonly string[];

  constructor(state: Uint8Array, clientId: number, words: readonly string[] = WORDS) {
    this.words = words;
    this.doc.clientID = clientId;
    Y.applyUpdate(this.doc, state, 'server');
    this.undo = new Y.UndoManager(contentOf(this.doc), { trackedOrigins: new Set(['page']), captureTimeout: 0 });
    this.doc.on('update', (bytes: Uint8Array, origin: unknown) => {
      if (origin !== 'server' && this.online) this.outbox.push({ kind: 'update', bytes });
    });
  }

  receive(): void {
    for (const bytes of this.inbox.splice(0)) Y.applyUpdate(this.doc, bytes, 'server');
  }

  /** Comes back: the server's step 2, then its own. */
  reconnect(server: Y.Doc): void {
    this.inbox.length = 0;
    this.online = true;
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(server, Y.encodeStateVector(this.doc)), 'server');
    this.outbox.push({ kind: 'step2', bytes: Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(server)) });
  }

  edit(random: Dice): void {
    const what = random.int(20);
    if (what === 0) this.safely(() => this.undo.undo());
    else if (what === 1) this.safely(() => this.undo.redo());
    else if (what < 5) plainYjs(this.doc, random, this.words);
    else this.proseMirror(random);
  }

  /** UndoManager can throw (PROMISES, the page's side): the page wraps it, and so does this. */
  private safely(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
    }
  }

  private proseMirror(random: Dice): void {
    const fragment = contentOf(this.doc);
    const { doc, meta } = initProseMirrorDoc(fragment, schema);
    const next = edited(doc, random, this.words);
    if (next.eq(doc)) return;
    this.doc.transact(() => updateYFragment(this.doc, fragment, next, meta), 'page');
  }
}

/** Edits that other API clients make without ProseMirror. */
function plainYjs(doc: Y.Doc, random: Dice, words: readonly string[]): void {
  const content = contentOf(doc);
  doc.transact(() => {
    const texts = textsOf(content);
    const text = texts.length > 0 ? random.pick(texts) : null;
    if (!text || random.chance(0.1)) {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(random.pick(words))]);
      content.insert(random.int(content.length + 1), [paragraph]);
    } else if (random.chance(0.4)) {
      text.insert(random.int(text.length + 1), random.pick(words), random.chance(0.3) ? { strong: {} } : undefined);
    } else if (random.chance(0.5) && text.length > 0) {
      const at = random.int(text.length);
      text.format(at, 1 + random.int(text.length - at), { em: random.chance(0.5) ? {} : null });
    } else if (text.length > 0) {
      const at = random.int(text.length);
      text.delete(at, 1 + random.int(Math.min(5, text.length - at)));
    }
  }, 'page');
}

export function textsOf(parent: Y.XmlFragment): Y.XmlText[] {
  return parent.toArray().flatMap((child) => {
    if (child instanceof Y.XmlText) return [child];
    return child instanceof Y.XmlElement ? textsOf(child) : [];
  });
}

function edited(doc: Node, random: Dice, words: readonly string[]): Node {
  const state = EditorState.create({ doc });
  let tr = state.tr;
  try {
    tr = change(state, random, words);
  } catch (error) {
    // A random position where this step does not fit: no edit.
    if (!(error instanceof Error)) throw error;
    return doc;
  }
  // The page's filterTransaction (PROMISES) drops what the schema does not hold.
  try {
    tr.doc.check();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return doc;
  }
  return withoutRolesInCells(tr);
}

/** As the page cleans what is put into a cell: a paragraph there has no role. */
function withoutRolesInCells(tr: Transaction): Node {
  tr.doc.descendants((node, pos, parent) => {
    if (node.attrs.role && parent?.type.spec.tableRole) tr.setNodeMarkup(pos, null, { ...node.attrs, role: null });
  });
  return tr.doc;
}

function change(state: EditorState, random: Dice, words: readonly string[]): Transaction {
  const { doc, tr } = state;
  const at = () => random.int(doc.content.size + 1);
  const [a, b] = [at(), at()];
  const from = Math.min(a, b);
  const to = Math.min(Math.max(a, b), from + 1 + random.int(30));
  switch (random.int(14)) {
    case 0:
    case 1:
    case 2:
      return tr.insertText(random.pick(words), from);
    case 3:
      return tr.delete(from, to);
    case 4:
      return tr.split(from);
    case 5:
      return tr.join(from);
    case 6:
      return tr.addMark(
        from,
        to,
        random.chance(0.3)
          ? schema.mark('link', { href: 'https://example.org/' })
          : schema.mark(random.pick(['strong', 'em', 'highlight', 'underline'])),
      );
    case 7:
      return tr.removeMark(from, to);
    case 8:
      return retype(tr, from, to, random);
    case 9:
      return tr.insert(from, table(random));
    case 10:
      return tableCommand(state, from, random);
    case 11: {
      // Drag: a slice is taken out and put in elsewhere.
      const slice = doc.slice(from, to);
      const moved = tr.delete(from, to);
      return moved.replaceRange(Math.min(at(), moved.doc.content.size), Math.min(at(), moved.doc.content.size), slice);
    }
    case 12:
      return tr.replaceRange(from, to, random.chance(0.5) ? doc.slice(from, to) : Slice.empty);
    default:
      return tr.insert(from, block(random, words));
  }
}

function retype(tr: Transaction, from: number, to: number, random: Dice): Transaction {
  const [type, attrs] = random.pick([
    ['heading', { level: 1 + random.int(3), key: 'problems' }],
    ['point', { kind: 'cause', id: `p${random.int(99)}` }],
    ['list_item', { kind: 'ordered', indent: random.int(4) }],
    ['paragraph', { role: 'date' }],
    ['blockquote', {}],
  ] as const);
  const nodeType = schema.nodes[type];
  return nodeType ? tr.setBlockType(from, to, nodeType, attrs) : tr;
}

function block(random: Dice, words: readonly string[]): Node {
  const text = random.chance(0.8) ? [schema.text(random.pick(words))] : [];
  return schema.node(random.pick(['paragraph', 'point', 'list_item', 'blockquote']), null, text);
}

function table(random: Dice): Node {
  const cell = () =>
    schema.node('table_cell', null, [schema.node('paragraph', null, random.chance(0.5) ? [schema.text('格')] : [])]);
  const row = () => schema.node('table_row', null, [cell(), cell()]);
  return schema.node('table', null, [row(), row()]);
}

function tableCommand(state: EditorState, near: number, random: Dice): Transaction {
  let placed = state;
  state.doc.descendants((node, pos) => {
    if (node.type.name === 'table_cell' && pos >= near)
      placed = state.apply(state.tr.setSelection(TextSelection.near(state.doc.resolve(pos + 1))));
    return placed === state;
  });
  const command = random.pick([addColumnAfter, addRowAfter, deleteColumn, deleteRow, mergeCells, splitCell]);
  let result = placed.tr;
  command(placed, (tr) => {
    result = tr;
  });
  return result;
}

/** What the server itself writes between clients' frames: comment marks come and go. */
export function serverMarks(doc: Y.Doc, random: Dice): void {
  const texts = textsOf(contentOf(doc)).filter((text) => text.length > 1);
  if (texts.length === 0) return;
  const text = random.pick(texts);
  const id = random.pick(THREADS);
  const at = random.int(text.length);
  doc.transact(
    () => text.format(at, 1 + random.int(text.length - at), { [commentKey(id)]: random.chance(0.7) ? { id } : null }),
    'server',
  );
}
