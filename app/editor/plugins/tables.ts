// Cell selection and the shape of tables. Tables are put right after this page's own edits only: everybody repairing everybody's
// table at once would never end, and looking at a text must not write (T09).
import type { Node } from 'prosemirror-model';
import { type EditorState, Plugin, type Transaction } from 'prosemirror-state';
import { tableEditing } from 'prosemirror-tables';
import { schema } from '../../../domain/document/schema';
import { isOwnEdit } from '../view/origin';

export function tablesPlugins(): Plugin[] {
  return [editing(), cellsHoldParagraphs()];
}

function editing(): Plugin {
  const { spec } = tableEditing();
  return new Plugin({
    ...spec,
    appendTransaction(trs, old, state) {
      // With the same state twice nothing counts as changed: only the selection is put right.
      return spec.appendTransaction?.call(this, trs, trs.some(isOwnEdit) ? old : state, state);
    },
  });
}

/** New cells come empty, and in a cell without a paragraph nobody can write. */
function cellsHoldParagraphs(): Plugin {
  return new Plugin({
    appendTransaction: (trs, old, state) => (trs.some(isOwnEdit) ? filled(old, state) : null),
    props: {
      handleClick(view, pos) {
        const $pos = view.state.doc.resolve(pos);
        if (!isCell($pos.parent) || $pos.parent.childCount > 0 || !view.editable) return false;
        view.dispatch(view.state.tr.insert(pos, schema.nodes.paragraph.create()));
        return false;
      },
    },
  });
}

function filled(old: EditorState, state: EditorState): Transaction | null {
  const before = new Set(old.doc.children);
  const empty: number[] = [];
  state.doc.forEach((block, start) => {
    if (block.type.name !== 'table' || before.has(block)) return;
    block.descendants((node, pos) => {
      if (isCell(node) && node.childCount === 0) empty.push(start + 1 + pos + 1);
      return !isCell(node);
    });
  });
  if (empty.length === 0) return null;
  const { tr } = state;
  for (const pos of empty.reverse()) tr.insert(pos, schema.nodes.paragraph.create());
  return tr;
}

function isCell(node: Node): boolean {
  return node.type.name === 'table_cell' || node.type.name === 'table_header';
}
