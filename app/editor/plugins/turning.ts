// Characters that turn the order of the words around them, named where they stand so that they turn nothing (CT2): as seen.tsx draws them.
import type { Node } from 'prosemirror-model';
import { Plugin } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { codeOf, turningPieces } from '../../../domain/document/turning';
import { redrawn } from './changed';

export function turningPlugin(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    state: {
      init: (_config, { doc }) => {
        const drawn: Decoration[] = [];
        doc.forEach((block, pos) => void drawn.push(...drawIn(block, pos)));
        return DecorationSet.create(doc, drawn);
      },
      apply: (tr, before, old) => (tr.docChanged ? redrawn(before, tr, old.doc, drawIn) : before),
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
    },
  });
}

/** `pos`: of the block. */
function drawIn(block: Node, pos: number): Decoration[] {
  const found: Decoration[] = [];
  block.descendants((node, at) => {
    if (!node.isText) return;
    let from = pos + 1 + at;
    for (const [n, piece] of turningPieces(node.text ?? '').entries()) {
      const to = from + piece.length;
      if (n % 2) found.push(Decoration.inline(from, to, { nodeName: 'bdi', class: 'ctl', 'data-code': codeOf(piece) }));
      from = to;
    }
  });
  return found;
}
