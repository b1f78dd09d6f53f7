// What moves together with a block, and where one step up or down takes it (ED6, ED7).
import type { Block } from '../document/blocks';

/** Blocks from `start` to before `end`. */
export interface Group {
  start: number;
  end: number;
}

/** As much of a block as moving asks for. */
export type Moved =
  | { type: 'heading'; level: 1 | 2 | 3 }
  | { type: 'list_item'; indent: number }
  | { type: 'paragraph'; role: string | null }
  | { type: Exclude<Block['type'], 'heading' | 'list_item' | 'paragraph'> };

/**
 * ED6: a point takes along what stands between it and the next point or heading, a heading its section, a list item the deeper
 * ones below it; anything else goes alone. Byline and date belong to nobody.
 */
export function groupAt(blocks: readonly Moved[], index: number): Group {
  const block = blocks[index];
  let end = index + 1;
  const goesOn = (next: Moved | undefined) => {
    if (!block || !next || isClosing(next)) return false;
    switch (block.type) {
      case 'point':
        return next.type !== 'point' && next.type !== 'heading';
      case 'heading':
        return next.type !== 'heading' || next.level > block.level;
      case 'list_item':
        return next.type === 'list_item' && next.indent > block.indent;
      default:
        return false;
    }
  };
  while (goesOn(blocks[end])) end += 1;
  return { start: index, end };
}

/**
 * ED7: the index before which the group comes to stand after one step, null where there is no way. A point passes points with
 * all that is theirs, a section passes sections; out of its section a point goes over the heading, a dimension to the next part.
 */
export function stepOf(blocks: readonly Moved[], group: Group, step: 1 | -1): number | null {
  const block = blocks[group.start];
  if (!block || isClosing(block)) return null;
  return step === 1 ? below(blocks, group, block) : above(blocks, group, block);
}

function below(blocks: readonly Moved[], { end }: Group, block: Moved): number | null {
  const next = blocks[end];
  if (!next || isClosing(next)) return null;
  if (block.type === 'heading') {
    if (next.type === 'heading' && next.level >= block.level) return groupAt(blocks, end).end;
    // Into the next part: after what stands there before its first heading.
    let at = end + 1;
    while (at < blocks.length && blocks[at]?.type !== 'heading' && !isClosing(blocks[at])) at += 1;
    return at;
  }
  return block.type === 'point' && next.type === 'point' ? groupAt(blocks, end).end : end + 1;
}

function above(blocks: readonly Moved[], { start }: Group, block: Moved): number | null {
  if (start === 0) return null;
  const owns = (at: number) => blocks[at]?.type === block.type && groupAt(blocks, at).end === start;
  if (block.type === 'heading') {
    for (let at = start - 1; at >= 0; at--) {
      const one = blocks[at];
      if (one?.type === 'heading' && one.level <= block.level) return staysIn(blocks, at, block.level) ? at : null;
    }
    return null;
  }
  if (block.type === 'point') {
    for (let at = start - 1; at >= 0 && blocks[at]?.type !== 'heading'; at--) if (owns(at)) return at;
  }
  return start - 1;
}

/** ED8: the indices before which a dragged group may be put: nowhere that would part what moves together, and not behind the closing. */
export function placesFor(blocks: readonly Moved[], group: Group): number[] {
  const block = blocks[group.start];
  if (!block || isClosing(block)) return [];
  const fits = (at: number) => {
    if (at >= group.start && at <= group.end) return false;
    const next = blocks[at];
    if (at > 0 && isClosing(blocks[at - 1])) return false;
    if (next === undefined || isClosing(next)) return true;
    if (block.type === 'heading')
      return next.type === 'heading' && next.level <= block.level && staysIn(blocks, at, block.level);
    return block.type !== 'point' || next.type === 'point' || next.type === 'heading' || !isOwned(blocks, at);
  };
  return Array.from({ length: blocks.length + 1 }, (_, at) => at).filter(fits);
}

/** Whether a heading of this level put before the heading at `at` still stands in something: before the first part no dimension can. */
function staysIn(blocks: readonly Moved[], at: number, level: number): boolean {
  const next = blocks[at];
  if (next?.type === 'heading' && next.level === level) return true;
  return blocks.slice(0, at).some((one) => one.type === 'heading' && one.level < level);
}

/** Whether the block here belongs to a point above it. */
function isOwned(blocks: readonly Moved[], index: number): boolean {
  for (let at = index - 1; at >= 0; at--) {
    const above = blocks[at];
    if (above?.type === 'heading' || isClosing(above)) return false;
    if (above?.type === 'point') return true;
  }
  return false;
}

function isClosing(block: Moved | undefined): boolean {
  return block?.type === 'paragraph' && (block.role === 'byline' || block.role === 'date');
}
