// Words that were set aside go into the text again: each line a paragraph, as one step.
import { type EditorState, TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { schema } from '../../../domain/document/schema';

/** Before the block of that index, null: at the end. False when the text did not take them. */
export function insertLines(view: EditorView, lines: readonly string[], before: number | null): boolean {
  const { doc, tr } = view.state;
  const blocks = doc.children.slice(0, before ?? doc.childCount);
  const at = blocks.reduce((size, block) => size + block.nodeSize, 0);
  tr.insert(
    at,
    lines.map((line) => schema.nodes.paragraph.create(null, schema.text(line))),
  );
  const end = at + tr.doc.content.size - doc.content.size - 1;
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, end)).scrollIntoView());
  if (view.state.doc.eq(doc)) return false;
  view.focus();
  return true;
}

export function behindCaret({ selection }: EditorState): number {
  return selection.$to.index(0) + (selection.$to.depth > 0 ? 1 : 0);
}
