// Suggesting in the view: edits become suggestions on their way in, keys that the browser would take otherwise, IMEs, and whose
// suggestion a word is.
import type { Node } from 'prosemirror-model';
import { type EditorState, Plugin, TextSelection, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { keepsText } from '../../../domain/document/editorText';
import { isSuggestionId, type SuggestionId } from '../../../domain/document/layout';
import { schema } from '../../../domain/document/schema';
import { isOwnEdit } from '../view/origin';
import { type ShownSuggestion, shownIn } from '../view/shown';
import { type Author, asSuggestion, touched } from './asSuggestion';
import type { Refusal } from './changes';
import { suggestKeys } from './keys';
import { type Judge, judgeKey } from './refused';
import { undoKeepsOthers, undoKeepsText } from './tryUndo';

const { insertion, deletion } = schema.marks;

interface Input {
  /** A name that nobody else makes. */
  newId: () => SuggestionId;
  /** An edit was not made. */
  onRefused: (why: Refusal) => void;
  /** Somebody pressed suggested words. */
  onOpen: (id: SuggestionId) => void;
}

export interface Suggesting {
  plugins: Plugin[];
  /** What is made in the place of a transaction; null when it is not made. */
  take(tr: Transaction, state: EditorState): Transaction | null;
}

export function suggesting({ newId, onRefused, onOpen }: Input): Suggesting {
  /** Made in this page: nobody else is behind them before the server says so. */
  const made = new Set<SuggestionId>();
  const authorIn = (state: EditorState): Author => {
    const shown = new Map(shownIn(state).suggestions.map((one) => [one.id, one]));
    return {
      newId() {
        const id = newId();
        made.add(id);
        return id;
      },
      mine: (id) => shown.get(id)?.mine ?? made.has(id),
    };
  };
  return {
    plugins: [guard(onRefused), suggestKeys(), ime(authorIn), plainly(), whose(onOpen)],
    take(tr, state) {
      if (!isOwnEdit(tr) || !shownIn(state).suggesting || !shownIn(state).editable) return tr;
      const suggestion = asSuggestion(tr, state, authorIn(state));
      if (typeof suggestion !== 'string') return suggestion;
      onRefused(suggestion);
      return null;
    },
  };
}

/** The rule by which the server judges (SU6), for what other plugins append as well. */
function guard(onRefused: (why: Refusal) => void): Plugin {
  const judge: Judge = { refuse: onRefused, undoKeepsText, undoKeepsOthers };
  return new Plugin({
    key: judgeKey,
    state: { init: () => judge, apply: (_tr, before) => before },
    filterTransaction(tr, state) {
      if (!isOwnEdit(tr) || !shownIn(state).suggesting || keepsText(state.doc, tr.doc)) return true;
      onRefused('place');
      return false;
    },
  });
}

/**
 * Before an IME composes, the selection is struck and the caret stands under the mark of what comes (STACK trap 8): composed over a
 * selection a letter of it would stay, and marks put on what is being composed would end the composition.
 */
function ime(authorIn: (state: EditorState) => Author): Plugin {
  const begin = (view: EditorView, where: 'behind' | 'before') => {
    if (!view.editable || !shownIn(view.state).suggesting || view.composing) return;
    const { from, empty } = view.state.selection;
    if (!empty) view.dispatch(view.state.tr.deleteSelection());
    const { state } = view;
    const { selection } = state;
    if (!(selection instanceof TextSelection) || !selection.empty) return;
    const author = authorIn(state);
    const at = where === 'before' ? from : behindStruck(state.doc, selection.from, author);
    const id = touched(state.doc, { from: at, to: at }, author) ?? author.newId();
    const marks = deletion.removeFromSet(state.storedMarks ?? selection.$from.marks());
    const tr = at === selection.from ? state.tr : state.tr.setSelection(TextSelection.create(state.doc, at));
    view.dispatch(tr.setStoredMarks(insertion.create({ id }).addToSet(insertion.removeFromSet(marks))));
  };
  return new Plugin({
    props: {
      // New words stand behind those that they replace.
      handleTextInput(view, from, to, words) {
        if (!shownIn(view.state).suggesting || from !== to || view.composing) return false;
        const at = behindStruck(view.state.doc, from, authorIn(view.state));
        if (at === from) return false;
        const tr = view.state.tr.insertText(words, at);
        view.dispatch(tr.setSelection(TextSelection.create(tr.doc, at + words.length)).scrollIntoView());
        return true;
      },
      handleDOMEvents: {
        keydown: (view, event) => void (event.keyCode === 229 && begin(view, 'behind')),
        // Without that key the browser has counted already where the composition begins: what it replaces comes behind it.
        compositionstart: (view) => begin(view, 'before'),
      },
    },
  });
}

/** SU12: who writes plainly within struck words writes words of the text; under their mark they would go with them. */
function plainly(): Plugin {
  return new Plugin({
    appendTransaction(_trs, _old, state) {
      const { selection, storedMarks } = state;
      const { suggesting, editable } = shownIn(state);
      if (suggesting || !editable || storedMarks || !selection.empty) return null;
      const marks = selection.$from.marks();
      return deletion.isInSet(marks) ? state.tr.setStoredMarks(deletion.removeFromSet(marks)) : null;
    },
  });
}

/** The end of the words that the writer has just struck before this place; the place itself without any. */
function behindStruck(doc: Node, pos: number, { mine }: Author): number {
  let at = pos;
  for (;;) {
    const node = doc.resolve(at).nodeAfter;
    const id: unknown = node?.marks.find(({ type }) => type === deletion)?.attrs.id;
    if (!node || !isSuggestionId(id) || !mine(id)) return at;
    at += node.nodeSize;
  }
}

// ------------------------------------------------------------------------------------------------------------------ whose

/** Colours and names come from the server, by the ids of the marks; never from the marks. */
function whose(onOpen: (id: SuggestionId) => void): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    state: {
      init: (_config, state) => drawn(state),
      apply(tr, before, old, state) {
        const [was, now] = [shownIn(old), shownIn(state)];
        const same = was.suggestions === now.suggestions && was.activeSuggestion === now.activeSuggestion;
        return same && !tr.docChanged ? before : drawn(state);
      },
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
      handleClick(view, pos) {
        const id = suggestionAt(view.state.doc, pos);
        if (id !== null) onOpen(id);
        return false;
      },
    },
  });
}

