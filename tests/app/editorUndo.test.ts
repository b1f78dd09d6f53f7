// Undo in a text that others write in: what Yjs gets wrong on its own, and that our cure puts it right (PROMISES "The page's side").
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { cureUndo } from '../../app/editor/undoCure';
import { random } from '../build/random';

/** A session that ends in two texts without the cure. When Yjs no longer fails it, the cure may go. */
const KNOWN = [22];
const CURED = Symbol.for('countersign.undoCure');

interface Person {
  doc: Y.Doc;
  content: Y.XmlFragment;
  history: Y.UndoManager;
}

function person(client: number): Person {
  const doc = new Y.Doc();
  doc.clientID = client;
  const content = doc.getXmlFragment('content');
  return { doc, content, history: new Y.UndoManager(content, { captureTimeout: 0, trackedOrigins: new Set(['me']) }) };
}

/** Three people write paragraphs, delete, undo and redo; what they wrote reaches one another late. Answers each one's text. */
function session(seed: number): string[] {
  const pick = random(seed);
  const people = [person(101), person(102), person(103)];
  const exchange = (from: Person, to: Person) => {
    if (from !== to) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), 'remote');
  };
  const anyone = () => people[pick(3)] ?? person(0);
  for (let step = 0; step < 150; step++) {
    const { doc, content, history } = anyone();
    const act = pick(20);
    doc.transact(() => write(content, act, pick), 'me');
    if (act >= 10 && act < 15) history.undo();
    else if (act >= 15 && act < 18) history.redo();
    else if (act >= 18) exchange(anyone(), anyone());
  }
  for (let round = 0; round < 2; round++) for (const from of people) for (const to of people) exchange(from, to);
  return people.map(({ content }) => content.toString());
}

function write(content: Y.XmlFragment, act: number, pick: (below: number) => number): void {
  const count = content.length;
  if (act < 2 || count === 0) {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText('ab')]);
    content.insert(pick(count + 1), [paragraph]);
    return;
  }
  if (act >= 10) return;
  const paragraph = content.get(pick(count)) as Y.XmlElement;
  const text = paragraph.length > 0 ? paragraph.get(pick(paragraph.length)) : null;
  if (act >= 8) content.delete(pick(count), 1);
  else if (!(text instanceof Y.XmlText)) return;
  else if (act < 6) text.insert(pick(text.length + 1), String.fromCharCode(97 + pick(26)).repeat(1 + pick(3)));
  else if (text.length > 0) {
    const at = pick(text.length);
    text.delete(at, Math.min(1 + pick(4), text.length - at));
  }
}

const diverges = (seed: number) => new Set(session(seed)).size > 1;

it('Yjs on its own leaves people with different texts after undo (yjs#794)', () => {
  const proto: Y.Item & { [CURED]?: Y.Item['integrate'] } = Y.Item.prototype;
  const now = proto.integrate;
  // Another file of this worker may have cured it.
  proto.integrate = proto[CURED] ?? now;
  try {
    expect(KNOWN.filter(diverges)).toEqual(KNOWN);
  } finally {
    proto.integrate = now;
  }
});

it('P3/T05 with the cure everybody has the same text, in 120 sessions full of undo and redo', () => {
  cureUndo();
  cureUndo();
  const seeds = Array.from({ length: 120 }, (_, index) => index + 1);
  expect(seeds.filter(diverges), 'seeds').toEqual([]);
});
