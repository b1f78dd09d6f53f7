// Cells that reach over more rows than the text knows.

/** As the schema reads them: beyond, a cell would count as one of its own row, and all behind it would move a column. */
const MOST = 50;

/** Such a cell stands in its first row, with empty ones below it (ED17). */
export function partLongCells(table: HTMLTableElement): void {
  /** By column: rows further down that a cell above covers; for a long one they are filled, as wide as it is. */
  const covered: number[] = [];
  const filled: { rows: number; width: number }[] = [];
  for (const row of table.rows) {
    const cells = [...row.cells];
    const begun: number[] = [];
    for (let column = 0; ; ) {
      const long = filled[column];
      if ((covered[column] ?? 0) > 0) column += 1;
      else if (long && long.rows > 0) {
        const empty = table.ownerDocument.createElement('td');
        empty.colSpan = long.width;
        row.insertBefore(empty, cells[0] ?? null);
        long.rows -= 1;
        column += long.width;
      } else {
        const cell = cells.shift();
        if (!cell) break;
        const { colSpan: width, rowSpan: rows } = cell;
        if (rows > MOST) {
          filled[column] = { rows: rows - 1, width };
          cell.rowSpan = 1;
        } else for (let at = 0; at < width; at++) begun[column + at] = rows;
        column += width;
      }
    }
    for (let column = 0; column < Math.max(covered.length, begun.length); column++)
      covered[column] = Math.max((covered[column] ?? 0) - 1, (begun[column] ?? 0) - 1, 0);
  }
}
