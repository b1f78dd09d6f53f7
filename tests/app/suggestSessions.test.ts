// Random sessions of two people who suggest with the page's own transform, beside a writer who edits and decides: what they make is
// never refused by the server's rule, all end up with the same text, and with all rejected it is the writer's.
import { joinBackward, splitBlock, toggleMark } from 'prosemirror-commands';
import { EditorState, TextSelection, type Transaction } from 'prosemirror-state';
import { expect, test } from 'vitest';
import { initProseMirrorDoc, updateYFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import { asSuggestion } from '../../app/editor/suggest/asSuggestion';
import { Authors, type LogEntry } from '../../domain/document/authors';
import { authorsAt, placesOf } from '../../domain/document/authorsPlaces';
import { appendBlocks, blocksOf, contentOf, movedOf } from '../../domain/document/layout';
import { renderText } from '../../domain/document/render';
import { schema } from '../../domain/document/schema';
import { decideSuggestions, pendingSuggestions } from '../../domain/document/suggestions';
import { must } from '../../domain/must';
import { builtinTemplates } from '../../domain/template/builtin';
import { BASE } from '../../server/collab/guard/held';
import { Trial } from '../../server/collab/guard/trial';
import { characters } from '../build/owners';
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
    const tr = this.change(state, random);
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

  protected change(state: EditorState, random: Dice): Transaction | null {
    return change(state, random);
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

function by(state: EditorState, command: typeof splitBlock): Transaction | null {
  let made: Transaction | null = null;
  command(state, (tr) => {
    made = tr;
  });
  return made;
}

/** As keys and commands do it. */
function change(state: EditorState, random: Dice): Transaction | null {
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
      return by(state, splitBlock);
    case 6:
      return by(state, joinBackward);
    case 7:
      return by(state, toggleMark(schema.marks.strong));
    default:
      return random.chance(0.5) ? state.tr.setBlockType(head, head, schema.nodes.heading) : by(state, splitBlock);
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

/** Types characters that nobody else types and none twice: whose a character is can be seen. Breaks and joins lines often. */
class Signed extends Page {
  private typed = 0;

  override change(state: EditorState, random: Dice): Transaction | null {
    const { head, $head } = state.selection;
    switch (random.int(8)) {
      case 0:
      case 1:
        return state.tr.insertText(this.fresh(1 + random.int(4)));
      case 2:
        return state.tr.deleteSelection();
      case 3:
        return head > 1 ? state.tr.delete(head - 1, head) : null;
      case 4:
      case 5:
      case 6:
        return by(state, splitBlock);
      default:
        return by(state.apply(state.tr.setSelection(TextSelection.create(state.doc, $head.start()))), joinBackward);
    }
  }

  private fresh(length: number): string {
    const first = firstOf(this.doc.clientID) + this.typed;
    this.typed += length;
    return String.fromCharCode(...Array.from({ length }, (_, n) => first + n));
  }
}

/** A block of Unicode for each client; the text's own begins at 100. */
const firstOf = (client: number) => 0x5000 + (client - 100) * 0x800;
const OWN = Array.from({ length: 4 }, (_, n) =>
  String.fromCharCode(...Array.from({ length: 12 }, (_unused, k) => firstOf(100) + n * 12 + k)),
);

const DECIDED = Number(process.env.SUGGEST_ROUNDS ?? (process.env.FULL === '1' ? 200 : 6));
const template = must(builtinTemplates()[0], 'a template');

/** The server's text with the log that it leaves, and what the product says of authors. */
class Desk {
  readonly doc = new Y.Doc();
  readonly authors = new Authors();
  /** What the rows say that came and went. */
  left = 0;
  private rows = 0;

  constructor() {
    this.doc.on('update', (bytes: Uint8Array, origin: unknown) => {
      const personId = typeof origin === 'string' ? origin : null;
      this.rows += 1;
      const row: LogEntry = { epoch: 1, seq: this.rows, personId, at: this.rows * 3_600_000, bytes };
      const { inserted, deleted } = must(this.authors.add(row), 'a row');
      this.left += inserted - deleted;
    });
    this.doc.transact(() =>
      appendBlocks(
        this.doc,
        OWN.map((text) => ({ type: 'paragraph', role: null, id: null, runs: [{ text, marks: [] }] })),
      ),
    );
  }

  /** Person and time by character: each stands once in the text. */
  written(): Map<string, string> {
    const { lines, text } = renderText('标题', blocksOf(this.doc, false), template);
    const work = authorsAt(placesOf(this.doc, { lines, text }), this.authors);
    let step = work.next();
    while (!step.done) step = work.next();
    return new Map(
      step.value.lines.flatMap(({ runs }) =>
        runs.flatMap(({ person, at, start, end }) =>
          Array.from(text.slice(start, end), (character) => [character, `${person} ${at}`] as const),
        ),
      ),
    );
  }

  /** Clients by suggestion, and its words. */
  suggested() {
    return new Map(pendingSuggestions(this.doc).map((one) => [one.id, one]));
  }
}

test(`P8 SU10 AU10 ${DECIDED} random sessions of two who suggest line feeds and joins and one who decides: no decision changes the author of a word or of a suggestion`, () => {
  const count = { decided: 0, moved: 0, suggestions: 0, wrongSuggestions: 0, characters: 0, wrongCharacters: 0 };
  for (let seed = SEED; seed < SEED + DECIDED; seed++) {
    const random = dice(seed);
    const desk = new Desk();
    const start = Y.encodeStateAsUpdate(desk.doc);
    const pages = [new Signed(start, 101), new Signed(start, 102)];
    desk.doc.on('update', (bytes: Uint8Array) => {
      for (const { inbox } of pages) inbox.push(bytes);
    });
    for (let step = 0; step < STEPS; step++) {
      const page = must(pages[random.int(2)], 'a page');
      for (const one of pages) one.receive();
      if (desk.suggested().size === 0 || random.chance(0.6)) {
        page.edit(random);
        for (const one of pages)
          for (const { bytes } of one.outbox.splice(0)) Y.applyUpdate(desk.doc, bytes, String(one.doc.clientID));
        continue;
      }
      const before = { words: desk.written(), suggestions: desk.suggested() };
      const which = random.chance(0.9) ? random.pick([...before.suggestions.keys()]) : 'all';
      count.decided += decideSuggestions(desk.doc, which, random.chance(0.7) ? 'accept' : 'reject');
      for (const [character, was] of desk.written()) {
        // What was struck before has only now its place in the text that is read.
        if (!/[\u5000-\u67ff]/.test(character) || !before.words.has(character)) continue;
        count.characters += 1;
        if (before.words.get(character) !== was) count.wrongCharacters += 1;
      }
      for (const [id, { authors, inserted, deleted }] of desk.suggested()) {
        const was = must(before.suggestions.get(id), 'a suggestion that stood before');
        count.suggestions += 1;
        const whole = inserted.length + deleted.length === was.inserted.length + was.deleted.length;
        const kept = authors.every((client) => was.authors.includes(client));
        if (!kept || authors.length === 0 || (whole && authors.length !== was.authors.length))
          count.wrongSuggestions += 1;
      }
    }
    expect(desk.left, `seed ${seed}: what came and what went`).toBe(characters(desk.doc));
    count.moved += movedOf(desk.doc).size;
  }
  console.info(
    `suggest: seeds ${SEED} to ${SEED + DECIDED - 1}, ${count.decided} decided, ${count.moved} stretches moved; behind them ` +
      `${count.suggestions} suggestions, wrong ${count.wrongSuggestions}, and ${count.characters} characters, wrong ${count.wrongCharacters}`,
  );
  expect(count).toMatchObject({ wrongSuggestions: 0, wrongCharacters: 0 });
  expect(Math.min(count.moved, count.decided)).toBeGreaterThan(DECIDED * 5);
}, 600_000);

function percent(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
}
