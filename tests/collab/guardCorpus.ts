// Frames that no honest page sends, for the guard and for the socket: the dangers 2, 3, 4 and 7 of PROMISES and their kin (T18).
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { CONTENT, contentOf, SEED_CLIENT } from '../../domain/document/layout';
import type { FrameKind } from '../../server/collab/guard/limits';

/** What follows: the close code 4400, 4413 or 4409; a question for a step 2 ('gap'); or silence ('nothing'). */
export type Expected = 4400 | 4413 | 4409 | 'gap' | 'nothing';

export interface HostileFrame {
  name: string;
  kind: FrameKind;
  update: Uint8Array;
  expected: Expected;
}

/** The hostile person's own client id in these frames. */
export const MINE = 42;

type Write = (encoder: encoding.Encoder) => void;

/** Raw bytes of an update: blocks of [client, clock, structs], then [client, [clock, length]…] of deletions. */
export function rawFrame(
  blocks: readonly [number, number, readonly Write[]][],
  deletes: readonly [number, readonly [number, number][]][] = [],
): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, blocks.length);
  for (const [client, clock, structs] of blocks) {
    encoding.writeVarUint(encoder, structs.length);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    for (const write of structs) write(encoder);
  }
  encoding.writeVarUint(encoder, deletes.length);
  for (const [client, ranges] of deletes) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const [clock, length] of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, length);
    }
  }
  return encoding.toUint8Array(encoder);
}

export const gc =
  (length: number): Write =>
  (e) => {
    encoding.writeUint8(e, 0);
    encoding.writeVarUint(e, length);
  };
const skip =
  (length: number): Write =>
  (e) => {
    encoding.writeUint8(e, 10);
    encoding.writeVarUint(e, length);
  };
type Id = readonly [number, number];

/** An item with its content written by hand: `left`, `right` and `under` as in Yjs' encoding. */
export function item(
  ref: number,
  at: { left?: Id; right?: Id; under?: Id | string; sub?: string },
  content: Write,
): Write {
  return (e) => {
    encoding.writeUint8(e, ref | (at.left ? 0x80 : 0) | (at.right ? 0x40 : 0) | (at.sub === undefined ? 0 : 0x20));
    for (const id of [at.left, at.right]) {
      if (!id) continue;
      encoding.writeVarUint(e, id[0]);
      encoding.writeVarUint(e, id[1]);
    }
    if (!at.left && !at.right) {
      const under = at.under ?? CONTENT;
      encoding.writeVarUint(e, typeof under === 'string' ? 1 : 0);
      if (typeof under === 'string') encoding.writeVarString(e, under);
      else for (const part of under) encoding.writeVarUint(e, part);
      if (at.sub !== undefined) encoding.writeVarString(e, at.sub);
    }
    content(e);
  };
}
const text =
  (value: string): Write =>
  (e) =>
    encoding.writeVarString(e, value);
const varUint =
  (value: number): Write =>
  (e) =>
    encoding.writeVarUint(e, value);
const both =
  (...writes: Write[]): Write =>
  (e) => {
    for (const write of writes) write(e);
  };
const element = (name: string) => both(varUint(3), text(name));

/** What a page would send after this change, made by Yjs itself on a copy of the document. */
export function written(doc: Y.Doc, change: (content: Y.XmlFragment, copy: Y.Doc) => void, client = MINE): Uint8Array {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  copy.clientID = client;
  const before = Y.encodeStateVector(copy);
  let sent: Uint8Array | null = null;
  copy.on('update', (bytes: Uint8Array) => {
    sent ??= bytes;
  });
  copy.transact(() => change(contentOf(copy), copy));
  return sent ?? Y.encodeStateAsUpdate(copy, before);
}

/**
 * Frames against this document. It must hold text of somebody whose client id is neither MINE nor the seed's; `ownerOf`
 * (or the room) must know that id as another person's.
 */
