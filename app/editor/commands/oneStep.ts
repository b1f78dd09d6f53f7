// What is done in one press is taken back in one: it is parted from what was typed before it and after it.
import type { EditorState } from 'prosemirror-state';
import { yUndoPluginKey } from 'y-prosemirror';

/** `act` dispatches at once; its answer is given on. */
export function asOneStep<T>(state: EditorState, act: () => T): T {
  const manager = yUndoPluginKey.getState(state)?.undoManager;
  manager?.stopCapturing();
  const done = act();
  manager?.stopCapturing();
  return done;
}
