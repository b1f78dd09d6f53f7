// Other people's carets and selections, in their colours, with their names. Names come from the server and are only ever text.
// Only what moved is drawn again, all that moved within a tenth of a second at once: twenty carets cost as much as two.
import { type EditorState, Plugin, PluginKey, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import {
  absolutePositionToRelativePosition,
  type ProsemirrorBinding,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from 'y-prosemirror';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { PersonView } from '../../../domain/view';
import type { Gate } from '../session/gate';
import { nextFrame } from '../session/nextFrame';
import { personOf } from '../session/presence';
import { isFromShared } from '../view/origin';
import { readSelection } from '../view/readSelection';

/** Between two drawings of others, and between two messages about the own caret, in ms. */
const DRAWN_MS = 100;
const TOLD_MS = 50;

const cursorsKey = new PluginKey<DecorationSet>('cursors');

/** Nothing is new to the reader's own text and tools. */
export function drawsOnlyOthers(tr: Transaction): boolean {
  return tr.getMeta(cursorsKey) !== undefined;
}

/** While `gate` is shut nothing is drawn. */
export function cursorsPlugin(awareness: Awareness, gate: Gate): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: cursorsKey,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, before, _old, state) {
        const set = before.map(tr.mapping, tr.doc);
        const moved: ReadonlySet<number> = tr.getMeta(cursorsKey) ?? new Set();
        const again = isFromShared(tr) ? new Set([...moved, ...lostIn(before, set)]) : moved;
        if (again.size === 0) return set;
        const old = set.find(undefined, undefined, ({ client }) => again.has(client));
        return set.remove(old).add(
          tr.doc,
          [...again].flatMap((client) => drawn(state, client, awareness)),
        );
      },
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
    },
    view(view) {
      const others = watchOthers(view, awareness, gate);
      const own = announceOwn(view, awareness);
      return {
        update: own.look,
        destroy() {
          others();
          own.stop();
        },
      };
    },
  });
}

interface Changes {
  added: number[];
  updated: number[];
  removed: number[];
}

function watchOthers(view: EditorView, awareness: Awareness, gate: Gate): () => void {
  const moved = new Set(awareness.getStates().keys());
  const frame = nextFrame(() => gate.pass(draw), DRAWN_MS);
  function draw() {
    moved.delete(awareness.clientID);
    if (moved.size === 0 || view.isDestroyed) return;
    readSelection(view);
    const clients = new Set(moved);
    moved.clear();
    view.dispatch(view.state.tr.setMeta(cursorsKey, clients));
  }
  const hear = ({ added, updated, removed }: Changes) => {
    for (const client of [...added, ...updated, ...removed]) if (client !== awareness.clientID) moved.add(client);
    if (moved.size > 0) frame.ask();
  };
  awareness.on('change', hear);
  frame.ask();
  return () => {
    awareness.off('change', hear);
    frame.cancel();
  };
}

/** Tells the others where the reader's caret is while the text has the focus; words first, then the caret behind them. */
function announceOwn(view: EditorView, awareness: Awareness) {
  const frame = nextFrame(announce, TOLD_MS);
  function announce() {
    if (view.isDestroyed) return;
    const cursor: unknown = awareness.getLocalState()?.cursor ?? null;
    if (!view.hasFocus()) {
      if (cursor !== null) awareness.setLocalStateField('cursor', null);
      return;
    }
    const { type, binding } = bound(view.state);
    const { selection } = view.state;
    const [anchor, head] = [selection.anchor, selection.head].map((pos) =>
      absolutePositionToRelativePosition(pos, type, binding.mapping),
    );
    const known = isCursor(cursor) ? cursor : null;
    if (!known || !isAt(known.anchor, anchor) || !isAt(known.head, head))
      awareness.setLocalStateField('cursor', { anchor, head });
  }
  // A view that this joins may have the focus already.
  frame.ask();
  view.dom.addEventListener('focusin', frame.ask);
  view.dom.addEventListener('focusout', frame.ask);
  return {
    look(_view: EditorView, before: EditorState) {
      if (before.selection !== view.state.selection || before.doc !== view.state.doc) frame.ask();
    },
    stop() {
      frame.cancel();
      view.dom.removeEventListener('focusin', frame.ask);
      view.dom.removeEventListener('focusout', frame.ask);
      awareness.setLocalStateField('cursor', null);
    },
  };
}

