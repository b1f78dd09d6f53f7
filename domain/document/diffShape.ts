// What of a block is compared: its kind and its content, never its id or key.
import type { Block, Run } from './blocks';

/** A block without its words. */
export type Shape = DistributiveOmit<Block, 'runs' | 'rows' | 'id' | 'key'>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

export function shapeOf(block: Block): Shape {
  switch (block.type) {
    case 'heading':
      return { type: block.type, level: block.level };
    case 'point':
      return { type: block.type, kind: block.kind };
    case 'paragraph':
      return { type: block.type, role: block.role };
    case 'list_item':
      return { type: block.type, kind: block.kind, indent: block.indent };
    case 'blockquote':
    case 'table':
      return { type: block.type };
  }
}

/** Equal for blocks of the same kind, words and marks, whatever their ids. */
export function contentKey(block: Block): string {
  return JSON.stringify([shapeOf(block), block.type === 'table' ? block.rows : block.runs]);
}

/** The words of a block that is no table. */
export function runsOf(block: Block): readonly Run[] {
  return block.type === 'table' ? [] : block.runs;
}