function drawn(state: EditorState): DecorationSet {
  const { suggestions, activeSuggestion } = shownIn(state);
  if (suggestions.length === 0) return DecorationSet.empty;
  const shown = new Map(suggestions.map((one) => [one.id, one]));
  const marks: Decoration[] = [];
  state.doc.descendants((node, pos) => {
    if (!node.isText) return;
    for (const mark of node.marks) {
      const one = mark.type === insertion || mark.type === deletion ? shown.get(mark.attrs.id) : undefined;
      if (one) marks.push(Decoration.inline(pos, pos + node.nodeSize, lookOf(one, one.id === activeSuggestion)));
    }
  });
  return DecorationSet.create(state.doc, marks);
}

function lookOf({ colour, name }: ShownSuggestion, active: boolean): Record<string, string> {
  return {
    class: active ? 'sg-who is-active' : 'sg-who',
    style: `--who: var(--who-${colour}); --who-soft: var(--who-${colour}-soft)`,
    ...(name !== null && { title: name }),
  };
}

/** The innermost suggestion there; an insertion before the deletion of it. */
function suggestionAt(doc: Node, pos: number): SuggestionId | null {
  const $pos = doc.resolve(pos);
  for (const node of [$pos.nodeAfter, $pos.nodeBefore]) {
    for (const type of [deletion, insertion]) {
      const id: unknown = node?.marks.find((mark) => mark.type === type)?.attrs.id;
      if (isSuggestionId(id)) return id;
    }
  }
  return null;
}
