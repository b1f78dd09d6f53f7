// Random sessions of two people who suggest with the page's own transform, beside a writer who edits and decides: what they make is
// never refused by the server's rule, all end up with the same text, and with all rejected it is the writer's.
import { joinBackward, splitBlock, toggleMark } from 'prosemirror-commands';
import { EditorState, TextSelection, type Transaction } from 'prosemirror-state';
import { expect, test } from 'vitest';
import { initProseMirrorDoc, updateYFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import { asSuggestion } from '../../app/editor/suggest/asSuggestion';
import { appendBlocks, contentOf } from '../../domain/document/layout';
import { schema } from '../../domain/document/schema';
import { decideSuggestions, pendingSuggestions } from '../../domain/document/suggestions';
import { BASE } from '../../server/collab/guard/held';
import { Trial } from '../../server/collab/guard/trial';
import { type Dice, dice, Editor, WHOLE_WORDS } from '../collab/guardEdits';
import { base } from '../collab/suggestEdits';

const SEED = Number(process.env.SUGGEST_SEED ?? 1);
const SESSIONS = Number(process.env.SUGGEST_ROUNDS ?? (process.env.FULL === '1' ? 200 : 8));
const STEPS = 50;
const SENTENCES = Array.from({ length: 6 }, (_, n) => `第${n}点学习不够系统深入，会议太多太长，效率不高。`);

/** A page in suggestion mode without its view. */
class Page extends Editor {
  made = 0;
  notMade = 0;
  private ids = 0;

  override edit(random: Dice): void {
    const fragment = contentOf(this.doc);
    const { doc, meta } = initProseMirrorDoc(fragment, schema);
    const state = selected(EditorState.create({ doc }), random);
    const tr = change(state, random);
    if (!tr?.docChanged) return;
    const made = asSuggestion(tr, state, {
      newId: () => `${this.doc.clientID}-${this.ids++}`,
      mine: (id) => this.isMine(id),
    });
    if (typeof made === 'string') {
      this.notMade += 1;
      return;
    }
    if (made.doc.eq(doc)) return;
    this.made += 1;
    this.doc.transact(() => updateYFragment(this.doc, fragment, made.doc, meta), 'page');
  }

  private isMine(id: unknown): boolean {
    const one = pendingSuggestions(this.doc).find((pending) => pending.id === id);
    return one === undefined || one.authors.every((client) => client === this.doc.clientID);
  }
}

function selected(state: EditorState, random: Dice): EditorState {
  const { doc } = state;
  const from = random.int(doc.content.size + 1);
  const to = random.chance(0.5) ? from : Math.min(doc.content.size, from + random.int(25));
  const selection = TextSelection.between(doc.resolve(from), doc.resolve(to));
  return state.apply(state.tr.setSelection(selection));
}

/** As keys and commands do it. */
function change(state: EditorState, random: Dice): Transaction | null {
  const by = (command: typeof splitBlock) => {
    let made: Transaction | null = null;
    command(state, (tr) => {
      made = tr;
    });
    return made;
  };
  const { head } = state.selection;
  switch (random.int(9)) {
    case 0:
    case 1:
    case 2:
      return state.tr.insertText(random.pick(WHOLE_WORDS));
    case 3:
      return state.tr.deleteSelection();
    case 4:
      return head > 1 ? state.tr.delete(head - 1, head) : null;
    case 5:
      return by(splitBlock);
    case 6:
      return by(joinBackward);
    case 7:
      return by(toggleMark(schema.marks.strong));
    default:
      return random.chance(0.5) ? state.tr.setBlockType(head, head, schema.nodes.heading) : by(splitBlock);
  }
}

test(`SU6 SU7 ${SESSIONS} random suggestion sessions: nothing refused, all converged, rejected it is the writer's text`, () => {
  const count = { edits: 0, refused: 0, notMade: 0, decided: 0, sessions: 0, converged: 0, kept: 0 };
  for (let seed = SEED; seed < SEED + SESSIONS; seed++) {
    const random = dice(seed);
    const room = new Y.Doc();
    room.transact(() =>
      appendBlocks(
        room,
        SENTENCES.map((text) => ({ type: 'paragraph', role: null, id: null, runs: [{ text, marks: [] }] })),
      ),
    );
    const start = Y.encodeStateAsUpdate(room);
    const pages = [new Page(start, 101), new Page(start, 102)];
    const writes = seed % 2 === 0;
    const writer = new Editor(start, 100, WHOLE_WORDS);
    const all = [...pages, writer];
    room.on('update', (bytes: Uint8Array) => {
      for (const { inbox } of all) inbox.push(bytes);
    });
    const before = base(room);
    let trial = new Trial(room, BASE, () => true);
    for (let step = 0; step < STEPS; step++) {
      const page = pages[random.int(2)] as Page;
      for (const one of all) one.receive();
      if (writes && random.chance(0.2)) writer.edit(random);
      else if (writes && random.chance(0.1)) {
        const pending = pendingSuggestions(room);
        if (pending.length > 0)
          count.decided += decideSuggestions(room, random.pick(pending).id, random.chance(0.5) ? 'accept' : 'reject');
      } else page.edit(random);
      for (const { bytes } of writer.outbox.splice(0)) Y.applyUpdate(room, bytes);
      for (const one of pages) {
        for (const { bytes } of one.outbox.splice(0)) {
          count.edits += 1;
          if (!trial.usable) trial = new Trial(room, BASE, () => true);
          if (trial.keeps(bytes, { loose: false })) Y.applyUpdate(room, bytes);
          else {
            count.refused += 1;
            console.info(`refused: seed ${seed}, step ${step}`);
          }
        }
      }
    }
    trial.close();
    for (const one of all) one.receive();
    count.sessions += 1;
    count.notMade += pages.reduce((sum, page) => sum + page.notMade, 0);
    const said = contentOf(room).toString();
    if (all.every(({ doc }) => contentOf(doc).toString() === said)) count.converged += 1;
    if (!writes) {
      const left = base(room);
      decideSuggestions(room, 'all', 'reject');
      if (left === before && base(room) === before) count.kept += 1;
    }
  }
  const untouched = Math.ceil(SESSIONS / 2);
  console.info(
    `suggest: seeds ${SEED} to ${SEED + SESSIONS - 1}, ${count.edits} edits, ${count.notMade} not made, ${count.decided} decided; ` +
      `refused ${percent(count.refused, count.edits)}, converged ${percent(count.converged, count.sessions)}, ` +
      `the text without them as before ${percent(count.kept, untouched)}`,
  );
  expect(count).toMatchObject({ refused: 0, converged: SESSIONS, kept: untouched });
  expect(count.edits).toBeGreaterThan(SESSIONS * 10);
});

function percent(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
}
