// Comments through two people's random editing over real rooms: whatever words of a quote still stand are still marked.
import { EditorState, type Transaction } from 'prosemirror-state';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { initProseMirrorDoc, updateYFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import { commentKey, contentOf } from '../../domain/document/layout';
import { schema } from '../../domain/document/schema';
import type { Person } from '../build/api';
import { aServer, type TestServer } from '../build/server';
import { aTypist, synced, type Typist } from '../build/typist';
import { type Dice, dice } from './guardEdits';

const SEED = Number(process.env.THREADS_SEED ?? 11);
const STEPS = 120;
const THREADS = 24;
/** Characters of each quote; every one stands once in the text, so that it is known again wherever it goes. */
const LENGTH = 6;
/** Of quoted characters that still stand. */
const KEPT = 0.99;

let server: TestServer;
let people: [Person, Person];

beforeAll(async () => {
  server = await aServer();
  people = [await server.person('Ada'), await server.person('Ben')];
});
afterAll(() => server.close());

const quoteOf = (n: number) =>
  Array.from({ length: LENGTH }, (_, k) => String.fromCodePoint(0x5000 + n * 16 + k)).join('');

test('TH9 split, joined, moved, deleted and restored text keeps at least 99 % of its quoted words marked', async () => {
  const [owner, editor] = people;
  const lines = Array.from({ length: THREADS }, (_, n) => `${n + 1}. 本项工作没有${quoteOf(n)}按期完成。`);
  const { body } = await owner.call<{ id: string }>('POST', '/reviews', {
    templateId: 'retrospective',
    text: `复盘\n一、需要改进的\n${lines.join('\n')}\n`,
    members: [{ personId: editor.id, roles: ['editor'] }],
  });
  const ids = new Map<number, string>();
  for (let n = 0; n < THREADS; n++) {
    const quote = quoteOf(n);
    const made = await owner.call<{ id: string }>('POST', `/reviews/${body.id}/threads`, { quote, body: '意见' });
    ids.set(n, made.body.id);
  }
  const random = dice(SEED);
  const typists = [await aTypist(server.url, owner, body.id), await aTypist(server.url, editor, body.id)];
  for (const one of typists) await synced(one);
  const undos = typists.map(
    ({ doc }) => new Y.UndoManager(contentOf(doc), { trackedOrigins: new Set(['page']), captureTimeout: 0 }),
  );
  for (let step = 0; step < STEPS; step++) {
    const at = random.int(2);
    const [typist, undo] = [typists[at], undos[at]];
    if (!typist || !undo) continue;
    if (random.chance(0.15)) undo.undo();
    else edit(typist.doc, random);
    // Now and then both write without having heard of each other.
    if (random.chance(0.7)) await new Promise((done) => setTimeout(done, 5));
  }
  await expect.poll(() => agree(typists), { timeout: 20_000 }).toBe(true);
  const count = () => keptIn(must(typists[0]).doc, ids);
  const rate = ({ marked, standing }: { marked: number; standing: number }) => marked / standing;
  await expect.poll(() => rate(count()), { timeout: 10_000 }).toBeGreaterThanOrEqual(KEPT);
  const { marked, standing, wrong } = count();
  console.info(
    `threads: seed ${SEED}, ${marked} of ${standing} quoted characters that stand are marked (${((100 * marked) / standing).toFixed(1)} %)`,
  );
  expect(standing).toBeGreaterThan(THREADS);
  expect(wrong).toBe(0);
  for (const one of typists) one.leave();
  expect(server.logged).toEqual([]);
}, 60_000);

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('not there');
  return value;
};

/** One step of a page: its change goes into the document as the editor's binding writes it. */
function edit(doc: Y.Doc, random: Dice): void {
  const content = contentOf(doc);
  const { doc: shown, meta } = initProseMirrorDoc(content, schema);
  const next = changed(EditorState.create({ doc: shown }), random);
  if (next) doc.transact(() => updateYFragment(doc, content, next.doc, meta), 'page');
}

function changed({ doc, tr }: EditorState, random: Dice): Transaction | null {
  const blocks: { pos: number; size: number }[] = [];
  doc.forEach((node, pos) => {
    if (node.isTextblock && node.type.name !== 'heading') blocks.push({ pos, size: node.nodeSize });
  });
  const n = random.int(blocks.length);
  const [block, before] = [blocks[n], blocks[n - 1]];
  if (!block) return null;
  const inside = block.pos + 1 + random.int(block.size - 1);
  try {
    switch (random.int(5)) {
      case 0:
        return tr.split(inside);
      case 1:
        return before && before.pos + before.size === block.pos ? tr.join(block.pos) : null;
      case 2: {
        const to = Math.min(block.pos + block.size - 1, inside + 1 + random.int(5));
        return inside < to ? tr.delete(inside, to) : null;
      }
      case 3:
        return tr.insertText('新写的字', inside);
      default: {
        const node = doc.nodeAt(block.pos);
        const target = blocks[random.int(blocks.length)];
        if (!node || !target) return null;
        const moved = tr.delete(block.pos, block.pos + block.size);
        return moved.insert(moved.mapping.map(target.pos), node);
      }
    }
  } catch {
    // The step does not fit this place: somebody would not be able to do it either.
    return null;
  }
}

function agree([one, other]: readonly Typist[]): boolean {
  const state = (typist: Typist | undefined) => JSON.stringify(pieces(must(typist).doc));
  return state(one) === state(other);
}

interface Piece {
  insert: string;
  attributes?: Record<string, unknown>;
}

function pieces(doc: Y.Doc): Piece[] {
  const found: Piece[] = [];
  const walk = (node: unknown) => {
    if (node instanceof Y.XmlText) found.push(...(node.toDelta() as Piece[]));
    else if (node instanceof Y.XmlElement || node instanceof Y.XmlFragment) node.toArray().forEach(walk);
  };
  walk(contentOf(doc));
  return found;
}

/**
 * Quoted characters that are in the text, and those of them that stand under their own thread's mark. Two who move one block at
 * once make two of it: a character counts once, and is kept where one of its copies is. `wrong`: under another thread's mark alone.
 */
function keptIn(doc: Y.Doc, ids: ReadonlyMap<number, string>): { standing: number; marked: number; wrong: number } {
  const threadOf = new Map([...ids].flatMap(([n, id]) => [...quoteOf(n)].map((letter) => [letter, id] as const)));
  const [standing, marked, wrong] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { insert, attributes = {} } of pieces(doc)) {
    for (const letter of insert) {
      const id = threadOf.get(letter);
      if (id === undefined) continue;
      standing.add(letter);
      if (attributes[commentKey(id)]) marked.add(letter);
      else if (Object.keys(attributes).some((key) => key.startsWith('comment--'))) wrong.add(letter);
    }
  }
  return { standing: standing.size, marked: marked.size, wrong: wrong.size };
}
