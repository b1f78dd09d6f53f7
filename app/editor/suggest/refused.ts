// What commands that write past the view ask of suggesting: whether they may, and how to say that they may not.
import { type EditorState, PluginKey } from 'prosemirror-state';
import type { Refusal } from './changes';
import type { undoKeepsOthers, undoKeepsText } from './tryUndo';

export interface Judge {
  refuse: (why: Refusal) => void;
  undoKeepsText: typeof undoKeepsText;
  undoKeepsOthers: typeof undoKeepsOthers;
}

export const judgeKey = new PluginKey<Judge>('suggesting');

/** Null in a first view: there nobody is held to anything. */
export function judgeIn(state: EditorState): Judge | null {
  return judgeKey.getState(state) ?? null;
}

export function tellRefused(state: EditorState, why: Refusal): void {
  judgeIn(state)?.refuse(why);
}
