// Blocks are values: those that an edit left alone are the same ones. What is drawn beside them moves along; only the others are
// looked at again.
import type { Node } from 'prosemirror-model';
import type { Transaction } from 'prosemirror-state';
import type { Decoration, DecorationSet } from 'prosemirror-view';

interface Changed {
  /** Indexes of blocks: both texts are the same before the first and from the ends on. */
  start: number;
  oldEnd: number;
  end: number;
}

export function changedBlocks(old: Node, doc: Node): Changed {
  const fewer = Math.min(old.childCount, doc.childCount);
  let start = 0;
  while (start < fewer && old.child(start) === doc.child(start)) start += 1;
  let same = 0;
  while (same < fewer - start && old.child(old.childCount - 1 - same) === doc.child(doc.childCount - 1 - same))
    same += 1;
  return { start, oldEnd: old.childCount - same, end: doc.childCount - same };
}

/** Decorations that stand within one block each, after an edit: moved with their words, made anew in blocks that changed. */
export function redrawn(
  before: DecorationSet,
  tr: Transaction,
  old: Node,
  drawIn: (block: Node, pos: number) => Decoration[],
): DecorationSet {
  const { doc } = tr;
  const moved = before.map(tr.mapping, doc);
  const { start, end } = changedBlocks(old, doc);
  let from = 0;
  for (let index = 0; index < start; index++) from += doc.child(index).nodeSize;
  const drawn: Decoration[] = [];
  let to = from;
  for (let index = start; index < end; index++) {
    const block = doc.child(index);
    drawn.push(...drawIn(block, to));
    to += block.nodeSize;
  }
  const stale = moved.find(from, to).filter((one) => one.from >= from && one.to <= to);
  return moved.remove(stale).add(doc, drawn);
}

/** Decorations that need only move; null when some of them had no place any more. */
export function movedWhole(before: DecorationSet, tr: Transaction): DecorationSet | null {
  const moved = before.map(tr.mapping, tr.doc);
  return moved.find().length === before.find().length ? moved : null;
}
