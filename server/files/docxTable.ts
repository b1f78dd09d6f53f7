// A table of the text as a bordered Word table over the whole width.
import { Paragraph, Table, TableCell, TableRow } from 'docx';
import type { Block } from '../../domain/document/blocks';
import { wordRuns } from './docxRuns';
import { TEXT_WIDTH } from './pageStyle';
import { gridOf, type Placed } from './tableGrid';

/** For a table of at least one row; `widths` of the columns in twips, equal ones when absent. Words of a header cell are centred in 黑体. */
export function wordTable(
  table: Extract<Block, { type: 'table' }>,
  chinese: boolean,
  widths?: readonly number[],
): Table {
  const { columns, rows: placed } = gridOf(table.rows);
  // Word refuses a row without a cell.
  const rows = placed.map((row) => {
    const cells = row.length > 0 ? row : [EMPTY];
    return new TableRow({ children: cells.map((one) => wordCell(one, chinese)), cantSplit: true });
  });
  const columnWidths = widths ?? Array.from({ length: columns }, () => Math.floor(TEXT_WIDTH / columns));
  return new Table({ rows, columnWidths, width: { size: TEXT_WIDTH, type: 'dxa' } });
}

const EMPTY: Placed = {
  cell: { header: false, colspan: 1, rowspan: 1, paragraphs: [] },
  column: 0,
  wide: 1,
  high: 1,
};

function wordCell({ cell, wide, high }: Placed, chinese: boolean): TableCell {
  const style = cell.header ? 'TableHead' : 'TableText';
  const paragraphs = cell.paragraphs.length > 0 ? cell.paragraphs : [[]];
  return new TableCell({
    children: paragraphs.map((runs) => new Paragraph({ style, children: wordRuns(runs, chinese) })),
    ...(wide > 1 ? { columnSpan: wide } : {}),
    ...(high > 1 ? { rowSpan: high } : {}),
    verticalAlign: 'center',
  });
}
