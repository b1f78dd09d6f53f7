// What the view may not do to the document: write without the right to, break the schema, or halve a character.
import type { Node } from 'prosemirror-model';
import { Plugin } from 'prosemirror-state';
import { isFromShared } from '../view/origin';
import { shownIn } from '../view/shown';

/** Drops such transactions, also those that other plugins append. What comes from the shared document always passes. */
export function guardsPlugin(): Plugin {
  return new Plugin({
    filterTransaction(tr, state) {
      if (!tr.docChanged || isFromShared(tr)) return true;
      return shownIn(state).editable && newBlocks(state.doc, tr.doc).every(isSound);
    },
  });
}

/** Those of the new text that an edit has made: blocks are values. */
export function newBlocks(old: Node, doc: Node): Node[] {
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
