// From offsets in the rendered text to places in the document's blocks, and from edits of that text to edits of the blocks.
import type { Block } from '../document/blocks';
import { textOf } from '../document/blocks';
import type { Rendered, RenderedLine } from '../document/render';
import { rowWords } from '../document/sections';
import type { Edit } from './fixes';

/** Words of one line of a block: `row` counts the rows of a table, else it is 0. Offsets are UTF-16 code units of `words`. */
export interface Placed {
  block: number;
  row: number;
  /** The whole line as it was checked: what says something else now is another line. */
  words: string;
  from: number;
  to: number;
}

/** One step of a fix: words replaced in a line, or a whole block taken out. */
export type Mend = (Placed & { insert: string }) | { block: number; words: string; remove: true };

/** Where a finding stands, a piece a line; nothing for the title, for generated numbers and for blank lines. */
export function placesIn(
  rendered: Rendered,
  blocks: readonly Block[],
  range: { start: number; end: number; line: number },
): Placed[] {
  const places: Placed[] = [];
  for (let n = range.line - 1; n < rendered.lines.length; n++) {
    const line = rendered.lines[n];
    if (!line || line.start >= range.end) break;
    const placed = placedAt(rendered, blocks, n, range);
    if (placed && placed.from < placed.to) places.push(placed);
  }
  return places;
}

/** What the edits come to in the blocks; null when one of them does not lie in words of the document. */
export function mendsFor(rendered: Rendered, blocks: readonly Block[], edits: readonly Edit[]): Mend[] | null {
  const mends: Mend[] = [];
  for (const { start, end, insert } of edits) {
    const n = rendered.lines.findLastIndex((line) => line.start <= start);
    const line = rendered.lines[n];
    if (!line) return null;
    if (end <= line.end) {
      const placed = start < line.start + line.marker ? null : placedAt(rendered, blocks, n, { start, end });
      // The tab between two cells is the table's.
      if (!placed || placed.words.slice(placed.from, placed.to).includes('\t')) return null;
      mends.push({ ...placed, insert });
      continue;
    }
    const gone = removed(rendered, blocks, n, { start, end });
    if (!gone || insert !== '') return null;
    mends.push(...gone);
  }
  const blocksLeft = blocks.length - mends.filter((mend) => 'remove' in mend).length;
  return mends.length > 0 && blocksLeft > 0 ? mends : null;
}

/** From the end of one line to the end of a later one: the blocks between go. Rows of a table are no blocks. */
function removed(
  rendered: Rendered,
  blocks: readonly Block[],
  n: number,
  { start, end }: { start: number; end: number },
): Mend[] | null {
  const last = rendered.lines.findIndex((line) => line.end === end);
  if (rendered.lines[n]?.end !== start || last <= n) return null;
  const mends: Mend[] = [];
  for (const line of rendered.lines.slice(n + 1, last + 1)) {
    const block = line.block === null ? undefined : blocks[line.block];
    if (line.block === null || !block || block.type === 'table') return null;
    mends.push({ block: line.block, words: textOf(block.runs), remove: true });
  }
  return mends;
}

function placedAt(
  rendered: Rendered,
  blocks: readonly Block[],
  n: number,
  { start, end }: { start: number; end: number },
): Placed | null {
  const line = rendered.lines[n];
  const block = line && line.block !== null ? blocks[line.block] : undefined;
  if (!line || line.block === null || !block) return null;
  const row = rowOf(rendered.lines, n);
  const first = line.start + line.marker;
  return {
    block: line.block,
    row,
    words: block.type === 'table' ? rowWords(block.rows[row] ?? { cells: [] }) : textOf(block.runs),
    from: Math.max(0, start - first),
    to: Math.min(line.end, end) - first,
  };
}

function rowOf(lines: readonly RenderedLine[], n: number): number {
  let row = 0;
  while (n - row > 0 && lines[n - row - 1]?.block === lines[n]?.block) row += 1;
  return row;
}
