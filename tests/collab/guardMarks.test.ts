// Comment marks through honest editing: editors carry them, the guard lets them pass, the tidy keeps them right and is no content.
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { anchorOfQuote } from '../../domain/document/anchor';
import { appendBlocks, blocksOf, commentKey, contentOf } from '../../domain/document/layout';
import { markRange, type OpenThread, tidyMarks } from '../../domain/document/marks';
import { judge } from '../../server/collab/guard/judge';
import { ThreadMemory } from '../../server/collab/threadMemory';
import { dice, Editor, textsOf } from './guardEdits';

const SENTENCES = [
  '理论学习不够系统深入，',
  '调查研究不够扎实，',
  '会议太多而落实太少，',
  '服务群众不够主动😀，',
  '整改措施没有写明期限。',
];

/** One a block, before each of its sentences: who stands where is known. */
const LETTERS = '甲乙丙丁戊';

/** One person edits, the server marks and tidies; answers threads whose mark went while their words were still there whole. */
function session(seed: number): { erased: number; threads: number } {
  const random = dice(seed);
  const server = new Y.Doc();
  appendBlocks(
    server,
    SENTENCES.map((words, n) => ({
      type: 'point',
      kind: 'problem',
      id: `p${n}`,
      runs: [{ text: words + SENTENCES.map((one) => LETTERS[n] + one).join(''), marks: [] }],
    })),
  );
  const editor = new Editor(Y.encodeStateAsUpdate(server), 42);
  server.on('update', (bytes: Uint8Array) => editor.inbox.push(bytes));
  const open: OpenThread[] = SENTENCES.flatMap((quote, n) => {
    const anchor = anchorOfQuote(server, { quote, occurrence: n + 2 });
    return anchor ? [{ ...anchor, id: `thread-${n}` }] : [];
  });
  for (const thread of open) {
    const anchor = anchorOfQuote(server, { quote: thread.quote, occurrence: Number(thread.id.slice(-1)) + 2 });
    if (anchor) markRange(server, anchor.from, anchor.to, thread.id);
  }
  const memory = new ThreadMemory();
  server.on('afterTransaction', (transaction) => memory.changed(transaction, { kind: 'client', personId: null }));
  let erased = 0;
  for (let step = 0; step < 40; step++) {
    editor.receive();
    editor.edit(random);
    for (const { bytes, kind } of editor.outbox.splice(0)) {
      const verdict = judge({
        update: bytes,
        kind,
        doc: server,
        ownerOf: (client) => (client === 42 ? 'own' : 'other'),
      });
      expect(['apply', 'nothing'], `seed ${seed}, step ${step}: ${JSON.stringify(verdict)}`).toContain(verdict.kind);
      if (verdict.kind === 'apply') Y.applyUpdate(server, verdict.update);
    }
    const before = JSON.stringify(blocksOf(server));
    const words = textsOf(contentOf(server)).map((text) =>
      text
        .toDelta()
        .map((piece: { insert: unknown }) => piece.insert)
        .join(''),
    );
    const tidied = tidyMarks(server, open, memory.gone);
    memory.looked(
      new Map(tidied.lost.map((id) => [commentKey(id), ''])),
      new Set(open.map(({ id }) => commentKey(id))),
    );
    expect(JSON.stringify(blocksOf(server)), `seed ${seed}, step ${step}`).toBe(before);
    erased += tidied.lost.filter((id) =>
      words.some((text) => text.includes(known(open.find((one) => one.id === id)))),
    ).length;
    const state = Y.encodeStateAsUpdate(server);
    expect(tidyMarks(server, open, memory.gone), `seed ${seed}, step ${step}`).toEqual({
      ...tidied,
      removed: 0,
      placed: 0,
    });
    expect(Y.encodeStateAsUpdate(server)).toEqual(state);
  }
  return { erased, threads: open.length };
}

/** The quote with enough of what stood beside it to tell it from the same words elsewhere. */
function known(thread: OpenThread | undefined): string {
  return thread ? thread.prefix.slice(-8) + thread.quote + thread.suffix.slice(0, 8) : '\n';
}

test('T30 marks through 8 random editing sessions: never content, tidy twice is tidy once, no quote that stands in its place stays unmarked', () => {
  const first = Number(process.env.GUARD_SEED ?? 1);
  console.info(`marks: seeds ${first} to ${first + 7}`);
  for (let seed = first; seed < first + 8; seed++) {
    const { erased, threads } = session(seed);
    expect(threads).toBe(SENTENCES.length);
    expect(erased, `seed ${seed}`).toBe(0);
  }
});
