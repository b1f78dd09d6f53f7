// One block of a difference as one side shows it: words that went, came, stayed or look otherwise; coloured by author on demand.
import { Fragment, type ReactNode } from 'react';
import type { Block, Run, TableRow } from '../../../domain/document/blocks';
import { textOf } from '../../../domain/document/blocks';
import { type Piece, shownPieces, slice } from '../../../domain/document/diffRuns';
import { runsOf } from '../../../domain/document/diffShape';
import { cellRuns, type TableRowDiff } from '../../../domain/document/diffTable';
import { BlockFrame, Marked } from '../../editor/StaticPaper';
import type { Written } from './authorship';

/** `a` shows what went, `b` what came, `both` the two in one text. */
export type Side = 'a' | 'b' | 'both';

/** How the words of an author look, and what is said of them. */
export type Paint = (written: Written, words: ReactNode, key: string) => ReactNode;

export interface Painted {
  /** By line of the block; of the second text. */
  lines: readonly (readonly Written[])[];
  paint: Paint;
}

interface Props {
  side: Side;
  /** Of the first text; of the second where there is none. */
  block: Block;
  /** In the second text, where its kind may be another. */
  after: Block;
  number: string;
  /** Null: the words are the same, or all of one kind (`all`). */
  pieces: readonly Piece[] | null;
  rows: readonly TableRowDiff[] | null;
  all?: 'ins' | 'del';
  painted?: Painted | null;
}

export function DiffBlock({ side, block, after, number, pieces, rows, all, painted }: Props) {
  const frame = side === 'a' ? block : after;
  if (frame.type === 'table')
    return <DiffTable side={side} table={frame} before={block} rows={rows} all={all} painted={painted} />;
  const words = pieces ? (
    <Pieces side={side} runs={runsOf(block)} pieces={pieces} written={painted?.lines[0] ?? []} paint={painted?.paint} />
  ) : (
    whole(<Words runs={runsOf(frame)} from={0} written={painted?.lines[0] ?? []} paint={painted?.paint} />, all)
  );
  return (
    <BlockFrame block={frame} number={number}>
      {words}
    </BlockFrame>
  );
}

function whole(words: ReactNode, all: Props['all']): ReactNode {
  return all === 'ins' ? <ins>{words}</ins> : all === 'del' ? <del>{words}</del> : words;
}

function Pieces({
  side,
  runs,
  pieces,
  written,
  paint,
}: {
  side: Side;
  runs: readonly Run[];
  pieces: readonly Piece[];
  written: readonly Written[];
  paint?: Paint | undefined;
}) {
  return shownPieces(runs, pieces).map(({ op, before, after, a, b }) => {
    const key = `${op} ${a} ${b}`;
    if (op === 'delete') {
      if (side === 'b') return null;
      return (
        <del key={key}>
          <Words runs={before} from={0} written={[]} />
        </del>
      );
    }
    if (op === 'insert') {
      if (side === 'a') return null;
      const Came = paint ? Fragment : 'ins';
      return (
        <Came key={key}>
          <Words runs={after} from={b} written={written} paint={paint} />
        </Came>
      );
    }
    const look = op === 'marks' ? { className: 'df-mark' } : {};
    return (
      <span key={key} {...look}>
        <Words
          runs={side === 'a' ? before : after}
          from={b}
          written={side === 'a' ? [] : written}
          paint={side === 'a' ? undefined : paint}
        />
      </span>
    );
  });
}

/** Runs from the offset `from` of their line on, cut where the author changes. */
function Words({
  runs,
  from,
  written,
  paint,
}: {
  runs: readonly Run[];
  from: number;
  written: readonly Written[];
  paint?: Paint | undefined;
}) {
  const length = textOf(runs).length;
  if (length === 0) return from === 0 ? <br /> : null;
  if (!paint) return <Plain runs={runs} />;
  const parts: ReactNode[] = [];
  let at = 0;
  for (const one of written) {
    const [start, end] = [Math.max(0, one.start - from), Math.min(length, one.end - from)];
    if (start >= end) continue;
    if (start > at) parts.push(<Plain key={`${at} plain`} runs={slice(runs, at, start)} />);
    parts.push(paint(one, <Plain runs={slice(runs, start, end)} />, `${start} by`));
    at = end;
  }
  if (at < length) parts.push(<Plain key={`${at} plain`} runs={slice(runs, at, length)} />);
  return parts;
}

function Plain({ runs }: { runs: readonly Run[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: runs are shown as they are and never move.
  return runs.map((run, index) => <Marked key={index} text={run.text} marks={run.marks} />);
}

interface TableProps extends Pick<Props, 'side' | 'rows' | 'all' | 'painted'> {
  table: Block & { type: 'table' };
  before: Block;
}

function DiffTable({ side, table, before, rows, all, painted }: TableProps) {
  const was = before.type === 'table' ? before.rows : [];
  return (
    <table className="d-table">
      <tbody>
        {rows
          ? rows.map((row) => (
              <DiffRowOf key={`${row.a} ${row.b}`} side={side} row={row} was={was} is={table.rows} painted={painted} />
            ))
          : table.rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows are shown as they are and never move.
              <tr key={index}>{cellsOf(row, painted?.lines[index] ?? [], painted?.paint, all)}</tr>
            ))}
      </tbody>
    </table>
  );
}

function cellsOf(row: TableRow, written: readonly Written[], paint: Paint | undefined, all: Props['all']): ReactNode[] {
  let at = 0;
  return row.cells.map((cell, index) => {
    const Cell = cell.header ? 'th' : 'td';
    const runs = cellRuns(cell);
    const from = at;
    at += textOf(runs).length + 1;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: cells are shown as they are and never move.
      <Cell key={index} colSpan={cell.colspan} rowSpan={cell.rowspan}>
        {whole(<Words runs={runs} from={from} written={written} paint={paint} />, all)}
      </Cell>
    );
  });
}

interface RowProps {
  side: Side;
  row: TableRowDiff;
  was: readonly TableRow[];
  is: readonly TableRow[];
  painted?: Painted | null | undefined;
}

function DiffRowOf({ side, row, was, is, painted }: RowProps) {
  const before = row.a === null ? undefined : was[row.a];
  const after = row.b === null ? undefined : is[row.b];
  if (row.kind === 'removed' && side === 'b') return null;
  if (row.kind === 'added' && side === 'a') return null;
  const written = row.b === null ? [] : (painted?.lines[row.b] ?? []);
  let at = 0;
  return (
    <tr>
      {row.cells.map((cell, index) => {
        const [old, now] = [before?.cells[index], after?.cells[index]];
        const shown = side === 'a' ? old : (now ?? old);
        const from = at;
        at += now ? textOf(cellRuns(now)).length + 1 : 0;
        if (!shown || (side === 'b' && !now)) return null;
        const Cell = shown.header ? 'th' : 'td';
        const here = written.map((one) => ({ ...one, start: one.start - from, end: one.end - from }));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: cells are shown as they are and never move.
          <Cell key={index} colSpan={shown.colspan} rowSpan={shown.rowspan}>
            <Pieces
              side={side}
              runs={old ? cellRuns(old) : []}
              pieces={cell.pieces}
              written={here}
              paint={painted?.paint}
            />
          </Cell>
        );
      })}
    </tr>
  );
}
