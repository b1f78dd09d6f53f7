// Where a comment is to stand: two Yjs positions around the selected words, or around the character at the caret.
import type { Node } from 'prosemirror-model';
import type { EditorState } from 'prosemirror-state';
import {
  absolutePositionToRelativePosition,
  type ProsemirrorBinding,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from 'y-prosemirror';
import {
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromJSON,
  type Doc,
  relativePositionToJSON,
} from 'yjs';

export interface Anchor {
  from: unknown;
  to: unknown;
  quote: string;
}

/** Null where there is nothing to quote. */
export function anchorOf(state: EditorState): Anchor | null {
  const range = rangeOf(state);
  const quote = range ? state.doc.textBetween(range.from, range.to, '\n') : '';
  if (!range || quote.trim() === '') return null;
  const { type, binding } = ySyncPluginKey.getState(state) as {
    type: ProsemirrorBinding['type'];
    binding: ProsemirrorBinding;
  };
  const at = (pos: number): unknown =>
    relativePositionToJSON(absolutePositionToRelativePosition(pos, type, binding.mapping));
  return { from: at(range.from), to: at(range.to), quote };
}

/** The place of a position as `anchorOf` gives it; null when it is none, or its text is not here. */
export function placeOf(state: EditorState, position: unknown): number | null {
  const { doc, type, binding } = ySyncPluginKey.getState(state) as {
    doc: Doc;
    type: ProsemirrorBinding['type'];
    binding: ProsemirrorBinding;
  };
  try {
    const at = relativePositionToAbsolutePosition(doc, type, createRelativePositionFromJSON(position), binding.mapping);
    return at === null ? null : Math.min(at, state.doc.content.size);
  } catch {
    // Kept by an older page, or of another history: there is no such place.
    return null;
  }
}

/** The index of the block before which a position between blocks is (`Lost`); null when it is none, or of another history. */
export function blockOf(state: EditorState, position: unknown): number | null {
  if (typeof position !== 'object' || position === null) return null;
  const { doc, type } = ySyncPluginKey.getState(state) as { doc: Doc; type: ProsemirrorBinding['type'] };
  try {
    const at = createAbsolutePositionFromRelativePosition(createRelativePositionFromJSON(position), doc);
    return at?.type === type ? at.index : null;
  } catch {
    // As above.
    return null;
  }
}

function rangeOf(state: EditorState): { from: number; to: number } | null {
  const { from, to, empty, $from } = state.selection;
  if (!empty) return { from: whole(state.doc, from, -1), to: whole(state.doc, to, 1) };
  const { parent, parentOffset } = $from;
  if (!parent.isTextblock || parent.content.size === 0) return null;
  const text = parent.textContent;
  const start = parentOffset < text.length ? parentOffset : text.length - 1;
  const block = $from.start();
  const first = whole(state.doc, block + start, -1);
  return { from: first, to: whole(state.doc, first + 1, 1) };
}

/** A position between the halves of a character moves out of it. */
function whole(doc: Node, pos: number, by: -1 | 1): number {
  const { nodeBefore, nodeAfter } = doc.resolve(pos);
  const inside = /[\ud800-\udbff]$/.test(nodeBefore?.text ?? '') && /^[\udc00-\udfff]/.test(nodeAfter?.text ?? '');
  return inside ? pos + by : pos;
}
