// Turning blocks into other kinds, and moving list items in and out.
import type { Attrs, Node } from 'prosemirror-model';
import type { Command, EditorState } from 'prosemirror-state';
import { type BlockKind, kindOf, shapeOf } from './kinds';

/** Deepest level of a list (domain/document/layout.ts). */
const DEEPEST = 3;

/** The text blocks of the selection that are not in a table: there only paragraphs stand. */
function selectedBlocks(state: EditorState): { block: Node; pos: number }[] {
  const { from, to } = state.selection;
  const found: { block: Node; pos: number }[] = [];
  state.doc.forEach((block, pos) => {
    if (block.isTextblock && pos <= to && pos + block.nodeSize > from) found.push({ block, pos });
  });
  return found;
}

/** A point that becomes another kind of point stays the same point; anything else begins anew, without id and section key. */
export function setBlock(kind: BlockKind): Command {
  return (state, dispatch) => {
    const { type, attrs } = shapeOf(kind);
    const blocks = selectedBlocks(state).filter(({ block }) => kindOf(block) !== kind);
    if (blocks.length === 0) return false;
    const { tr } = state;
    for (const { block, pos } of blocks) {
      const same = block.type === type && type.name !== 'heading';
      tr.setNodeMarkup(pos, type, same ? { ...block.attrs, ...attrs } : attrs);
    }
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

/** Tab and Shift Tab in a list. */
export function indent(by: 1 | -1): Command {
  return (state, dispatch) => {
    const items = selectedBlocks(state).filter(({ block }) => block.type.name === 'list_item');
    if (items.length === 0) return false;
    const { tr } = state;
    for (const { block, pos } of items) tr.setNodeMarkup(pos, null, indented(block, by));
    if (tr.docChanged) dispatch?.(tr.scrollIntoView());
    return true;
  };
}

function indented(item: Node, by: 1 | -1): Attrs {
  const now = typeof item.attrs.indent === 'number' ? item.attrs.indent : 0;
  return { ...item.attrs, indent: Math.max(0, Math.min(DEEPEST, now + by)) };
}
