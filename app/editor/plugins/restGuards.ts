// What the view may not do besides, where that is told: write outside of the returned sections, or say more at once than the server
// takes (GU21). Neither can happen in a first view: there all may be written, and what is pasted waits.
import type { Node } from 'prosemirror-model';
import { type EditorState, Plugin, type Transaction } from 'prosemirror-state';
import { ySyncPluginKey } from 'y-prosemirror';
import * as Y from 'yjs';
import { LIMIT } from '../../../domain/protocol';
import { tell } from '../view/notes';
import { isFromShared } from '../view/origin';
import { shownIn } from '../view/shown';
import { newBlocks } from './guards';
import { keepsOthers } from './otherSections';

export function restGuardsPlugin(): Plugin {
  return new Plugin({
    filterTransaction(tr, state) {
      if (!tr.docChanged || isFromShared(tr)) return true;
      const { sections } = shownIn(state);
      if (sections && !keepsOthers(state.doc, tr.doc, sections)) {
        tell(state, { kind: 'otherSection' });
        return false;
      }
      if (fits(tr, state)) return true;
      tell(state, { kind: 'tooMuch' });
      return false;
    },
  });
}

/** An edit that adds less is nowhere near a limit: no key press pays for the look. */
const LARGE = 40_000;
/** Structs that the server takes of a frame are 100,000; the rest is for what Yjs adds of itself. */
const MOST_STRUCTS = 90_000;
/** Of a struct beside its words. */
const STRUCT_BYTES = 16;

/**
 * Whether the server can take it: once in the document, an edit over its limits would close the socket for good (4413). What is
 * not made is still in the clipboard.
 */
function fits(tr: Transaction, state: EditorState): boolean {
  if (tr.doc.content.size - state.doc.content.size < LARGE) return true;
  const changed = newBlocks(state.doc, tr.doc);
  const structs = changed.reduce((sum, block) => sum + structsOf(block), 0);
  if (structs > MOST_STRUCTS) return false;
  const words = changed.map((block) => block.textContent).join('');
  const more = new TextEncoder().encode(words).length + structs * STRUCT_BYTES;
  const { doc } = ySyncPluginKey.getState(state) as { doc: Y.Doc };
  return Y.encodeStateAsUpdate(doc).length + more <= LIMIT.document;
}

/** From above: a node, its text and two attributes; the words of a text, and where each of its marks begins and ends. */
function structsOf(block: Node): number {
  let count = 4;
  block.descendants((node) => {
    count += node.isText ? 1 + 2 * node.marks.length : 4;
  });
  return count;
}
