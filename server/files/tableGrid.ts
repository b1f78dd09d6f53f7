// Where the cells of a table stand, whatever they say of themselves: for the PDF, which draws into a grid, and for Word, which needs one.
import type { Block, TableCell } from '../../domain/document/blocks';

type Rows = Extract<Block, { type: 'table' }>['rows'];

export interface Placed {
  cell: TableCell;
  column: number;
  wide: number;
  high: number;
}

export interface Grid {
  columns: number;
  rows: readonly (readonly Placed[])[];
}

/** Beyond so many columns spans are not believed: Word has hardly more, nobody drew them, and one cell may say that it is a thousand wide. */
const MOST_COLUMNS = 60;

/**
 * CT4: a cell reaches from the first column that no cell above reaches into, as far as the next such one. So no cell hides another, and every
 * word of the table has its place.
 */
export function gridOf(rows: Rows): Grid {
  const placed = withSpans(rows) ?? withoutSpans(rows);
  const columns = placed.flat().reduce((most, { column, wide }) => Math.max(most, column + wide), 1);
  return { columns, rows: placed };
}

/** Null where it takes too many columns. */
function withSpans(rows: Rows): Placed[][] | null {
  /** For each column, how many of the next rows a cell above still reaches into. */
  const left = new Array<number>(MOST_COLUMNS + 1).fill(0);
  const placed: Placed[][] = [];
  for (const [r, row] of rows.entries()) {
    const begun: Placed[] = [];
    let column = 0;
    for (const cell of row.cells) {
      while ((left[column] ?? 0) > 0) column += 1;
      let wide = 1;
      while (wide < Math.min(cell.colspan, MOST_COLUMNS + 1) && (left[column + wide] ?? 0) === 0) wide += 1;
      if (column + wide > MOST_COLUMNS) return null;
      begun.push({ cell, column, wide, high: Math.min(cell.rowspan, rows.length - r) });
      column += wide;
    }
    for (const [at, rest] of left.entries()) left[at] = Math.max(0, rest - 1);
    for (const { column: from, wide, high } of begun) left.fill(high - 1, from, from + wide);
    placed.push(begun);
  }
  return placed;
}

function withoutSpans(rows: Rows): Placed[][] {
  return rows.map(({ cells }) => cells.map((cell, column) => ({ cell, column, wide: 1, high: 1 })));
}
