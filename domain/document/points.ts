// The numbers that points go by everywhere: 问 1, 因 2, 措 3, each kind counted through the whole text.
import type { Block, PointKind } from './blocks';

export interface PointLabel {
  kind: PointKind;
  /** From 1, in the order of the text, within the kind. */
  n: number;
}

/** FI1: by index of the block; null for what is no point. From position alone, so that everybody counts the same. */
export function pointLabels(blocks: readonly Pick<Block, 'type'>[]): (PointLabel | null)[] {
  const count: Record<PointKind, number> = { problem: 0, cause: 0, measure: 0, other: 0 };
  return (blocks as readonly Block[]).map((block) => {
    if (block.type !== 'point') return null;
    count[block.kind] += 1;
    return { kind: block.kind, n: count[block.kind] };
  });
}

/** FI3: by index of the block the id under which it has its fields; null for what is no point, has no id, or has that of an earlier one. */
export function ownPointIds(blocks: readonly Pick<Block, 'type' | 'id'>[]): (string | null)[] {
  const taken = new Set<string>();
  return blocks.map(({ type, id }) => {
    if (type !== 'point' || id === null || taken.has(id)) return null;
    taken.add(id);
    return id;
  });
}
