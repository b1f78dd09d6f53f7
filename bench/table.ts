// The figures as one aligned table: a row a figure, a column a subject, the ratio that counts and whether it is reached.
import { median } from './measure/numbers';
import type { Figures, Row, Scenario } from './scenarios/scenario';
import type { SubjectName } from './subjects/subject';

/** Of one scenario, for each subject its rounds. */
export type Measured = Partial<Record<SubjectName, Figures[]>>;

const COLUMNS: readonly SubjectName[] = ['relay', 'hocuspocus', 'countersign'];
const HEAD = ['scenario', 'figure', 'ws relay', 'Hocuspocus', 'Countersign', 'ratio', 'target', ''];

export function tableOf(results: readonly { scenario: Scenario; measured: Measured }[]): string {
  const rows = results.flatMap(({ scenario, measured }) =>
    scenario.rows
      .map((row) => line(row, measured))
      .filter((cells) => cells !== null)
      .map((cells, n) => [n === 0 ? scenario.name : '', ...cells]),
  );
  const widths = HEAD.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const aligned = (row: readonly string[]) =>
    row
      .map((cell, n) => (n < 2 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0)))
      .join('  ')
      .trimEnd();
  return [aligned(HEAD), aligned(widths.map((width) => '-'.repeat(width))), ...rows.map(aligned)].join('\n');
}

function line(row: Row, measured: Measured): string[] | null {
  const values = COLUMNS.map((name) => medianOf(row, measured[name]));
  if (values.every((value) => value === null)) return null;
  const [, peer = null, ours = null] = values;
  const cells = values.map((value) => (value === null ? '-' : value.toFixed(row.digits)));
  const ratio = peer !== null && ours !== null && peer > 0 ? `${(ours / peer).toFixed(2)}x` : '';
  return [row.title, ...cells, ratio, targetOf(row), verdict(row, peer, ours)];
}

/** The median of the rounds. */
export function medianOf(row: Row, rounds: readonly Figures[] | undefined): number | null {
  const values = (rounds ?? []).map((figures) => figures[row.figure]).filter((value) => value !== undefined);
  return values.length === 0 ? null : median(values);
}

function targetOf({ target }: Row): string {
  if (!target) return '';
  if ('most' in target) return `<= ${target.most}`;
  return `${target.atLeast ? '>=' : '<='} ${target.times}x`;
}

function verdict({ target }: Row, peer: number | null, ours: number | null): string {
  if (!target || ours === null) return '';
  if ('most' in target) return ours <= target.most ? 'reached' : 'MISSED';
  if (peer === null) return '';
  const reached = target.atLeast ? ours >= peer * target.times : ours <= peer * target.times;
  return reached ? 'reached' : 'MISSED';
}
