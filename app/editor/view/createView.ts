// The ProseMirror view over the shared text: which plugins, in which order.
import { dropCursor } from 'prosemirror-dropcursor';
import { gapCursor } from 'prosemirror-gapcursor';
import { EditorState, type Plugin, type Transaction } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { initProseMirrorDoc, type ProsemirrorBinding, ySyncPlugin, ySyncPluginKey, yUndoPlugin } from 'y-prosemirror';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { contentOf, type SuggestionId } from '../../../domain/document/layout';
import { schema } from '../../../domain/document/schema';
import { cursorsPlugin } from '../plugins/cursors';
import { emptyTextPlugin } from '../plugins/emptyText';
import { findingsPlugin } from '../plugins/findings';
import { fullWidthPlugin } from '../plugins/fullWidth';
import { gripPlugin } from '../plugins/grip';
import { guardsPlugin } from '../plugins/guards';
import { hintsPlugin } from '../plugins/hints';
import { imePlugin } from '../plugins/ime';
import { itemsPlugin } from '../plugins/items';
import { keysPlugins } from '../plugins/keys';
import { numbersPlugin } from '../plugins/numbers';
import { pastePlugin } from '../plugins/paste';
import { pointIdsPlugin } from '../plugins/pointIds';
import { tablesPlugins } from '../plugins/tables';
import { threadsPlugin } from '../plugins/threads';
import type { Gate } from '../session/gate';
import type { Refusal } from '../suggest/changes';
import { newSuggestionId } from '../suggest/newId';
import { suggesting } from '../suggest/plugin';
import { headingView } from './headings';
import type { FieldHosts } from './hosts';
import { narrowed } from './narrowed';
import { type Note, notesPlugin } from './notes';
import { isFromShared } from './origin';
import { ownDomParser } from './readDom';
import { type Shown, show, shownIn, shownPlugin } from './shown';

interface Input {
  place: HTMLElement;
  label: string;
  /** Of the handle in the margin. */
  gripLabel: string;
  doc: Y.Doc;
  awareness: Awareness;
  gate: Gate;
  shown: Shown;
  hosts: FieldHosts;
  onOpenThread: (id: string) => void;
  /** The pointer is over a finding (null: over none), or presses one. */
  onFinding: (key: string | null, how: 'over' | 'press') => void;
  /** An edit was not made because it is nothing that can be suggested. */
  onNoSuggestion: (why: Refusal) => void;
  onOpenSuggestion: (id: SuggestionId) => void;
  onNote: (note: Note) => void;
  /** After the view has taken it. */
  onTransaction: (tr: Transaction, view: EditorView) => void;
}

export interface TextView {
  view: EditorView;
  show(shown: Shown): void;
  destroy(): void;
}

export function createView({
  place,
  label,
  gripLabel,
  doc,
  awareness,
  gate,
  shown,
  hosts,
  onOpenThread,
  onFinding,
  onNoSuggestion,
  onOpenSuggestion,
  onNote,
  onTransaction,
}: Input): TextView {
  const content = contentOf(doc);
  const { doc: text, mapping } = initProseMirrorDoc(content, schema);
  const suggest = suggesting({ newId: newSuggestionId, onRefused: onNoSuggestion, onOpen: onOpenSuggestion });
  let waiting: Shown | null = null;
  const showNow = (next: Shown) => {
    waiting = null;
    if (shownIn(view.state) !== next) view.dispatch(show(view.state.tr, next));
  };
  const plugins: Plugin[] = [
    shownPlugin(shown),
    notesPlugin(onNote),
    guardsPlugin(),
    ...suggest.plugins,
    imePlugin(gate, () => waiting && !view.isDestroyed && showNow(waiting)),
    emptyTextPlugin(),
    ySyncPlugin(content, { mapping }),
    yUndoPlugin(),
    pointIdsPlugin(),
    cursorsPlugin(awareness, gate),
    numbersPlugin(),
    itemsPlugin(hosts),
    hintsPlugin(),
    threadsPlugin(onOpenThread),
    findingsPlugin(onFinding),
    pastePlugin(),
    fullWidthPlugin(),
    ...keysPlugins(),
    ...tablesPlugins(),
    dropCursor({ color: false, class: 'drop-here' }),
    gapCursor(),
    gripPlugin(gripLabel),
  ];
  const view: EditorView = new EditorView(place, {
    state: EditorState.create({ doc: text, plugins }),
    nodeViews: { heading: headingView },
    domParser: ownDomParser,
    attributes: (state) => attributesOf(label, shownIn(state).editable),
    // The cursors' news come by a timer, which may be late for the view.
    dispatchTransaction(this: EditorView, tr) {
      if (this.isDestroyed) return;
      const made = isFromShared(tr) ? narrowed(tr, this.state.tr) : suggest.take(tr, this.state);
      // What the browser wrote by itself is drawn over by what stands.
      this.updateState(made ? this.state.apply(made) : this.state);
      onTransaction(made ?? tr, this);
    },
  });
  // It would lay the page out at every letter of somebody else, to scroll after it.
  const { binding } = ySyncPluginKey.getState(view.state) as { binding: ProsemirrorBinding };
  binding._isLocalCursorInView = () => false;
  return {
    view,
    // What is drawn anew inside a composition breaks it: it waits with the gate.
    show(next) {
      if (view.composing || gate.shut) waiting = next;
      else showNow(next);
    },
    destroy: () => view.destroy(),
  };
}

/** Translators and writing aids would write into everybody's text. */
function attributesOf(label: string, editable: boolean): Record<string, string> {
  const plain = { class: 'doc-text', translate: 'no', spellcheck: 'false', 'data-gramm': 'false' };
  return editable
    ? { ...plain, role: 'textbox', 'aria-multiline': 'true', 'aria-label': label }
    : { ...plain, tabindex: '0' };
}
