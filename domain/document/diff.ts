// The difference of two texts, block by block: which blocks are the same, changed, moved, new and gone. Pure data for whoever shows it.
import { type Block, textOf } from './blocks';
import { type MatchedPair, matchBlocks } from './diffMatch';
import { applyPieces, diffRuns, type Piece } from './diffRuns';
import { contentKey, runsOf, type Shape, shapeOf } from './diffShape';
import { applyTable, diffTable, type TableRowDiff } from './diffTable';
import { wordsOf } from './sections';

/** `a` and `b` are indexes of blocks in the two texts. */
export type DiffRow =
  | { kind: 'same'; a: number; b: number }
  | { kind: 'changed'; a: number; b: number; change: BlockChange }
  | { kind: 'removed'; a: number }
  | { kind: 'added'; b: number; block: Block }
  /** Stands elsewhere in the second text: here it was, and `moved` with the same two indexes says where it is. */
  | { kind: 'moved-away'; a: number; b: number }
  | { kind: 'moved'; a: number; b: number; change: BlockChange | null };

export interface BlockChange {
  /** What kind of block it is in the second text; null where that is as it was. Ids and keys are no content. */
  to: Shape | null;
  content: { pieces: readonly Piece[] } | { rows: readonly TableRowDiff[] };
}

export interface BlockDiff {
  /** In the order in which they are shown: that of the second text, what is gone before what came in its place. */
  rows: readonly DiffRow[];
  /** Places: rows that are not the same; what moved counts once. */
  changes: number;
  /** UTF-16 code units; what only moved is none. */
  inserted: number;
  deleted: number;
}

/** VE10-VE13. Applying it to `a` gives `b`, but for ids and keys; two equal texts have none but `same` rows. */
export function diffBlocks(a: readonly Block[], b: readonly Block[]): BlockDiff {
  const { inPlace, moved } = matchBlocks(a, b);
  const rows: DiffRow[] = [];
  const away = new Map(moved.map((pair) => [pair.a, pair]));
  const here = new Map(moved.map((pair) => [pair.b, pair]));
  let [atA, atB] = [0, 0];
  const upTo = (endA: number, endB: number) => {
    for (; atA < endA; atA++) {
      const pair = away.get(atA);
      rows.push(pair ? { kind: 'moved-away', a: pair.a, b: pair.b } : { kind: 'removed', a: atA });
    }
    for (; atB < endB; atB++) {
      const pair = here.get(atB);
      const block = b[atB];
      if (pair) rows.push({ kind: 'moved', a: pair.a, b: pair.b, change: changeOf(a, b, pair) });
      else if (block) rows.push({ kind: 'added', b: atB, block });
    }
  };
  for (const pair of inPlace) {
    upTo(pair.a, pair.b);
    const change = changeOf(a, b, pair);
    rows.push(change ? { kind: 'changed', ...placesOf(pair), change } : { kind: 'same', ...placesOf(pair) });
    atA = pair.a + 1;
    atB = pair.b + 1;
  }
  upTo(a.length, b.length);
  return { rows, ...countsOf(a, rows) };
}

function placesOf({ a, b }: MatchedPair) {
  return { a, b };
}

function changeOf(a: readonly Block[], b: readonly Block[], pair: MatchedPair): BlockChange | null {
  const [before, after] = [a[pair.a], b[pair.b]];
  if (!before || !after || sameContent(before, after)) return null;
  const [was, is] = [shapeOf(before), shapeOf(after)];
  const to = JSON.stringify(was) === JSON.stringify(is) ? null : is;
  if (before.type === 'table' && after.type === 'table')
    return { to, content: { rows: diffTable(before.rows, after.rows) } };
  return { to, content: { pieces: diffRuns(runsOf(before), runsOf(after)) } };
}

function sameContent(a: Block, b: Block): boolean {
  return a === b || contentKey(a) === contentKey(b);
}

function countsOf(a: readonly Block[], rows: readonly DiffRow[]): Omit<BlockDiff, 'rows'> {
  const sum = { changes: 0, inserted: 0, deleted: 0 };
  const add = (pieces: readonly Piece[]) => {
    for (const piece of pieces) {
      if (piece.op === 'insert') sum.inserted += textOf(piece.runs).length;
      if (piece.op === 'delete') sum.deleted += piece.length;
    }
  };
  for (const row of rows) {
    if (row.kind === 'same' || row.kind === 'moved-away') continue;
    sum.changes += 1;
    if (row.kind === 'added') sum.inserted += lengthOf(row.block);
    else if (row.kind === 'removed') sum.deleted += lengthOf(a[row.a]);
    else if (row.change && 'pieces' in row.change.content) add(row.change.content.pieces);
    else if (row.change && 'rows' in row.change.content)
      for (const one of row.change.content.rows) for (const cell of one.cells) add(cell.pieces);
  }
  return sum;
}

function lengthOf(block: Block | undefined): number {
  return block ? wordsOf(block).replaceAll(/[\t\n]/g, '').length : 0;
}

/** The second text, from the first and the difference; ids and keys of what stayed are the first's. */
export function applyDiff(a: readonly Block[], { rows }: BlockDiff): Block[] {
  return rows.flatMap((row) => {
    if (row.kind === 'added') return [row.block];
    const before = a[row.a];
    if (!before || row.kind === 'removed' || row.kind === 'moved-away') return [];
    return row.kind === 'same' || !row.change ? [before] : [changed(before, row.change)];
  });
}

function changed(before: Block, { to, content }: BlockChange): Block {
  const shape = to ?? shapeOf(before);
  const identity = {
    id: before.id,
    ...(shape.type === 'heading' ? { key: before.type === 'heading' ? before.key : null } : {}),
  };
  const words =
    'rows' in content
      ? { rows: before.type === 'table' ? applyTable(before.rows, content.rows) : [] }
      : { runs: applyPieces(runsOf(before), content.pieces) };
  return { ...shape, ...identity, ...words } as Block;
}
