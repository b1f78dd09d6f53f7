// A table of the text as a bordered Word table over the whole width; spans that reach past its edge are cut.
import { Paragraph, Table, TableCell, TableRow } from 'docx';
import type { Block, TableCell as Cell } from '../../domain/document/blocks';
import { wordRuns } from './docxRuns';
import { TEXT_WIDTH } from './pageStyle';

/** For a table of at least one row; `widths` of the columns in twips, equal ones when absent. Words of a header cell are centred in 黑体. */
export function wordTable(
  table: Extract<Block, { type: 'table' }>,
  chinese: boolean,
  widths?: readonly number[],
): Table {
  const columns = Math.max(1, ...table.rows.map((row) => row.cells.reduce((sum, cell) => sum + cell.colspan, 0)));
  const rows = table.rows.map((row, index) => {
    const below = table.rows.length - index;
    // Word refuses a row without a cell.
    const cells = row.cells.length > 0 ? row.cells : [EMPTY];
    return new TableRow({ children: cells.map((cell) => wordCell(cell, below, chinese)), cantSplit: true });
  });
  const columnWidths = widths ?? Array.from({ length: columns }, () => Math.floor(TEXT_WIDTH / columns));
  return new Table({ rows, columnWidths, width: { size: TEXT_WIDTH, type: 'dxa' } });
}

const EMPTY: Cell = { header: false, colspan: 1, rowspan: 1, paragraphs: [] };

function wordCell(cell: Cell, below: number, chinese: boolean): TableCell {
  const style = cell.header ? 'TableHead' : 'TableText';
  const paragraphs = cell.paragraphs.length > 0 ? cell.paragraphs : [[]];
  return new TableCell({
    children: paragraphs.map((runs) => new Paragraph({ style, children: wordRuns(runs, chinese) })),
    ...(cell.colspan > 1 ? { columnSpan: cell.colspan } : {}),
    ...(cell.rowspan > 1 && below > 1 ? { rowSpan: Math.min(cell.rowspan, below) } : {}),
    verticalAlign: 'center',
  });
}
