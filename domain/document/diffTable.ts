// The difference of two tables, row by row and cell by cell.
import type { Run, TableCell, TableRow } from './blocks';
import { applyPieces, diffRuns, type Piece } from './diffRuns';
import { commonOf } from './diffSequence';
import { pushRun } from './layout';

export interface TableRowDiff {
  kind: 'same' | 'changed' | 'added' | 'removed';
  /** Index of the row in the two tables; null where it is not. */
  a: number | null;
  b: number | null;
  /** As many as the longer row has. */
  cells: readonly CellDiff[];
}

export interface CellDiff {
  kind: 'same' | 'changed' | 'added' | 'removed';
  /** Over the paragraphs of the cell, joined by JOINT. */
  pieces: readonly Piece[];
  /** Of the second table; null where the cell is gone. */
  to: Omit<TableCell, 'paragraphs'> | null;
}

/** Between two paragraphs of a cell; no text of a cell holds it, or it reads as one more paragraph. */
export const JOINT = '\u2029';

/** Equal rows keep their place; between them, first with first: a row that was changed stays beside what it was. */
export function diffTable(a: readonly TableRow[], b: readonly TableRow[]): TableRowDiff[] {
  const rows: TableRowDiff[] = [];
  const ends = { a: 0, b: 0 };
  const upTo = (endA: number, endB: number) => {
    while (ends.a < endA || ends.b < endB) {
      const [from, to] = [ends.a < endA ? ends.a++ : null, ends.b < endB ? ends.b++ : null];
      rows.push(rowDiff(from === null ? undefined : a[from], to === null ? undefined : b[to], from, to));
    }
  };
  const keys = (all: readonly TableRow[]) => all.map((row) => JSON.stringify(row));
  for (const same of commonOf(keys(a), keys(b))) {
    upTo(same.a, same.b);
    for (let at = 0; at < same.length; at++) rows.push(rowDiff(a[same.a + at], b[same.b + at], ends.a++, ends.b++));
  }
  upTo(a.length, b.length);
  return rows;
}

function rowDiff(a: TableRow | undefined, b: TableRow | undefined, at: number | null, bt: number | null): TableRowDiff {
  const count = Math.max(a?.cells.length ?? 0, b?.cells.length ?? 0);
  const cells = Array.from({ length: count }, (_, index) => cellDiff(a?.cells[index], b?.cells[index]));
  const changed = cells.some(({ kind }) => kind !== 'same');
  return { kind: !a ? 'added' : !b ? 'removed' : changed ? 'changed' : 'same', a: at, b: bt, cells };
}

function cellDiff(a: TableCell | undefined, b: TableCell | undefined): CellDiff {
  const pieces = diffRuns(a ? cellRuns(a) : [], b ? cellRuns(b) : []);
  const to = b ? { header: b.header, colspan: b.colspan, rowspan: b.rowspan } : null;
  const same = JSON.stringify(a) === JSON.stringify(b);
  return { kind: !a ? 'added' : !b ? 'removed' : same ? 'same' : 'changed', pieces, to };
}

/** All words of a cell as one passage. */
export function cellRuns({ paragraphs }: TableCell): Run[] {
  const all: Run[] = [];
  paragraphs.forEach((runs, index) => {
    if (index > 0) pushRun(all, { text: JOINT, marks: [] });
    for (const run of runs) pushRun(all, { ...run });
  });
  return all;
}

/** The second table, from the first and the difference. */
export function applyTable(a: readonly TableRow[], rows: readonly TableRowDiff[]): TableRow[] {
  return rows.flatMap((row) => {
    if (row.b === null) return [];
    const before = row.a === null ? undefined : a[row.a];
    return [
      {
        cells: row.cells.flatMap((cell, index) => {
          if (!cell.to) return [];
          const was = before?.cells[index];
          if (cell.kind === 'same' && was) return [was];
          return [{ ...cell.to, paragraphs: paragraphsOf(applyPieces(was ? cellRuns(was) : [], cell.pieces)) }];
        }),
      },
    ];
  });
}

function paragraphsOf(runs: readonly Run[]): Run[][] {
  const paragraphs: Run[][] = [[]];
  for (const { text, marks } of runs)
    text.split(JOINT).forEach((words, index) => {
      if (index > 0) paragraphs.push([]);
      const last = paragraphs.at(-1);
      if (last) pushRun(last, { text: words, marks });
    });
  return paragraphs;
}
