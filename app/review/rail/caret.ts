// The caret and the comments: put at the words of a thread, so that the next letter goes there.
import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';

/** Before the first of its words, unless the caret stands in them already. Nothing where it has none. */
export function caretToThread(view: EditorView | null, id: string): void {
  const marks = [...(view?.dom.querySelectorAll(`[data-thread="${CSS.escape(id)}"]`) ?? [])];
  const [first, last] = [marks[0], marks.at(-1)];
  if (!view || !first || !last) return;
  const [from, to] = [view.posAtDOM(first, 0), view.posAtDOM(last, last.childNodes.length)];
  const { head } = view.state.selection;
  if (head >= from && head <= to) return;
  view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(from))));
}
