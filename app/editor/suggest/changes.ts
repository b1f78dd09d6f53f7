// What a transaction changes, as ranges of the old text and of the new one; or why it is nothing that can be suggested.
import type { Node } from 'prosemirror-model';
import type { Transaction } from 'prosemirror-state';
import { AddMarkStep, Mapping, RemoveMarkStep, ReplaceStep, type Step } from 'prosemirror-transform';

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
    const back = new Mapping(
      tr.mapping.maps
        .slice(0, index)
        .toReversed()
        .map((map) => map.invert()),
    );
    const on = tr.mapping.slice(index + 1);
    for (const { fromA, toA, fromB, toB } of ranges) {
      changes.push({
        fromA: back.map(fromA, -1),
        toA: back.map(toA, 1),
        fromB: on.map(fromB, -1),
        toB: on.map(toB, 1),
      });
    }
  }
  return merged(changes);
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

function merged(changes: Change[]): Change[] {
  const sorted = changes.sort((one, other) => one.fromA - other.fromA || one.fromB - other.fromB);
  const apart: Change[] = [];
  for (const change of sorted) {
    const last = apart.at(-1);
    if (last && (change.fromA <= last.toA || change.fromB <= last.toB)) {
      last.toA = Math.max(last.toA, change.toA);
      last.toB = Math.max(last.toB, change.toB);
      last.fromB = Math.min(last.fromB, change.fromB);
    } else apart.push({ ...change });
  }
  return apart;
}
