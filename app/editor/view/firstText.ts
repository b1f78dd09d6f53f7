// The view that a page makes first, and that the screen around the text takes over when it is here, with caret, focus and undo.
import type * as Y from 'yjs';
import type { TextView } from './createView';
import { createHosts, type FieldHosts } from './hosts';

export interface FirstText {
  readonly hosts: FieldHosts;
  /** Puts the view of this document there: the one that is, or a new one. */
  stand(doc: Y.Doc, place: HTMLElement, make: () => TextView): TextView;
  /** A hand is on it: an IME composes, or the pointer selects. Moving it now would break that off. */
  isBusy(): boolean;
  /** The view of this document, out of whose hands it is then; null without one. `focused`: it had the focus when it was last asked. */
  take(doc: Y.Doc): { text: TextView; focused: boolean } | null;
  drop(): void;
}

export function createFirstText(): FirstText {
  let made: { doc: Y.Doc; text: TextView } | null = null;
  let focused = false;
  const drop = () => {
    made?.text.destroy();
    made = null;
  };
  return {
    hosts: createHosts(),
    stand(doc, place, make) {
      if (made && made.doc !== doc) drop();
      if (made) place.append(made.text.view.dom);
      else made = { doc, text: make() };
      return made.text;
    },
    isBusy() {
      if (!made) return false;
      const { view } = made.text;
      focused = view.hasFocus();
      return view.composing || view.dom.matches(':active');
    },
    take(doc) {
      if (made && made.doc !== doc) drop();
      if (!made) return null;
      const { text } = made;
      made = null;
      return { text, focused };
    },
    drop,
  };
}