/** Clients of whom a piece stood in words that were written anew, as a comment's mark does. */
function lostIn(before: DecorationSet, after: DecorationSet): Set<number> {
  const left = after.find();
  const all = before.find();
  if (left.length === all.length) return new Set();
  const count = (marks: readonly Decoration[], client: number) =>
    marks.filter(({ spec }) => spec.client === client).length;
  const clients: number[] = all.map(({ spec }) => spec.client);
  return new Set(clients.filter((client) => count(left, client) < count(all, client)));
}

function drawn(state: EditorState, client: number, awareness: Awareness): Decoration[] {
  const known = awareness.getStates().get(client);
  const person = personOf(known?.user);
  if (!person || !isCursor(known?.cursor)) return [];
  const { doc, type, binding } = bound(state);
  const last = Math.max(state.doc.content.size - 1, 0);
  const at = (json: unknown) =>
    relativePositionToAbsolutePosition(doc, type, Y.createRelativePositionFromJSON(json), binding.mapping);
  const [anchor, head] = [at(known.cursor.anchor), at(known.cursor.head)];
  if (anchor === null || head === null) return [];
  const [from, to] = [anchor, head].map((pos) => Math.min(pos, last)).sort((a, b) => a - b) as [number, number];
  const { colour, name } = person;
  const caret = Decoration.widget(Math.min(head, last), () => caretOf(person), {
    client,
    key: `caret ${client} ${colour} ${name}`,
    side: 10,
  });
  if (from === to) return [caret];
  const style = `--who-soft: var(--who-${colour}-soft); --who-c: var(--who-${colour})`;
  return [caret, Decoration.inline(from, to, { class: 'remote-sel', style }, { client, inclusiveEnd: true })];
}

function bound(state: EditorState) {
  return ySyncPluginKey.getState(state) as {
    doc: Y.Doc;
    type: ProsemirrorBinding['type'];
    binding: ProsemirrorBinding;
  };
}

function isAt(json: unknown, position: Y.RelativePosition | undefined): boolean {
  return position !== undefined && Y.compareRelativePositions(Y.createRelativePositionFromJSON(json), position);
}

/** A caret that cannot be read would stop the drawing of everybody's text. */
function isCursor(cursor: unknown): cursor is { anchor: unknown; head: unknown } {
  if (typeof cursor !== 'object' || cursor === null) return false;
  const { anchor, head } = cursor as Record<string, unknown>;
  return isPosition(anchor) && isPosition(head);
}

function isPosition(json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return false;
  const { type, tname, item } = Y.createRelativePositionFromJSON(json);
  const isId = (id: { client: unknown; clock: unknown } | null) =>
    id === null || (Number.isSafeInteger(id.client) && Number.isSafeInteger(id.clock));
  return isId(type) && isId(item) && (tname === null || tname === 'content') && (type ?? tname ?? item) !== null;
}

/** The joiners on both sides keep the caret from opening a place to break the line. */
function caretOf({ colour, name }: PersonView): HTMLElement {
  const caret = document.createElement('span');
  caret.className = 'caret';
  caret.style.setProperty('--who', `var(--who-${colour})`);
  const flag = document.createElement('b');
  flag.textContent = name;
  caret.append('\u2060', flag, '\u2060');
  turnLater(caret);
  return caret;
}

const toTurn = new Set<HTMLElement>();

/** Flags that would stand out of the paper turn to the other side; all are measured before the first one is turned. */
function turnLater(caret: HTMLElement): void {
  if (toTurn.size === 0) requestAnimationFrame(turn);
  toTurn.add(caret);
}

function turn(): void {
  const carets = [...toTurn].filter((caret) => caret.isConnected);
  toTurn.clear();
  const edge = carets[0]?.closest('.doc')?.getBoundingClientRect().right;
  if (edge === undefined) return;
  const out = carets.filter((caret) => (caret.lastElementChild?.getBoundingClientRect().right ?? 0) > edge);
  for (const caret of out) caret.classList.add('is-flip');
}
