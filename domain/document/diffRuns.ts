// The difference of two passages with marks: which words went and came, and which stayed and look otherwise.
import type { BlockMark, Run } from './blocks';
import { textOf } from './blocks';
import { diffText } from './diffWords';
import { pushRun } from './layout';

/** In order. Lengths are UTF-16 code units of the first passage; runs are the second's. */
export type Piece =
  | { op: 'keep'; length: number }
  /** The same words under other marks. */
  | { op: 'marks'; length: number; runs: readonly Run[] }
  | { op: 'delete'; length: number }
  | { op: 'insert'; runs: readonly Run[] };

export function diffRuns(a: readonly Run[], b: readonly Run[]): Piece[] {
  const pieces: Piece[] = [];
  let [atA, atB] = [0, 0];
  for (const { op, length } of diffText(textOf(a), textOf(b))) {
    if (op === 'delete') pieces.push({ op, length });
    else if (op === 'insert') pieces.push({ op, runs: slice(b, atB, atB + length) });
    else pushKept(pieces, slice(a, atA, atA + length), slice(b, atB, atB + length));
    if (op !== 'insert') atA += length;
    if (op !== 'delete') atB += length;
  }
  return pieces;
}

/** Cut where the marks of either begin or end. */
function pushKept(pieces: Piece[], a: readonly Run[], b: readonly Run[]): void {
  const ends = [...new Set([...endsOf(a), ...endsOf(b)])].sort((x, y) => x - y);
  let from = 0;
  for (const to of ends) {
    const [before, after] = [slice(a, from, to), slice(b, from, to)];
    const last = pieces.at(-1);
    if (!sameMarks(before, after)) {
      if (last?.op === 'marks') {
        const runs = last.runs.map((run) => ({ ...run }));
        for (const run of after) pushRun(runs, { ...run });
        pieces[pieces.length - 1] = { op: 'marks', length: last.length + to - from, runs };
      } else pieces.push({ op: 'marks', length: to - from, runs: after });
    } else if (last?.op === 'keep') last.length += to - from;
    else pieces.push({ op: 'keep', length: to - from });
    from = to;
  }
}

function endsOf(runs: readonly Run[]): number[] {
  let at = 0;
  return runs.map(({ text }) => (at += text.length));
}

function sameMarks(a: readonly Run[], b: readonly Run[]): boolean {
  return JSON.stringify(a.map(({ marks }) => marks)) === JSON.stringify(b.map(({ marks }) => marks));
}

/** Runs from one offset to another. */
export function slice(runs: readonly Run[], from: number, to: number): Run[] {
  const part: Run[] = [];
  let at = 0;
  for (const { text, marks } of runs) {
    const words = text.slice(Math.max(0, from - at), Math.max(0, to - at));
    if (words !== '') part.push({ text: words, marks });
    at += text.length;
  }
  return part;
}

/** A piece with the words on both sides, and where they begin. */
export interface ShownPiece {
  op: Piece['op'];
  /** The first passage's; none for an insertion. */
  before: readonly Run[];
  /** The second's; none for a deletion. */
  after: readonly Run[];
  a: number;
  b: number;
}

export function shownPieces(a: readonly Run[], pieces: readonly Piece[]): ShownPiece[] {
  let [atA, atB] = [0, 0];
  return pieces.map((piece) => {
    const before = piece.op === 'insert' ? [] : slice(a, atA, atA + piece.length);
    const after = piece.op === 'delete' ? [] : piece.op === 'keep' ? before : piece.runs;
    const shown = { op: piece.op, before, after, a: atA, b: atB };
    atA += textOf(before).length;
    atB += textOf(after).length;
    return shown;
  });
}

/** The second passage, from the first and the difference. */
export function applyPieces(a: readonly Run[], pieces: readonly Piece[]): Run[] {
  const runs: Run[] = [];
  for (const { after } of shownPieces(a, pieces)) for (const run of after) pushRun(runs, { ...run });
  return runs;
}

/** Which kinds of marks came and went over words that stayed. */
export function markChanges({ before, after }: Pick<ShownPiece, 'before' | 'after'>): {
  mark: BlockMark['type'];
  added: boolean;
}[] {
  const kinds = (runs: readonly Run[]) => new Set(runs.flatMap(({ marks }) => marks.map(({ type }) => type)));
  const [old, now] = [kinds(before), kinds(after)];
  const added = [...now].filter((mark) => !old.has(mark)).map((mark) => ({ mark, added: true }));
  const gone = [...old].filter((mark) => !now.has(mark)).map((mark) => ({ mark, added: false }));
  // The same kinds over other words, or a link that leads elsewhere.
  if (added.length + gone.length === 0) return [...now].map((mark) => ({ mark, added: true }));
  return [...added, ...gone];
}
