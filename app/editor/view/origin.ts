// Where a change of the view comes from: the keyboard of this page, or the shared document.
import type { Transaction } from 'prosemirror-state';
import { ySyncPluginKey } from 'y-prosemirror';

/** Drawn from the shared document: somebody else's edit, an undo, the first rendering. Never to be refused or repaired. */
export function isFromShared(tr: Transaction): boolean {
  return tr.getMeta(ySyncPluginKey)?.isChangeOrigin === true;
}

/** An undo or redo of this page. */
export function isUndo(tr: Transaction): boolean {
  return tr.getMeta(ySyncPluginKey)?.isUndoRedoOperation === true;
}

/** Said by the first half of a move: the block stands at both places until the second. */
export const HALF_OF_MOVE = 'halfOfMove';

/** Written by this page, by key, command or paste. */
export function isOwnEdit(tr: Transaction): boolean {
  return tr.docChanged && !isFromShared(tr);
}
