// What the rest of the screen holds of the editor: it stays the same while the view under it is made anew.
import type { Command } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import type { Mend } from '../../../domain/checks/places';
import type { SuggestionId } from '../../../domain/document/layout';
import { behindCaret, insertLines } from '../commands/insertLines';
import { mendAll } from '../commands/mend';
import { asOneStep } from '../commands/oneStep';
import { type Anchor, anchorOf, blockOf, placeOf } from './anchor';
import { NO_TOOLS, type ToolState, toolsOf } from './tools';

export interface EditorHandle {
  /** Two Yjs relative positions around the selection (or the character at the caret), and its words; null without either. */
  selectionAnchor(): Anchor | null;
  /** Where such a position stands, in px from the window's top; null when its text is not here. */
  topOf(position: unknown): number | null;
  scrollToThread(id: string): void;
  scrollToSuggestion(id: SuggestionId): void;
  scrollToBlock(index: number): void;
  /** Brings a drawn finding into view; null when it is not drawn. */
  scrollToFinding(key: string): DOMRect | null;
  findingRect(key: string): DOMRect | null;
  /** A sure fix, as one step of undo; false when the words are no longer those that were checked. */
  mend(mends: readonly Mend[]): boolean;
  /** Each line becomes a paragraph, where `place` says, else after the caret's block, else at the end; false when it may not be. */
  insertLines(lines: readonly string[], place: unknown): boolean;
  focus(): void;
  /** The view of now, for what stands around the text and is loaded when it is asked for; null until there is one. */
  view(): EditorView | null;
  /** Calls after each change of the view's state, and when there is another view. */
  watch(listen: () => void): () => void;
  /** For the tool bar. */
  tools: {
    subscribe(listen: () => void): () => void;
    state(): ToolState;
    /** Does it, and gives the text the focus back. */
    run(command: Command): void;
  };
}

interface OwnHandle extends EditorHandle {
  attach(view: EditorView | null): void;
  /** The view's state has changed. */
  look(): void;
  /** The reader has put the caret somewhere, so that the selection is theirs. */
  readonly chosen: boolean;
  choose(): void;
}

export function createHandle(): OwnHandle {
  let view: EditorView | null = null;
  let tools = NO_TOOLS;
  let chosen = false;
  const listeners = new Set<() => void>();
  const watchers = new Set<() => void>();
  const look = () => {
    for (const watcher of watchers) watcher();
    const next = view ? toolsOf(view.state) : NO_TOOLS;
    if (JSON.stringify(next) === JSON.stringify(tools)) return;
    tools = next;
    for (const listen of listeners) listen();
  };
  return {
    selectionAnchor: () => (view && chosen ? anchorOf(view.state) : null),
    topOf(position) {
      const at = view && placeOf(view.state, position);
      return view && at !== null ? view.coordsAtPos(at).top : null;
    },
    scrollToThread(id) {
      const mark = view?.dom.querySelector(`[data-thread="${CSS.escape(id)}"]`);
      mark?.scrollIntoView({ block: 'center', behavior: smoothly() });
    },
    scrollToSuggestion(id) {
      const mark = view?.dom.querySelector(`[data-suggestion="${CSS.escape(String(id))}"]`);
      mark?.scrollIntoView({ block: 'center', behavior: smoothly() });
    },
    scrollToBlock(index) {
      const block = view && blockAt(view, index);
      block?.scrollIntoView({ block: 'start', behavior: smoothly() });
    },
    scrollToFinding(key) {
      const mark = findingIn(view, key);
      mark?.scrollIntoView({ block: 'center', behavior: smoothly() });
      return mark?.getBoundingClientRect() ?? null;
    },
    findingRect: (key) => findingIn(view, key)?.getBoundingClientRect() ?? null,
    mend(mends) {
      const text = view;
      return text?.editable ? asOneStep(text.state, () => mendAll(mends)(text.state, text.dispatch, text)) : false;
    },
    insertLines(lines, place) {
      const text = view;
      if (!text?.editable) return false;
      const before = blockOf(text.state, place) ?? (chosen ? behindCaret(text.state) : null);
      return asOneStep(text.state, () => insertLines(text, lines, before));
    },
    focus: () => view?.focus(),
    view: () => view,
    watch(listen) {
      watchers.add(listen);
      return () => watchers.delete(listen);
    },
    tools: {
      subscribe(listen) {
        listeners.add(listen);
        return () => listeners.delete(listen);
      },
      state: () => tools,
      run(command) {
        if (!view) return;
        command(view.state, view.dispatch, view);
        view.focus();
      },
    },
    attach(next) {
      view = next;
      chosen = false;
      look();
    },
    look,
    get chosen() {
      return chosen;
    },
    choose() {
      chosen = true;
    },
  };
}

function findingIn(view: EditorView | null, key: string): Element | null {
  return view?.dom.querySelector(`[data-finding="${CSS.escape(key)}"]`) ?? null;
}

function blockAt(view: EditorView, index: number): Element | null {
  let pos = 0;
  for (let before = 0; before < Math.min(index, view.state.doc.childCount); before++)
    pos += view.state.doc.child(before).nodeSize;
  const dom = view.nodeDOM(pos);
  return dom instanceof Element ? dom : null;
}

function smoothly(): ScrollBehavior {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
}
