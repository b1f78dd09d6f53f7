// Whose each character of a text is, by another way than the product's: the ids that Yjs gives to positions.
import * as Y from 'yjs';
import { contentOf } from '../../domain/document/layout';
import type { Rendered } from '../../domain/document/render';
import { must } from '../../domain/must';
import { textsOf } from '../collab/guardEdits';

/** By offset in the rendered text. `ownerOf` is the test's own truth. */
export function ownersByOffset<T>(doc: Y.Doc, { lines, text }: Rendered, ownerOf: (id: Y.ID) => T): Map<number, T> {
  const owners = new Map<number, T>();
  const blocks = contentOf(doc).toArray();
  const rows = new Map<number, number>();
  for (const line of lines) {
    if (line.block === null) continue;
    const block = must(blocks[line.block], 'a block') as Y.XmlElement;
    const row = rows.get(line.block) ?? 0;
    rows.set(line.block, row + 1);
    const parent = block.nodeName === 'table' ? (must(block.toArray()[row], 'a row') as Y.XmlElement) : block;
    let at = line.start + line.marker;
    for (const one of textsOf(parent)) {
      const words = wordsOf(one);
      // Cells and their paragraphs are set apart by one character each, also the empty ones.
      at = text.indexOf(words.replaceAll(/[\r\n\t]/g, ' '), at);
      for (let k = 0; k < words.length; k++) {
        const { item } = Y.createRelativePositionFromTypeIndex(one, k);
        owners.set(at + k, ownerOf(must(item, 'a character')));
      }
      at += words.length;
    }
  }
  return owners;
}

/** Characters of the whole document. */
export function characters(doc: Y.Doc): number {
  return textsOf(contentOf(doc)).reduce((sum, text) => sum + wordsOf(text).length, 0);
}

function wordsOf(text: Y.XmlText): string {
  return (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('');
}
