// One text reached by many ways: blocks placed in any order by three editors, noise typed at once and taken out, undo and redo, formats
// put on and taken off. What is seen at the end is always the same.
import * as Y from 'yjs';
import { cureUndo } from '../../app/editor/undoCure';
import { type Block, plain } from '../../domain/document/blocks';
import { appendBlocks, contentOf } from '../../domain/document/layout';
import { random } from './random';

cureUndo();

export const TARGET: readonly Block[] = [
  { type: 'paragraph', role: null, id: null, runs: plain('现将情况报告如下：😀') },
  { type: 'heading', level: 1, key: 'problems', id: null, runs: plain('存在的问题') },
  {
    type: 'point',
    kind: 'problem',
    id: 'p1',
    runs: [
      { text: '学得', marks: [] },
      { text: '不系统。', marks: [{ type: 'strong' }] },
    ],
  },
  {
    type: 'table',
    id: null,
    rows: [
      { cells: ['左格', '右格'].map((text) => ({ header: false, colspan: 1, rowspan: 1, paragraphs: [plain(text)] })) },
    ],
  },
  { type: 'list_item', kind: 'ordered', indent: 0, id: null, runs: plain('例会不超过三十分钟。') },
  { type: 'paragraph', role: 'date', id: null, runs: plain('2026年3月2日') },
];
const NOISE = '※';

/** Three documents that show TARGET, and every update that made them. */
export function reached(seed: number): { docs: readonly Y.Doc[]; updates: readonly Uint8Array[] } {
  const dice = random(seed);
  // One of them throws nothing away: what is deleted is kept whole.
  const docs = [0, 1, 2].map((n) => new Y.Doc({ gc: n !== dice(6) }));
  const updates: Uint8Array[] = [];
  // What somebody writes is heard by the others at once, or with the next `hear` while they type at the same time.
  let deaf = false;
  let missed: [from: Y.Doc, update: Uint8Array][] = [];
  const hear = () => {
    deaf = false;
    for (const [from, update] of missed) for (const to of docs) if (to !== from) Y.applyUpdate(to, update, 'remote');
    missed = [];
  };
  for (const doc of docs)
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'remote') return;
      updates.push(update);
      missed.push([doc, update]);
      if (!deaf) hear();
    });
  const atOnce = (work: () => void) => {
    deaf = true;
    work();
    hear();
  };
  const some = () => docs[dice(docs.length)] ?? new Y.Doc();
  const placed: number[] = [];
  const left = TARGET.map((_, n) => n);
  while (left.length > 0) {
    const [n = 0] = left.splice(dice(left.length), 1);
    const scratch = new Y.Doc();
    appendBlocks(scratch, [TARGET[n] as Block]);
    const block = copied(contentOf(scratch).get(0) as Y.XmlElement);
    contentOf(some()).insert(placed.filter((one) => one < n).length, [block]);
    placed.push(n);
    if (dice(3) === 0) undone(some(), dice);
    if (dice(3) === 0) noise(docs, dice, atOnce);
    if (dice(3) === 0) formatted(some(), dice);
  }
  return { docs, updates };
}

/** Yjs' own clone drops attributes that are no text. */
function copied(from: Y.XmlElement): Y.XmlElement {
  const to = new Y.XmlElement(from.nodeName);
  for (const [key, value] of Object.entries(from.getAttributes())) to.setAttribute(key, value as string);
  const children = from.toArray().map((child) => {
    if (child instanceof Y.XmlElement) return copied(child);
    const text = new Y.XmlText();
    text.applyDelta((child as Y.XmlText).toDelta());
    return text;
  });
  to.insert(0, children);
  return to;
}

function textsOf(doc: Y.Doc): Y.XmlText[] {
  const within = (type: Y.XmlFragment): Y.XmlText[] =>
    type.toArray().flatMap((child) => {
      if (child instanceof Y.XmlText) return [child];
      return child instanceof Y.XmlElement ? within(child) : [];
    });
  return within(contentOf(doc));
}

function wordsOf(text: Y.XmlText): string {
  return text
    .toDelta()
    .map(({ insert }: { insert: string }) => insert)
    .join('');
}

/** The place, or the one before it: nobody types inside of a character. */
function whole(text: Y.XmlText, at: number): number {
  return /[\udc00-\udfff]/.test(wordsOf(text)[at] ?? '') ? at - 1 : at;
}

/** Something is deleted, or typed, and undone; perhaps redone and undone again. */
function undone(doc: Y.Doc, dice: (below: number) => number): void {
  const manager = new Y.UndoManager(contentOf(doc), { captureTimeout: 0 });
  const texts = textsOf(doc);
  const text = texts[dice(texts.length)];
  if (!text || text.length < 2) return;
  const at = whole(text, dice(text.length));
  if (dice(2) === 0) text.delete(at, /[\ud800-\udbff]/.test(wordsOf(text)[at] ?? '') ? 2 : 1);
  else text.insert(at, NOISE);
  manager.undo();
  for (let times = dice(3); times > 0; times--) {
    manager.redo();
    manager.undo();
  }
  manager.destroy();
}

/** Two type at once, at one place or at two, before they hear of each other; a third takes it out. */
function noise(docs: readonly Y.Doc[], dice: (below: number) => number, atOnce: (work: () => void) => void): void {
  atOnce(() => {
    for (const doc of docs.slice(0, 2)) {
      const texts = textsOf(doc);
      const text = texts[dice(texts.length)];
      if (text) text.insert(whole(text, dice(text.length + 1)), NOISE.repeat(1 + dice(3)), {});
    }
  });
  const [, , third] = docs;
  for (const text of third ? textsOf(third) : []) {
    const words = wordsOf(text);
    for (let at = words.length - 1; at >= 0; at--) if (words[at] === NOISE) text.delete(at, 1);
  }
}

/** A mark that nobody keeps, over words that have none. */
function formatted(doc: Y.Doc, dice: (below: number) => number): void {
  const bare = textsOf(doc).filter((text) => !text.toString().includes('<') && text.length > 1);
  const text = bare[dice(bare.length)];
  if (!text) return;
  const length = whole(text, 1 + dice(text.length - 1));
  text.format(0, length, { em: {} });
  text.format(0, length, { em: null });
}
