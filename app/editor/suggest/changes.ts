// What a transaction changes, as ranges of the old text and of the new one; or why it is nothing that can be suggested.
import type { Node } from 'prosemirror-model';
import type { Transaction } from 'prosemirror-state';
import { AddMarkStep, RemoveMarkStep, ReplaceStep, type Step } from 'prosemirror-transform';

/** Why an edit is not made while one suggests. */
export type Refusal = 'kind' | 'table' | 'place' | 'undo' | 'move' | 'moveOnly';

export interface Change {
  /** In the text before. */
  fromA: number;
  toA: number;
  /** In the text after. */
  fromB: number;
  toB: number;
}

/** In the order of the text, apart from each other. */
export function changesOf(tr: Transaction): readonly Change[] | Refusal {
  const changes: Change[] = [];
  for (const [index, step] of tr.steps.entries()) {
    const ranges = rangesOf(step, tr.docs[index] as Node);
    if (!ranges) return 'kind';
    for (const range of ranges) add(changes, range);
  }
  return changes;
}

/**
 * One more change, of the text that those before it have made: what it touches becomes one with it, what stands behind it moves. By
 * numbers alone, because a step that was carried through all others would make thousands of replaced words a matter of minutes.
 */
function add(changes: Change[], { fromA: from, toA: to, toB: end }: Change): void {
  let first = changes.findIndex(({ toB }) => toB >= from);
  if (first === -1) first = changes.length;
  let next = first;
  while (next < changes.length && (changes[next]?.fromB ?? 0) <= to) next += 1;
  const before = changes[first - 1];
  const [one, last] = [changes[first], changes[next - 1]];
  /** How much further to the right what stands behind a change is now. */
  const shift = (change: Change | undefined) => (change ? change.toB - change.toA : 0);
  const met = next > first && one && last;
  const change = {
    fromA: met && one.fromB <= from ? one.fromA : from - shift(before),
    toA: met && last.toB >= to ? last.toA : to - shift(met ? last : before),
    fromB: met ? Math.min(one.fromB, from) : from,
    toB: end + (met ? Math.max(0, last.toB - to) : 0),
  };
  for (const later of changes.slice(next)) {
    later.fromB += end - to;
    later.toB += end - to;
  }
  changes.splice(first, next - first, change);
}

/** Null for a step that changes kinds or attributes of blocks. */
function rangesOf(step: Step, doc: Node): Change[] | null {
  if (step instanceof ReplaceStep) {
    const ranges: Change[] = [];
    step.getMap().forEach((fromA, toA, fromB, toB) => {
      ranges.push({ fromA, toA, fromB, toB });
    });
    return ranges;
  }
  if (!(step instanceof AddMarkStep || step instanceof RemoveMarkStep)) return null;
  // Other words in the place of the same ones: who reads the suggestion sees both.
  const ranges: Change[] = [];
  doc.nodesBetween(step.from, step.to, (node, pos) => {
    if (!node.isText) return;
    const [from, to] = [Math.max(pos, step.from), Math.min(pos + node.nodeSize, step.to)];
    const has = step.mark.isInSet(node.marks);
    if (has !== step instanceof AddMarkStep) ranges.push({ fromA: from, toA: to, fromB: from, toB: to });
  });
  return ranges;
}
