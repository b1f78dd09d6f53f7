// The view's document as plain blocks, as far as sections are concerned: headings, points by id, and words, no marks.
import type { Node } from 'prosemirror-model';
import { type Block, PARAGRAPH_ROLES, plain } from '../../../domain/document/blocks';
import { headingLevel } from '../../../domain/document/schema';

export function asBlocks(doc: Node): Block[] {
  return doc.children.map((node) => {
    const known = read.get(node) ?? asBlock(node);
    read.set(node, known);
    return known;
  });
}

/** Blocks are values: what was read of one is read once. */
const read = new WeakMap<Node, Block>();

function asBlock(node: Node): Block {
  const runs = plain(node.textContent);
  const { role, key } = node.attrs;
  if (node.type.name === 'heading') {
    const level = headingLevel(node.attrs.level);
    return { type: 'heading', level, key: typeof key === 'string' && key !== '' ? key : null, id: null, runs };
  }
  if (node.type.name === 'point') return { type: 'point', kind: 'other', id: idOf(node), runs };
  return { type: 'paragraph', role: PARAGRAPH_ROLES.find((one) => one === role) ?? null, id: null, runs };
}

function idOf({ attrs: { id } }: Node): string | null {
  return typeof id === 'string' && id !== '' ? id : null;
}
