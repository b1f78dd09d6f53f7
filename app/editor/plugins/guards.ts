// What the view may not do to the document: write without the right to, break the schema, halve a character, or say more at once
// than the server takes.
import type { Node } from 'prosemirror-model';
import { type EditorState, Plugin, type Transaction } from 'prosemirror-state';
import { ySyncPluginKey } from 'y-prosemirror';
import * as Y from 'yjs';
import { LIMIT } from '../../../domain/protocol';
import { tell } from '../view/notes';
import { isFromShared } from '../view/origin';
import { shownIn } from '../view/shown';
import { keepsOthers } from './otherSections';

/** Drops such transactions, also those that other plugins append. What comes from the shared document always passes. */
export function guardsPlugin(): Plugin {
  return new Plugin({
    filterTransaction(tr, state) {
      if (!tr.docChanged || isFromShared(tr)) return true;
      const changed = changedBlocks(state.doc, tr.doc);
      const { editable, sections } = shownIn(state);
      if (!editable || !changed.every(isSound)) return false;
      if (sections && !keepsOthers(state.doc, tr.doc, sections)) {
        tell(state, { kind: 'otherSection' });
        return false;
      }
      if (fits(changed, tr, state)) return true;
      tell(state, { kind: 'tooMuch' });
      return false;
    },
  });
}

function changedBlocks(old: Node, doc: Node): Node[] {
  const before = new Set(old.children);
  return doc.children.filter((block) => !before.has(block));
}

/** Table commands can nest rows; a cut inside an emoji would destroy it for everybody. */
function isSound(block: Node): boolean {
  try {
    block.check();
  } catch (error) {
    console.warn('a change that breaks the text was not made', error);
    return false;
  }
  return !/\p{Surrogate}/u.test(block.textContent);
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
function fits(changed: readonly Node[], tr: Transaction, state: EditorState): boolean {
  if (tr.doc.content.size - state.doc.content.size < LARGE) return true;
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
