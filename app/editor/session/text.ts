// The blocks of the shared text as the screen reads them: those that nobody has touched since are not read again, and stay the same value.
import * as Y from 'yjs';
import type { Block } from '../../../domain/document/blocks';
import { contentOf, shownBlock } from '../../../domain/document/layout';

export interface TextReader {
  blocks(): Block[];
}

export function createTextReader(doc: Y.Doc): TextReader {
  const read = new Map<unknown, readonly Block[]>();
  // Also of a type that lies within: a change tells all that it lies in.
  doc.on('afterTransaction', ({ changedParentTypes }: Y.Transaction) => {
    for (const type of changedParentTypes.keys()) read.delete(type);
  });
  return {
    blocks() {
      const children = contentOf(doc).toArray();
      const here = new Set<unknown>(children);
      for (const one of read.keys()) if (!here.has(one)) read.delete(one);
      return children.flatMap((child) => {
        // Words outside of a block are nothing that this page can show.
        if (!(child instanceof Y.XmlElement)) return [];
        const blocks = read.get(child) ?? shownBlock(child);
        read.set(child, blocks);
        return blocks;
      });
    },
  };
}
