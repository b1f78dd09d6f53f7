// Undo and redo write into the shared text past the view: for who may change only so much they are tried on a copy first (decision 010).
import { initProseMirrorDoc } from 'y-prosemirror';
import * as Y from 'yjs';
import { contentOf } from '../../../domain/document/layout';
import { schema } from '../../../domain/document/schema';
import { rejectedBlocks, saysTheSame } from '../../../domain/document/suggestions';
import { keepsOthers } from '../plugins/otherSections';

type Step = 'undo' | 'redo';

/** Whether the text without its suggestions is the same after the next step of undo or redo. */
export function undoKeepsText(manager: Y.UndoManager, step: Step): boolean {
  return tried(manager, step, rejectedWords, saysTheSame);
}

/** Whether every section but these is the same after it: it may take back what was written before they were returned. */
export function undoKeepsOthers(manager: Y.UndoManager, step: Step, open: readonly string[]): boolean {
  return tried(
    manager,
    step,
    (doc) => initProseMirrorDoc(contentOf(doc), schema).doc,
    (before, after) => keepsOthers(before, after, open),
  );
}

function tried<T>(
  manager: Y.UndoManager,
  step: Step,
  read: (doc: Y.Doc) => T,
  keeps: (before: T, after: T) => boolean,
): boolean {
  // What was deleted must still be there to come back.
  const copy = new Y.Doc({ gc: false });
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(manager.doc));
  const trial = new Y.UndoManager(contentOf(copy), { deleteFilter: manager.deleteFilter });
  trial.undoStack = [...manager.undoStack];
  trial.redoStack = [...manager.redoStack];
  try {
    const before = read(copy);
    trial[step]();
    return keeps(before, read(copy));
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
