// The kinds of blocks that a writer chooses from, and the node that each one is.
import type { Attrs, Node } from 'prosemirror-model';
import { headingLevel, schema } from '../../../domain/document/schema';

export const BLOCK_KINDS = [
  'paragraph',
  'part',
  'dimension',
  'sub',
  'problem',
  'cause',
  'measure',
  'bullet',
  'ordered',
  'quote',
] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

/** Ids and section keys belong to the block that had them and are not given here. */
const SHAPES: Record<
  BlockKind,
  { type: 'paragraph' | 'heading' | 'point' | 'list_item' | 'blockquote'; attrs: Attrs }
> = {
  paragraph: { type: 'paragraph', attrs: {} },
  part: { type: 'heading', attrs: { level: 1 } },
  dimension: { type: 'heading', attrs: { level: 2 } },
  sub: { type: 'heading', attrs: { level: 3 } },
  problem: { type: 'point', attrs: { kind: 'problem' } },
  cause: { type: 'point', attrs: { kind: 'cause' } },
  measure: { type: 'point', attrs: { kind: 'measure' } },
  bullet: { type: 'list_item', attrs: { kind: 'bullet' } },
  ordered: { type: 'list_item', attrs: { kind: 'ordered' } },
  quote: { type: 'blockquote', attrs: {} },
};

export function shapeOf(kind: BlockKind) {
  const { type, attrs } = SHAPES[kind];
  return { type: schema.nodes[type], attrs };
}

/** Null for what is none of them: a table, a point of another kind. */
export function kindOf(block: Node): BlockKind | null {
  const { level, kind } = block.attrs;
  switch (block.type.name) {
    case 'paragraph':
      return 'paragraph';
    case 'heading':
      return (['part', 'dimension', 'sub'] as const)[headingLevel(level) - 1] ?? null;
    case 'point':
      return kind === 'problem' || kind === 'cause' || kind === 'measure' ? kind : null;
    case 'list_item':
      return kind === 'ordered' ? 'ordered' : 'bullet';
    case 'blockquote':
      return 'quote';
    default:
      return null;
  }
}
