// Honest traffic passes the guard: nothing of many random sessions is refused, and what passes never leaves anything pending.
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { blocksOf, contentOf, insertBlocks, SEED_CLIENT } from '../../domain/document/layout';
import { judge } from '../../server/collab/guard/judge';
import { dice, Editor, type Sent, serverMarks, WHOLE_WORDS, WORDS } from './guardEdits';

const SEEDS = Number(process.env.GUARD_SEEDS ?? 16);
const FIRST = Number(process.env.GUARD_SEED ?? 1);

function seeded(words: string): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = SEED_CLIENT;
  insertBlocks(doc, 0, [
    { type: 'heading', level: 1, key: 'problems', id: 'h1', runs: [{ text: '存在的问题', marks: [] }] },
    { type: 'point', kind: 'problem', id: 'p1', runs: [{ text: words, marks: [] }] },
    { type: 'paragraph', role: null, id: null, runs: [] },
  ]);
  return Y.encodeStateAsUpdate(doc);
}

function step2Of(editor: Editor, server: Y.Doc): Sent {
  return { kind: 'step2', bytes: Y.encodeStateAsUpdate(editor.doc, Y.encodeStateVector(server)) };
}

/** One session of three people; answers how many frames and edits it had. */
function session(seed: number, edits: number): { frames: number; odd: string[] } {
  const random = dice(seed);
  const server = new Y.Doc();
  const words = seed % 2 === 0 ? WORDS : WHOLE_WORDS;
  Y.applyUpdate(server, seeded(words.join('，')));
  contentOf(server);
  let nextClient = 100;
  const owner = new Map<number, number>();
  const arrive = (person: number) => {
    const client = nextClient++;
    owner.set(client, person);
    return new Editor(Y.encodeStateAsUpdate(server), client, words);
  };
  const editors = [0, 1, 2].map(arrive);
  server.on('update', (bytes: Uint8Array) => {
    for (const editor of editors) if (editor.online) editor.inbox.push(bytes);
  });
  const odd: string[] = [];
  let frames = 0;
  const deliver = (person: number) => {
    const editor = editors[person] as Editor;
    const queue = editor.outbox.splice(0);
    for (let sent = queue.shift(); sent; sent = queue.shift()) {
      frames++;
      const verdict = judge({
        update: sent.bytes,
        kind: sent.kind,
        doc: server,
        ownerOf: (client) =>
          client === SEED_CLIENT ? 'reserved' : (owner.get(client) ?? person) === person ? 'own' : 'other',
      });
      if (verdict.kind === 'apply') Y.applyUpdate(server, verdict.update, 'client');
      // Honest after coming back: Yjs cleans up marks while it reads the server's step 2, and that update leaves before the
      // page's own step 2. The server drops it and asks.
      else if (verdict.kind === 'gap' && sent.kind === 'update') queue.push(step2Of(editor, server));
      else if (verdict.kind !== 'nothing')
        odd.push(`seed ${seed}, frame ${frames} (${sent.kind}): ${JSON.stringify(verdict)}`);
      if (server.store.pendingStructs !== null || server.store.pendingDs !== null)
        odd.push(`seed ${seed}, frame ${frames}: pending`);
    }
  };
  for (let step = 0; step < edits; step++) {
    const person = random.int(editors.length);
    const editor = editors[person] as Editor;
    editor.edit(random);
    if (random.chance(0.7)) deliver(person);
    if (random.chance(0.3)) editor.receive();
    if (random.chance(0.05)) serverMarks(server, random);
    if (editor.online && random.chance(0.03)) {
      deliver(person);
      editor.online = false;
    } else if (!editor.online && random.chance(0.15)) editor.reconnect(server);
    if (editor.online && random.chance(0.01)) {
      deliver(person);
      editors[person] = arrive(person);
    }
  }
  editors.forEach((editor, person) => {
    if (!editor.online) editor.reconnect(server);
    deliver(person);
  });
  // Reading cleans up marks, which is sent again: until nobody has anything to say.
  for (let round = 0; round < 5; round++) {
    for (const editor of editors) editor.receive();
    editors.forEach((_, person) => {
      deliver(person);
    });
  }
  for (const [person, editor] of editors.entries()) {
    const same = contentOf(editor.doc).toString() === contentOf(server).toString();
    if (words === WHOLE_WORDS && !same) odd.push(`seed ${seed}: person ${person} sees another text than the server`);
  }
  const reloaded = new Y.Doc();
  Y.applyUpdate(reloaded, Y.encodeStateAsUpdate(server));
  if (contentOf(reloaded).toString() !== contentOf(server).toString())
    odd.push(`seed ${seed}: another text after a reload`);
  blocksOf(reloaded);
  return { frames, odd };
}

test(`T05 T18 honest editing of ${SEEDS} random sessions: no frame refused, nothing pending, all see the same, the document reloads`, () => {
  let frames = 0;
  const odd: string[] = [];
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
    const result = session(seed, 250);
    frames += result.frames;
    odd.push(...result.odd);
  }
  console.info(`guard: ${frames} honest frames, seeds ${FIRST} to ${FIRST + SEEDS - 1}`);
  expect(odd).toEqual([]);
  expect(frames).toBeGreaterThan(SEEDS * 50);
});
