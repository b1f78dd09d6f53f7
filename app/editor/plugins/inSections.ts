// Which blocks stand in the sections that alone may be written.
import type { Node } from 'prosemirror-model';
import { standsIn } from '../../../domain/document/sections';
import { asBlocks } from '../view/asBlocks';

/** By index of the block: whether it stands in one of these. */
export function inSections(doc: Node, open: readonly string[]): (index: number) => boolean {
  return standsIn(asBlocks(doc), open);
}