export function hostileFrames(doc: Y.Doc): HostileFrame[] {
  const victim =
    [...doc.store.clients.keys()].find((client) => client !== SEED_CLIENT && client !== MINE) ?? SEED_CLIENT;
  const her = Y.getState(doc.store, victim);
  const [block, textType] = aText(doc);
  const blockId: Id = [block.client, block.clock];
  const textId: Id = [textType.client, textType.clock];
  const honest = written(doc, (content) => content.insert(0, [paragraph('诚实')]));
  const frames: HostileFrame[] = [];
  const add = (expected: Expected, name: string, update: Uint8Array, kind: FrameKind = 'update') =>
    frames.push({ name, kind, update, expected });
  const raw = (expected: Expected, name: string, write: Write, kind: FrameKind = 'update') =>
    add(expected, name, rawFrame([[MINE, 0, [write]]]), kind);
  const made = (expected: Expected, name: string, change: (content: Y.XmlFragment, copy: Y.Doc) => void) =>
    add(expected, name, written(doc, change));

  // Danger 2: zero lengths.
  add(4400, 'danger 2: a GC of length 0', Uint8Array.from([1, 1, 0x2a, 0, 0, 0, 0]));
  add(4400, 'danger 2: the same in a step 2', Uint8Array.from([1, 1, 0x2a, 0, 0, 0, 0]), 'step2');
  add(4400, 'a GC of length 0 inside a known range', rawFrame([[victim, 0, [gc(0)]]]), 'step2');
  raw(4400, 'a text of length 0', item(4, { under: textId }, text('')));
  raw(4400, 'no value in an attribute', item(8, { under: blockId, sub: 'id' }, varUint(0)));
  raw(4400, 'deleted content of length 0', item(1, {}, varUint(0)), 'step2');
  add(4400, 'a deletion of length 0', rawFrame([], [[victim, [[0, 0]]]]));

  // Danger 3: locking out and forging.
  add(4400, 'danger 3: a GC over all her clocks', rawFrame([[victim, 0, [gc(2 ** 31)]]]));
  add(4409, 'danger 3: a GC over her next clocks', rawFrame([[victim, her, [gc(1000)]]]), 'step2');
  add(
    4409,
    'danger 3: a forged text at her next clock',
    written(doc, (content) => content.insert(0, [paragraph('FORGED')]), victim),
  );
  add(
    4409,
    'a text under the id of the seed',
    written(doc, (content) => content.insert(0, [paragraph('FORGED')]), SEED_CLIENT),
  );
  add(
    'gap',
    'a text far beyond her next clock',
    rawFrame([[victim, her + 50, [item(4, { under: textId }, text('x'))]]]),
  );

  // Danger 4: what cannot be decoded to the end.
  for (let end = 0; end < honest.length; end++)
    add(4400, `danger 4: an honest update cut at byte ${end}`, honest.slice(0, end));
  add(4400, 'a byte after the delete set', Uint8Array.from([...honest, 0]));
  add(4400, 'a second update behind the first', Uint8Array.from([...honest, ...honest]));
  add(
    4400,
    'bytes that are no UTF-8',
    rawFrame([
      [MINE, 0, [item(4, { under: textId }, (e) => encoding.writeVarUint8Array(e, Uint8Array.from([0xff, 0xfe])))]],
    ]),
  );
  add(4400, 'an endless number', new Uint8Array(40).fill(0xff));

  // Danger 7: gaps.
  raw('gap', 'a neighbour that nobody has', item(4, { left: [77, 5] }, text('x')));
  raw('gap', 'a right neighbour that nobody has', item(4, { right: [77, 5] }, text('x')));
  raw('gap', 'a parent that nobody has', item(4, { under: [77, 5] }, text('x')));
  add('gap', 'danger 7: my clock 5 before 0 to 4', rawFrame([[MINE, 5, [item(4, { under: textId }, text('x'))]]]));
  add('gap', 'a deletion of what nobody wrote', rawFrame([], [[77, [[0, 1]]]]));
  add('gap', 'a deletion beyond her last clock', rawFrame([], [[victim, [[0, her + 1]]]]));
  add(
    'gap',
    'a deletion beyond this very frame',
    rawFrame([[MINE, 0, [item(7, {}, element('paragraph'))]]], [[MINE, [[0, 2]]]]),
  );

  // Lying counts and numbers.
  add(4400, 'four billion structs in ten bytes', lying([1, 2 ** 32, MINE, 0]));
  add(4400, 'two million structs in ten bytes', lying([1, 2_000_000, MINE, 0]));
  add(4400, 'four billion clients', lying([2 ** 32, 1]));
  add(4400, 'four billion deletions', lying([0, 1, MINE, 2 ** 32, 0, 1]));
  add(4400, 'a client id above 32 bits', rawFrame([[2 ** 32, 0, [gc(1)]]]), 'step2');
  add(4400, 'a deletion of a client id above 32 bits', rawFrame([], [[2 ** 40, [[0, 1]]]]));
  add(4400, 'a length above five million', rawFrame([[MINE, 0, [gc(5_000_001)]]]), 'step2');
  add(4400, 'a clock above 31 bits', rawFrame([[MINE, 2 ** 31 - 1, [gc(5)]]]), 'step2');
  add(4400, 'a deletion above 31 bits', rawFrame([], [[victim, [[0, 2 ** 31]]]]));
  add(
    4400,
    'two blocks of one client',
    rawFrame([
      [MINE, 0, [item(7, {}, element('paragraph'))]],
      [MINE, 0, [item(7, {}, element('paragraph'))]],
    ]),
  );
  add(
    4413,
    'an update over 1 MiB',
    written(doc, (content) => content.insert(0, [paragraph('长'.repeat(400_000))])),
  );
  raw(
    4413,
    'a hundred thousand values in an attribute',
    item(
      8,
      { under: blockId, sub: 'id' },
      both(varUint(100_000), (e) => encoding.writeUint8Array(e, new Uint8Array(100_000).fill(126))),
    ),
  );
  add(
    4413,
    'more new structs than a frame may add',
    rawFrame([[MINE, 0, Array.from({ length: 100_001 }, () => gc(1))]]),
    'step2',
  );

  // Kinds of content.
  raw(4400, 'a Skip', skip(3));
  raw(4400, 'a Skip in a step 2', skip(3), 'step2');
  raw(4400, 'a GC in an update', gc(3));
  raw(4400, 'deleted content in an update', item(1, {}, varUint(2)));
  raw(
    4400,
    'a GC with flags',
    both((e) => encoding.writeUint8(e, 0x20), varUint(3)),
    'step2',
  );
  raw(4400, 'JSON content', item(2, { under: textId }, both(varUint(1), text('1'))));
  raw(4400, 'binary content', item(3, { under: textId }, both(varUint(1), varUint(1))));
  raw(4400, 'an embed', item(5, { under: textId }, text('{"image":1}')));
  raw(
    4400,
    'a sub-document',
    item(
      9,
      {},
      both(text('guid'), (e) => encoding.writeAny(e, {})),
    ),
  );
  raw(4400, 'a kind of the future', item(17, {}, varUint(1)));
  for (const [ref, name] of [
    [0, 'Y.Array'],
    [1, 'Y.Map'],
    [2, 'Y.Text'],
    [4, 'Y.XmlFragment'],
  ] as const)
    raw(4400, `a ${name} in the text`, item(7, {}, varUint(ref)));
  raw(4400, 'a Y.XmlHook', item(7, {}, both(varUint(5), text('hook'))));
  raw(4400, 'a parent kind of 2', (e) => encoding.writeUint8Array(e, Uint8Array.from([7, 2, 0, 0, 6])));

  // Schema: roots, nodes, nesting, attributes, marks (danger 1's other side).
  raw(4400, 'another root', item(7, { under: 'evil' }, element('paragraph')));
  raw(4400, 'the root __proto__', item(7, { under: '__proto__' }, element('paragraph')));
  raw(
    4400,
    'an attribute of the root',
    item(
      8,
      { sub: 'x' },
      both(varUint(1), (e) => encoding.writeAny(e, 'y')),
    ),
  );
  raw(4400, 'characters in the root', item(4, {}, text('x')));
  made(4400, 'a text in the root', (content) => content.insert(0, [new Y.XmlText('x')]));
  for (const name of ['script', 'measure', 'doc', 'text', 'table_row', 'table_cell', '__proto__', ''])
    made(4400, `node "${name}" in the root`, (content) => content.insert(0, [new Y.XmlElement(name)]));
  made(4400, 'a paragraph in a paragraph', (content) => content.insert(0, [nested('paragraph', 'paragraph')]));
  made(4400, 'a table in a cell', (content) =>
    content.insert(0, [nested('table', 'table_row', 'table_cell', 'table')]),
  );
  made(4400, 'a text in a table', (content) => content.insert(0, [nested('table', 'TEXT')]));
  made(4400, 'a text in a cell', (content) => content.insert(0, [nested('table', 'table_row', 'table_cell', 'TEXT')]));
  made(4400, 'fifty blockquotes in each other', (content) =>
    content.insert(0, [nested(...Array.from({ length: 50 }, () => 'blockquote'))]),
  );
  made(4400, 'an attribute that no node has', (content) => setOn(content, 'onclick', 'alert(1)'));
  made(4400, 'the attribute __proto__', (content) => setOn(content, '__proto__', 'x'));
  made(4400, 'an attribute that holds an object', (content) => setOn(content, 'id', { a: 1 }));
  made(4400, 'an attribute that holds nested arrays', (content) => setOn(content, 'id', deep(200)));
  made(4400, 'an attribute that holds bytes', (content) => setOn(content, 'id', new Uint8Array(3)));
  made(4400, 'an attribute of 20,000 characters', (content) => setOn(content, 'id', 'x'.repeat(20_000)));
  made(4400, 'a number where text belongs', (content) => setOn(content, 'id', 7));
  made(4400, 'an id of 300 characters', (content) => setOn(content, 'id', 'x'.repeat(300)));
  made(4400, 'an id with a line break', (content) => setOn(content, 'id', 'a\nb'));
  made(4400, 'a key with U+0000', (content) => content.insert(0, [withAttribute('heading', 'key', 'a\u0000')]));
  made(4400, 'level 9', (content) => content.insert(0, [withAttribute('heading', 'level', 9)]));
  made(4400, 'level 1.5', (content) => content.insert(0, [withAttribute('heading', 'level', 1.5)]));
  made(4400, 'indent -1', (content) => content.insert(0, [withAttribute('list_item', 'indent', -1)]));
  for (const name of ['colspan', 'rowspan'])
    made(4400, `a ${name} of a billion`, (content) =>
      content.insert(0, [nested('table', 'table_row', withAttribute('table_cell', name, 1e9))]),
    );
  made(4400, 'NaN as a level', (content) => content.insert(0, [withAttribute('heading', 'level', Number.NaN)]));
  made(4400, 'text as a level', (content) => content.insert(0, [withAttribute('heading', 'level', 'one')]));
  made(4400, 'column widths', (content) =>
    content.insert(0, [nested('table', 'table_row', withAttribute('table_cell', 'colwidth', [9]))]),
  );
  made(4400, 'an attribute of a text', (content) => firstText(content).setAttribute('x', 'y'));
  made(4400, 'an embed in a text', (content) => firstText(content).insertEmbed(0, { image: 'x' }));
  made(4400, 'a text in a text', (content) => firstText(content).insertEmbed(0, new Y.XmlText('x')));
  for (const [name, value] of [
    ['script', {}],
    ['comment', { id: 'x' }],
    ['constructor', {}],
    ['strong', { a: 1 }],
    ['strong', 'x'],
    ['em', []],
    ['link', {}],
    ['link', { href: 'javascript:alert(1)' }],
    ['link', { href: '/relative' }],
    ['link', { href: 'https://a.example/', title: 'x' }],
    ['link', true],
    ['comment--abcdefgh', {}],
    ['comment--abcdefgh', { id: 'x', by: 'me' }],
    ['comment--abcdefgh', { id: 7 }],
    ['comment--abcdefgh', true],
    ['comment--abc', { id: 'x' }],
    ['comment--abcdefg!', { id: 'x' }],
  ] as const)
    made(4400, `mark ${name} ${JSON.stringify(value)}`, (content) =>
      firstText(content).format(0, 1, { [name]: value }),
    );
  raw(4400, 'a mark whose JSON is broken', item(6, { under: textId }, both(text('strong'), text('{'))));
  raw(4400, 'a mark in an element', item(6, { under: blockId }, both(text('strong'), text('{}'))));
  raw(4400, 'a node under an attribute', item(7, { under: blockId, sub: 'id' }, element('paragraph')));
  raw(4400, 'characters under an attribute', item(4, { under: blockId, sub: 'id' }, text('x')));
  raw(
    4400,
    'a value among the children',
    item(
      8,
      { under: blockId },
      both(varUint(1), (e) => encoding.writeAny(e, 'x')),
    ),
  );

  // References that Yjs itself does not survive or that tear the list apart.
  raw(4400, 'a struct that leans on itself', item(4, { left: [MINE, 0] }, text('x')));
  raw(4400, 'a struct that leans on a later one', item(4, { right: [MINE, 9] }, text('x')));
  raw(4400, 'neighbours with two parents', item(4, { left: textId, right: aCharacter(doc) }, text('x')));
  raw(4400, 'a parent that holds characters', item(4, { under: aCharacter(doc) }, text('x')));
  add(
    4400,
    'two structs that lean on each other',
    rawFrame([
      [MINE, 0, [item(4, { left: [MINE + 1, 0] }, text('a'))]],
      [MINE + 1, 0, [item(4, { left: [MINE, 0] }, text('b'))]],
    ]),
  );

  add(
    4413,
    'ten thousand structs that Yjs would walk past each other',
    rawFrame([
      [
        MINE,
        0,
        Array.from({ length: 10_000 }, (_, i) =>
          item(4, { right: i % 2 === 0 ? aCharacter(doc) : [MINE, 0] }, text('y')),
        ),
      ],
    ]),
  );

  // Echoes: nothing new, however they are made.
  add('nothing', 'an empty update', Uint8Array.from([0, 0]));
  add('nothing', 'the whole document again', Y.encodeStateAsUpdate(doc), 'step2');
  add('nothing', 'known ranges with other words', rawFrame([[victim, 0, [gc(1)]]]), 'step2');
  return frames;
}

