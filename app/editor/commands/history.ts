// Undo and redo of this page's own edits (SU11). They write into the shared document past the view, so rights are asked for here.
import type { Command, EditorState } from 'prosemirror-state';
import { redo, undo, yUndoPluginKey } from 'y-prosemirror';
import { judgeIn } from '../suggest/refused';
import { tell } from '../view/notes';
import { shownIn } from '../view/shown';

export const undoOwn: Command = (state, dispatch) => run(state, 'undoStack', dispatch && (() => undo(state)));

export const redoOwn: Command = (state, dispatch) => run(state, 'redoStack', dispatch && (() => redo(state)));

/** Without `act` it is only asked whether there is anything to do. UndoManager can throw: the text is then as it was. */
function run(state: EditorState, stack: 'undoStack' | 'redoStack', act: (() => boolean) | undefined): boolean {
  const manager = yUndoPluginKey.getState(state)?.undoManager;
  if (!shownIn(state).editable || !manager || manager[stack].length === 0) return false;
  const { suggestOnly, sections } = shownIn(state);
  const judge = judgeIn(state);
  const step = stack === 'undoStack' ? 'undo' : 'redo';
  if (act && suggestOnly && !judge?.undoKeepsText(manager, step)) {
    // Somebody decided on it since: it is no longer the writer's to take back.
    manager[stack].pop();
    judge?.refuse('undo');
    return true;
  }
  if (act && sections && !judge?.undoKeepsOthers(manager, step, sections)) {
    // Written before they alone were returned.
    manager[stack].pop();
    tell(state, { kind: 'otherSection' });
    return true;
  }
  try {
    act?.();
  } catch (error) {
    reportError(error);
  }
  return true;
}
