// What the reader has just selected, read before something else is drawn (ED15).
import type { EditorView } from 'prosemirror-view';

/**
 * The browser tells of a selection a task later. Whoever draws before that, others' words or what stands around the text, would put
 * it back to the one that the state knows, and what is typed would go there: so the editor is told at once.
 */
export function readSelection(view: EditorView): void {
  if (hasUnreadSelection(view)) view.dom.ownerDocument.dispatchEvent(new Event('selectionchange'));
}

/** A key or a letter that comes before the browser has told where the caret went acts there all the same. An IME says itself where it is. */
export function readFirst(view: EditorView): false {
  if (!view.composing) readSelection(view);
  return false;
}

function hasUnreadSelection(view: EditorView): boolean {
  const selection = view.hasFocus() ? view.dom.ownerDocument.getSelection() : null;
  const { anchorNode, focusNode, anchorOffset = 0, focusOffset = 0 } = selection ?? {};
  if (!anchorNode || !focusNode || !view.dom.contains(anchorNode) || !view.dom.contains(focusNode)) return false;
  const { anchor, head } = view.state.selection;
  return view.posAtDOM(anchorNode, anchorOffset) !== anchor || view.posAtDOM(focusNode, focusOffset) !== head;
}