function lying(numbers: readonly number[]): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const n of numbers) encoding.writeVarUint(encoder, n);
  return encoding.toUint8Array(encoder);
}

export function paragraph(words: string): Y.XmlElement {
  const el = new Y.XmlElement('paragraph');
  el.insert(0, [new Y.XmlText(words)]);
  return el;
}

function withAttribute(name: string, key: string, value: unknown): Y.XmlElement {
  const el = new Y.XmlElement(name);
  el.setAttribute(key, value as string);
  return el;
}

function nested(...names: readonly (string | Y.XmlElement)[]): Y.XmlElement {
  const all = names.map((name) =>
    name === 'TEXT' ? new Y.XmlText('x') : typeof name === 'string' ? new Y.XmlElement(name) : name,
  );
  all.forEach((child, i) => {
    const parent = all[i - 1];
    if (parent instanceof Y.XmlElement) parent.insert(0, [child]);
  });
  return all[0] as Y.XmlElement;
}

function deep(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = [value];
  return value;
}

function setOn(content: Y.XmlFragment, key: string, value: unknown): void {
  const [first] = content.toArray();
  if (first instanceof Y.XmlElement) first.setAttribute(key, value as string);
}

function firstText(content: Y.XmlFragment): Y.XmlText {
  for (const child of content.toArray()) {
    const inner = child instanceof Y.XmlElement ? child.get(0) : null;
    if (inner instanceof Y.XmlText && inner.length > 0) return inner;
  }
  throw new Error('the document of the corpus needs a block with text');
}

/** Ids of a block with text and of its text. */
function aText(doc: Y.Doc): [Y.ID, Y.ID] {
  const inner = firstText(doc.getXmlFragment(CONTENT));
  const outer = inner.parent;
  if (!inner._item || !outer?._item) throw new Error('a text that stands nowhere');
  return [outer._item.id, inner._item.id];
}

function aCharacter(doc: Y.Doc): Id {
  let found = firstText(doc.getXmlFragment(CONTENT))._start;
  while (found && !(found.content instanceof Y.ContentString && !found.deleted)) found = found.right;
  if (!found) throw new Error('a text without characters');
  return [found.id.client, found.id.clock];
}
