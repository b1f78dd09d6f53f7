// The ProseMirror view over the shared text: which plugins, in which order. A view begins with what a writer's first letters need.
import { EditorState, type Plugin, type Transaction } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { initProseMirrorDoc, type ProsemirrorBinding, ySyncPlugin, ySyncPluginKey, yUndoPlugin } from 'y-prosemirror';
import type * as Y from 'yjs';
import { contentOf } from '../../../domain/document/layout';
import { schema } from '../../../domain/document/schema';
import { copyPlugin } from '../plugins/copy';
import { emptyTextPlugin } from '../plugins/emptyText';
import { fullWidthPlugin } from '../plugins/fullWidth';
import { guardsPlugin } from '../plugins/guards';
import { imePlugin } from '../plugins/ime';
import { itemsPlugin } from '../plugins/items';
import { keysPlugins } from '../plugins/keys';
import { numbersPlugin } from '../plugins/numbers';
import { pointIdsPlugin } from '../plugins/pointIds';
import { createWaiting } from '../plugins/waiting';
import type { Gate } from '../session/gate';
import { headingView } from './headings';
import type { FieldHosts } from './hosts';
import { createLasting } from './lasting';
import { narrowed } from './narrowed';
import { type Note, notesPlugin } from './notes';
import { isFromShared } from './origin';
import { ownDomParser } from './readDom';
import { readFirst, readSelection } from './readSelection';
import { type Shown, show, shownIn, shownPlugin } from './shown';

interface Input {
  place: HTMLElement;
  label: string;
  doc: Y.Doc;
  gate: Gate;
  shown: Shown;
  hosts: FieldHosts;
  on: Hears;
}

/** Who is told; another listener may take over. */
export interface Hears {
  note: (note: Note) => void;
  /** After the view has taken it. */
  transaction: (tr: Transaction, view: EditorView) => void;
}

/** What joins a view later; each group has its place among the first ones. */
export interface Rest {
  /** What is made in the place of a transaction; null when it is not made. */
  take(tr: Transaction, state: EditorState): Transaction | null;
  before: readonly Plugin[];
  carets: readonly Plugin[];
  looks: readonly Plugin[];
  keys: readonly Plugin[];
  behind: readonly Plugin[];
}

export interface TextView {
  view: EditorView;
  show(shown: Shown): void;
  hear(on: Hears): void;
  /** Until it is complete, everything that is typed waits. */
  hold(held: boolean): void;
  /** Once, where the view stands for good: what was pressed meanwhile is done now. */
  complete(rest: Rest): void;
  destroy(): void;
}

export function createView({ place, label, doc, gate, shown, hosts, on }: Input): TextView {
  const content = contentOf(doc);
  const { doc: text, mapping } = initProseMirrorDoc(content, schema);
  let heard = on;
  let rest: Rest | null = null;
  let waiting: Shown | null = null;
  const showNow = (next: Shown) => {
    waiting = null;
    if (shownIn(view.state) === next) return;
    readSelection(view);
    view.dispatch(show(view.state.tr, next));
  };
  const lasting = createLasting();
  const presses = createWaiting();
  const first = {
    rules: [shownPlugin(shown), notesPlugin((note) => heard.note(note)), guardsPlugin()],
    text: [
      imePlugin(gate, () => waiting && !view.isDestroyed && showNow(waiting)),
      emptyTextPlugin(),
      ySyncPlugin(content, { mapping }),
      yUndoPlugin(),
      pointIdsPlugin(),
    ],
    looks: [numbersPlugin(), itemsPlugin(hosts)],
    keys: [copyPlugin(), fullWidthPlugin()],
    last: keysPlugins(),
  };
  for (const plugin of Object.values(first).flat()) lasting.keep(plugin);
  const all = (): Plugin[] => [
    ...first.rules,
    ...(rest?.before ?? [presses.plugin]),
    ...first.text,
    ...(rest?.carets ?? []),
    ...first.looks,
    ...(rest?.looks ?? []),
    ...first.keys,
    ...(rest?.keys ?? []),
    ...first.last,
    ...(rest?.behind ?? []),
  ];
  const view: EditorView = new EditorView(place, {
    state: EditorState.create({ doc: text, plugins: all() }),
    nodeViews: { heading: headingView },
    domParser: ownDomParser,
    attributes: (state) => attributesOf(label, shownIn(state).editable),
    handleDOMEvents: { keydown: readFirst, beforeinput: readFirst },
    // The cursors' news come by a timer, which may be late for the view.
    dispatchTransaction(this: EditorView, tr) {
      if (this.isDestroyed) return;
      const made = isFromShared(tr) ? narrowed(tr, this.state.tr) : rest ? rest.take(tr, this.state) : tr;
      // What the browser wrote by itself is drawn over by what stands.
      this.updateState(made ? this.state.apply(made) : this.state);
      heard.transaction(made ?? tr, this);
    },
  });
  // It would lay the page out at every letter of somebody else, to scroll after it.
  const { binding } = ySyncPluginKey.getState(view.state) as { binding: ProsemirrorBinding };
  binding._isLocalCursorInView = () => false;
  const stopReading = gate.before(() => readSelection(view));
  return {
    view,
    // What is drawn anew inside a composition breaks it: it waits with the gate.
    show(next) {
      if (view.composing || gate.shut) waiting = next;
      else showNow(next);
    },
    hear(next) {
      heard = next;
    },
    hold: presses.hold,
    complete(given) {
      rest = given;
      lasting.over(() => view.updateState(view.state.reconfigure({ plugins: all() })));
      presses.done(view);
    },
    destroy() {
      stopReading();
      view.destroy();
    },
  };
}

/** Translators and writing aids would write into everybody's text. */
function attributesOf(label: string, editable: boolean): Record<string, string> {
  const plain = { class: 'doc-text', translate: 'no', spellcheck: 'false', 'data-gramm': 'false' };
  return editable
    ? { ...plain, role: 'textbox', 'aria-multiline': 'true', 'aria-label': label }
    : { ...plain, tabindex: '0' };
}
