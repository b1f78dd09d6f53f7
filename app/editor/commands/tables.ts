// Tables: a new one, and what the keyboard and the tool bar do inside one.
import { type Command, TextSelection } from 'prosemirror-state';
import { addRowAfter, goToNextCell, isInTable } from 'prosemirror-tables';
import { schema } from '../../../domain/document/schema';

const { table, table_row: row, table_cell: cell, table_header: header, paragraph } = schema.nodes;

/** Three columns, a head and two rows, after the block of the caret; the caret stands in its first cell. Not inside a table. */
export const insertTable: Command = (state, dispatch) => {
  if (isInTable(state)) return false;
  const { $to } = state.selection;
  const at = $to.depth === 0 ? $to.pos : $to.after(1);
  const cells = (type: typeof cell) => Array.from({ length: 3 }, () => type.create(null, paragraph.create()));
  const made = table.create(null, [
    row.create(null, cells(header)),
    row.create(null, cells(cell)),
    row.create(null, cells(cell)),
  ]);
  const tr = state.tr.insert(at, made);
  // A table at the very end leaves no place to write after it.
  if (at === state.doc.content.size) tr.insert(at + made.nodeSize, paragraph.create());
  dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1))).scrollIntoView());
  return true;
};

/** Tab: the next cell; from the last one a new row. */
export const nextCell: Command = (state, dispatch, view) => {
  if (!isInTable(state)) return false;
  if (goToNextCell(1)(state, dispatch)) return true;
  if (!dispatch || !view) return false;
  addRowAfter(state, dispatch);
  return goToNextCell(1)(view.state, dispatch);
};

export const previousCell: Command = (state, dispatch) => {
  if (!isInTable(state)) return false;
  goToNextCell(-1)(state, dispatch);
  return true;
};
