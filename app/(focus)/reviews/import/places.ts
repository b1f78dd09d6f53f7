// Which row of the tree a question stands under. Pure.
import type { TreeRow } from './treeRows';

/** Questions by the key of the last row that begins at or before their line; those before every row under ''. */
export function placesOf<Q extends { line: number }>(
  rows: readonly TreeRow[],
  questions: readonly Q[],
): Map<string, Q[]> {
  const sorted = rows.toSorted((a, b) => a.line - b.line);
  const places = new Map<string, Q[]>();
  for (const question of questions) {
    const row = sorted.findLast((one) => one.line <= question.line)?.key ?? '';
    places.set(row, [...(places.get(row) ?? []), question]);
  }
  return places;
}
