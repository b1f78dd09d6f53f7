// Word by word in a text without spaces: Ctrl with an arrow, Ctrl Backspace and Delete, a double click (ED4).
import type { ResolvedPos } from 'prosemirror-model';
import { type Command, Selection, TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { wordAt, wordEdge } from '../../../domain/writing/words';

/** With `extend` the selection grows, as with Shift. At the edge of a block it goes on in the next. */
export function walkWord(step: -1 | 1, extend: boolean): Command {
  return (state, dispatch) => {
    const { selection } = state;
    if (!(selection instanceof TextSelection)) return false;
    const head = edgeFrom(selection.$head, step);
    const $to = head === null ? beyond(selection.$head, step) : state.doc.resolve(head);
    if (!$to) return false;
    const next = extend ? TextSelection.between(selection.$anchor, $to) : TextSelection.create(state.doc, $to.pos);
    dispatch?.(state.tr.setSelection(next).scrollIntoView());
    return true;
  };
}

/** At the edge of a block it is left to what joins blocks. */
export function deleteWord(step: -1 | 1): Command {
  return (state, dispatch) => {
    const { selection } = state;
    if (!(selection instanceof TextSelection) || !selection.empty) return false;
    const to = edgeFrom(selection.$head, step);
    if (to === null) return false;
    dispatch?.(state.tr.delete(Math.min(to, selection.head), Math.max(to, selection.head)).scrollIntoView());
    return true;
  };
}

export function selectWordAt(view: EditorView, pos: number): boolean {
  const $pos = view.state.doc.resolve(pos);
  const word = $pos.parent.isTextblock ? wordAt($pos.parent.textContent, $pos.parentOffset) : null;
  if (!word) return false;
  const start = $pos.start();
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, start + word.from, start + word.to)));
  return true;
}

/** Null at the block's own edge. Inline content is text alone, so that offsets in the words are offsets in the block. */
function edgeFrom($pos: ResolvedPos, step: -1 | 1): number | null {
  const { parent, parentOffset } = $pos;
  if (!parent.isTextblock || parentOffset === (step === 1 ? parent.content.size : 0)) return null;
  return $pos.start() + wordEdge(parent.textContent, parentOffset, step);
}

/** The near edge of the next text. */
function beyond($pos: ResolvedPos, step: -1 | 1): ResolvedPos | null {
  if ($pos.depth === 0) return null;
  const outside = $pos.doc.resolve(step === 1 ? $pos.after() : $pos.before());
  return Selection.findFrom(outside, step, true)?.$head ?? null;
}
