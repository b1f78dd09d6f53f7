// A search in the open text: its matches drawn, one of them the present one, right also while others write. It hangs on the view
// from outside, so that the editor's state knows nothing of it and nothing is loaded before somebody searches.
import type { Node } from 'prosemirror-model';
import { TextSelection } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { asOneStep } from '../commands/oneStep';
import { cleanText } from '../paste/lines';
import { inSections } from '../plugins/inSections';
import type { EditorHandle } from '../view/handle';
import { shownIn } from '../view/shown';
import { carriedPos, type Match, type Query, replaceMatch, searcher } from './matches';

export interface Found {
  /** Of the present one, from 1; 0 while there is none. */
  n: number;
  all: number;
}

export interface Finder {
  found(): Found;
  /** Calls when what is found has changed. */
  subscribe(listen: () => void): () => void;
  ask(query: Query): void;
  step(by: 1 | -1): void;
  /** Writes `words` in place of the present match and goes on. */
  replace(words: string): void;
  /** All in one step of undo. `left`: those that stand where nothing may be written. */
  replaceAll(words: string): { done: number; left: number };
  /** The present match is selected and the text gets the focus. */
  close(): void;
  /** Takes the marks away. */
  leave(): void;
}

/** More would only slow the drawing; they are counted and replaced all the same. */
const DRAWN = 2000;

/** Begins at the selection. `watch` tells of each change of the view. */
export function createFinder(view: EditorView, watch: EditorHandle['watch']): Finder {
  let search = searcher({ words: '', matchCase: false });
  let doc: Node = view.state.doc;
  let matches: readonly Match[] = [];
  let here = -1;
  /** Where the present one begins, or where it would. */
  let anchor = view.state.selection.from;
  let drawn = DecorationSet.empty;
  let found: Found = { n: 0, all: 0 };
  const listeners = new Set<() => void>();

  const draw = () => {
    const first = Math.max(0, here - DRAWN / 2);
    drawn = DecorationSet.create(
      doc,
      matches.slice(first, first + DRAWN).flatMap(({ spans }, i) => {
        const look = { class: first + i === here ? 'find-hit is-here' : 'find-hit' };
        return spans.map(([from, to]) => Decoration.inline(from, to, look));
      }),
    );
  };
  const look = () => {
    matches = search(doc);
    here = matches.findIndex((match) => match.from >= anchor);
    if (here === -1 && matches.length > 0) here = 0;
    draw();
  };
  const say = () => {
    if (found.n === here + 1 && found.all === matches.length) return;
    found = { n: here + 1, all: matches.length };
    for (const listen of listeners) listen();
  };
  const show = () => {
    // Draws what the plugin says now.
    view.setProps({});
    say();
    view.dom.querySelector('.find-hit.is-here')?.scrollIntoView({ block: 'center', behavior: 'instant' });
  };
  // A property of the view, never a plugin of it: other plugins would end and begin anew, and the person's undo with them.
  view.setProps({
    decorations(state) {
      if (state.doc === doc) return drawn;
      anchor = carriedPos(doc, state.doc, anchor);
      doc = state.doc;
      look();
      return drawn;
    },
  });
  const stop = watch(say);

  return {
    found: () => found,
    subscribe(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    ask(query) {
      search = searcher(query);
      look();
      show();
    },
    step(by) {
      if (matches.length === 0) return;
      here = (here + by + matches.length) % matches.length;
      anchor = matches[here]?.from ?? anchor;
      draw();
      show();
    },
    replace(words) {
      const match = matches[here];
      if (!match || !shownIn(view.state).editable) return;
      const before = doc;
      const { tr } = view.state;
      replaceMatch(tr, match, cleanText(words));
      view.dispatch(tr);
      // On from behind what was written, which may hold the words sought.
      anchor = carriedPos(before, doc, match.to);
      look();
      show();
    },
    replaceAll(words) {
      const { tr, doc: before } = view.state;
      const { editable, sections } = shownIn(view.state);
      const mayWrite = sections ? inSections(before, sections) : () => editable;
      const open = matches.filter(({ from }) => mayWrite(before.resolve(from).index(0)));
      const left = matches.length - open.length;
      for (const match of open.toReversed()) replaceMatch(tr, match, cleanText(words));
      if (tr.docChanged) asOneStep(view.state, () => view.dispatch(tr));
      show();
      // The view may refuse it as a whole, and says why.
      return { done: view.state.doc.eq(before) ? 0 : open.length, left };
    },
    close() {
      if (view.isDestroyed) return;
      const match = matches[here];
      if (match) view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, match.from, match.to)));
      view.focus();
    },
    leave() {
      stop();
      if (!view.isDestroyed) view.setProps({ decorations: () => DecorationSet.empty });
    },
  };
}
