// What Enter, Backspace and Ctrl Enter do: a list of points is written as fast as it is thought.
import { splitBlockAs } from 'prosemirror-commands';
import type { Attrs, NodeType, ResolvedPos } from 'prosemirror-model';
import { type Command, type EditorState, TextSelection } from 'prosemirror-state';
import { schema } from '../../../domain/document/schema';
import { indent, setBlock } from './blocks';
import { shapeOf } from './kinds';
import { kindAfterHeading, pointKindAt } from './sectionKind';

/** An empty point, item, quote or heading is left: it becomes a paragraph (a deep list item comes out one level first). */
const leaveEmpty: Command = (state, dispatch) => {
  const block = caretBlock(state);
  if (!block || block.parent.content.size > 0 || block.parent.type.name === 'paragraph') return false;
  if (block.parent.attrs.indent > 0) return indent(-1)(state, dispatch);
  return setBlock('paragraph')(state, dispatch);
};

/** At the start of words the new block goes before them: they stay the block that they are, with its id and its comments. */
const openBefore: Command = (state, dispatch) => {
  const block = caretBlock(state);
  if (!block || block.parentOffset > 0 || block.parent.content.size === 0) return false;
  const { parent } = block;
  const blank =
    parent.type.name === 'heading'
      ? schema.nodes.paragraph.create()
      : parent.type.create({ ...parent.attrs, id: null, ...(parent.type.name === 'paragraph' && { role: null }) });
  dispatch?.(state.tr.insert(block.before(), blank).scrollIntoView());
  return true;
};

const split: Command = splitBlockAs((_node, _atEnd, $from) => nextOf($from));

/** Enter. */
export const enter: Command = (state, dispatch, view) =>
  leaveEmpty(state, dispatch) || openBefore(state, dispatch) || split(state, dispatch, view);

/** Backspace at the start of a block that is more than a paragraph: it becomes one, its words stay. */
export const backToParagraph: Command = (state, dispatch) => {
  const block = caretBlock(state);
  if (!block || block.parentOffset > 0 || block.parent.type.name === 'paragraph') return false;
  if (block.parent.attrs.indent > 0) return indent(-1)(state, dispatch);
  return setBlock('paragraph')(state, dispatch);
};

/** Ctrl Enter: a new point below, of the kind that its section holds. */
export const newItemBelow: Command = (state, dispatch) => {
  const { $to } = state.selection;
  const after = $to.depth === 0 ? $to.pos : $to.after(1);
  const point = schema.nodes.point.create({ kind: pointKindAt(state.doc, $to.index(0)) });
  const tr = state.tr.insert(after, point);
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
  return true;
};

/** The caret in a block of the document itself, without a selection; in a table Enter and Backspace are the usual ones. */
function caretBlock(state: EditorState): ResolvedPos | null {
  const { selection } = state;
  return selection instanceof TextSelection && selection.empty && selection.$from.depth === 1 ? selection.$from : null;
}

/** What follows when a block is split: never with its id, which stays with the first half. */
function nextOf($from: ResolvedPos): { type: NodeType; attrs: Attrs } {
  const { parent } = $from;
  if ($from.depth !== 1) return { type: parent.type, attrs: parent.attrs };
  if (parent.type.name === 'heading') return shapeOf(kindAfterHeading($from.doc, $from.index(0)));
  const role = parent.type.name === 'paragraph' && { role: null };
  return { type: parent.type, attrs: { ...parent.attrs, id: null, ...role } };
}
