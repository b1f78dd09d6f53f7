// What of a difference is shown and what is folded: changed rows with the heading they stand under; the rest on demand.
import type { Block } from '../../../domain/document/blocks';
import type { DiffRow } from '../../../domain/document/diff';

export type Shown =
  | { kind: 'row'; row: DiffRow /** Number of the place; null for what is only around one. */; place: number | null }
  | {
      kind: 'fold';
      id: number;
      rows: readonly DiffRow[] /** Indexes of its headings in the second text. */;
      headings: readonly number[];
    };

/** A single unchanged row is not worth a fold. */
const FOLD_FROM = 2;

export function foldedRows(rows: readonly DiffRow[], b: readonly Block[], open: ReadonlySet<number>): Shown[] {
  const kept = keptRows(rows, b);
  const shown: Shown[] = [];
  let place = 0;
  for (let at = 0; at < rows.length; ) {
    const row = rows[at];
    if (!row) break;
    const end = kept.has(at) ? at : endOfFold(rows, kept, at);
    if (end - at >= FOLD_FROM && !open.has(at)) {
      const folded = rows.slice(at, end);
      shown.push({ kind: 'fold', id: at, rows: folded, headings: folded.flatMap((one) => headingOf(one, b) ?? []) });
      at = end;
      continue;
    }
    const until = Math.max(end, at + 1);
    for (; at < until; at++) {
      const one = rows[at];
      if (one) shown.push({ kind: 'row', row: one, place: isPlace(one) ? place++ : null });
    }
  }
  return shown;
}

/** What moved is one place, where it is now. */
function isPlace({ kind }: DiffRow): boolean {
  return kind !== 'same' && kind !== 'moved-away';
}

function keptRows(rows: readonly DiffRow[], b: readonly Block[]): Set<number> {
  const kept = new Set<number>();
  let heading: number | null = null;
  rows.forEach((row, at) => {
    if (headingOf(row, b) !== null) heading = at;
    if (row.kind === 'same') return;
    kept.add(at);
    if (heading !== null) kept.add(heading);
  });
  return kept;
}

function headingOf(row: DiffRow, b: readonly Block[]): number | null {
  return 'b' in row && b[row.b]?.type === 'heading' ? row.b : null;
}

function endOfFold(rows: readonly DiffRow[], kept: ReadonlySet<number>, from: number): number {
  let at = from;
  while (at < rows.length && !kept.has(at)) at++;
  return at;
}
