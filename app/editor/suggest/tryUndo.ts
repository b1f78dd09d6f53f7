// Undo and redo write into the shared text past the view: for who may only suggest they are tried on a copy first (decision 010).
import * as Y from 'yjs';
import { contentOf } from '../../../domain/document/layout';
import { rejectedBlocks, saysTheSame } from '../../../domain/document/suggestions';

/** Whether the text without its suggestions is the same after the next step of undo or redo. */
export function undoKeepsText(manager: Y.UndoManager, step: 'undo' | 'redo'): boolean {
  // What was deleted must still be there to come back.
  const copy = new Y.Doc({ gc: false });
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(manager.doc));
  const trial = new Y.UndoManager(contentOf(copy), { deleteFilter: manager.deleteFilter });
  trial.undoStack = [...manager.undoStack];
  trial.redoStack = [...manager.redoStack];
  try {
    const before = rejectedWords(copy);
    trial[step]();
    return saysTheSame(before, rejectedWords(copy));
  } catch (error) {
    // UndoManager can throw: the true one would as well.
    console.warn('an undo could not be tried', error);
    return false;
  } finally {
    trial.destroy();
    copy.destroy();
  }
}

function rejectedWords(doc: Y.Doc): string[] {
  return rejectedBlocks(doc).map((block) => JSON.stringify(block));
}
