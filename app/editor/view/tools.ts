// What the tool bar sees of the editor, and what it may ask of it.
import { toggleMark } from 'prosemirror-commands';
import type { MarkType } from 'prosemirror-model';
import type { Command, EditorState } from 'prosemirror-state';
import { isInTable } from 'prosemirror-tables';
import { schema } from '../../../domain/document/schema';
import { redoOwn, undoOwn } from '../commands/history';
import { type BlockKind, kindOf } from '../commands/kinds';
import { linkAt } from '../commands/link';

export const TOOL_MARKS = ['strong', 'em', 'underline', 'highlight'] as const;
export type ToolMark = (typeof TOOL_MARKS)[number];

export interface ToolState {
  /** Of the block at the caret; null for tables and points of another kind. */
  block: BlockKind | null;
  inTable: boolean;
  marks: readonly ToolMark[];
  /** Address of the link at the caret; '' without one. */
  href: string;
  mayLink: boolean;
  mayMark: boolean;
  undo: boolean;
  redo: boolean;
}

export const NO_TOOLS: ToolState = {
  block: null,
  inTable: false,
  marks: [],
  href: '',
  mayLink: false,
  mayMark: false,
  undo: false,
  redo: false,
};

export function toolsOf(state: EditorState): ToolState {
  const { $from, empty } = state.selection;
  const href = linkAt(state)?.href ?? '';
  return {
    block: $from.depth === 0 ? null : kindOf($from.node(1)),
    inTable: isInTable(state),
    marks: TOOL_MARKS.filter((name) => isActive(state, schema.marks[name])),
    href,
    mayLink: href !== '' || !empty,
    mayMark: toggleMark(schema.marks.strong)(state),
    undo: undoOwn(state),
    redo: redoOwn(state),
  };
}

function isActive(state: EditorState, type: MarkType): boolean {
  const { from, to, empty, $from } = state.selection;
  if (empty) return type.isInSet(state.storedMarks ?? $from.marks()) !== undefined;
  return state.doc.rangeHasMark(from, to, type);
}

/** Off when all of the selection has it, else on for all of it. */
export function markCommand(name: ToolMark): Command {
  return toggleMark(schema.marks[name], null, { removeWhenPresent: false });
}
