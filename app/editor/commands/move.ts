// Moving a block, a point with all that belongs to it, or a section: by the keyboard one step, by the handle anywhere.
import type { Node } from 'prosemirror-model';
import { type Command, type EditorState, TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { yUndoPluginKey } from 'y-prosemirror';
import { headingLevel } from '../../../domain/document/schema';
import { type Group, groupAt, type Moved, placesFor, stepOf } from '../../../domain/writing/moving';
import { inSections } from '../plugins/inSections';
import { tellRefused } from '../suggest/refused';
import { tell } from '../view/notes';
import { HALF_OF_MOVE } from '../view/origin';
import { shownIn } from '../view/shown';

/** Words of the block that a move is told by. */
const TOLD = 20;

/** Alt Shift ↑ and ↓. */
export function moveBy(step: 1 | -1): Command {
  return (state, dispatch, view) => {
    const { $from } = state.selection;
    const { editable, suggesting, suggestOnly } = shownIn(state);
    if ($from.depth === 0 || !editable) return false;
    if (suggesting) {
      if (dispatch) tellRefused(state, suggestOnly ? 'moveOnly' : 'move');
      return true;
    }
    const blocks = movedOf(state.doc);
    const group = groupAt(blocks, $from.index(0));
    const to = stepOf(blocks, group, step);
    if (to === null) return true;
    if (dispatch && view) moveGroup(view, group, to);
    return true;
  };
}

/**
 * Whether the block here may be put elsewhere. Where a block stands is nothing that can be suggested (SU7); of a section that stands
 * still nothing is taken, and the head of a returned one stays, for it parts the text.
 */
export function mayMove(state: EditorState, index: number): boolean {
  const { editable, suggesting, sections } = shownIn(state);
  if (!editable || suggesting) return false;
  if (!sections) return true;
  const { type, attrs } = state.doc.child(index);
  const isHead = type.name === 'heading' && headingLevel(attrs.level) < 3;
  return !isHead && inSections(state.doc, sections)(index);
}

/** What the handle at this block takes along, and the indices before which it may be put. */
export function dragOf(state: EditorState, index: number): { group: Group; places: readonly number[] } {
  const { sections } = shownIn(state);
  const blocks = movedOf(state.doc);
  const group = groupAt(blocks, index);
  const places = placesFor(blocks, group);
  if (!sections) return { group, places };
  const open = inSections(state.doc, sections);
  // What is put before a heading stands in the section above it.
  return { group, places: places.filter((to) => to > 0 && open(to - 1)) };
}

/**
 * Puts the group before the block that now stands at `to`, whole or not at all (ED24). Two transactions, the new place first: the
 * shared text then gets the group anew and loses the old one, and no block between is written (in one, the binding would rewrite them
 * letter by letter). The server keeps every mark of an open thread, so that a comment is at both places for a moment and at the new
 * one in the end.
 */
export function moveGroup(view: EditorView, { start, end }: Group, to: number): void {
  const { doc, selection } = view.state;
  const [from, until, target] = [startOf(doc, start), startOf(doc, end), startOf(doc, to)];
  const size = until - from;
  const content = doc.slice(from, until).content;
  const old = target <= from ? from + size : from;
  // Asked as the one edit that it is: whoever refuses says why, and a first half without its second would leave the group twice.
  const whole = view.state.tr.insert(target, content).delete(old, old + size);
  if (view.state.applyTransaction(whole).transactions.length === 0) return;
  const undo = yUndoPluginKey.getState(view.state)?.undoManager;
  undo?.stopCapturing();
  view.dispatch(view.state.tr.insert(target, content).setMeta(HALF_OF_MOVE, true));
  if (view.state.doc.content.size !== doc.content.size + size) return;
  const { tr } = view.state;
  tr.delete(old, old + size);
  const moved = (target <= from ? target : target - size) - from;
  const inside = (pos: number) => pos >= from && pos <= until;
  if (inside(selection.anchor) && inside(selection.head))
    tr.setSelection(
      TextSelection.between(tr.doc.resolve(selection.anchor + moved), tr.doc.resolve(selection.head + moved)),
    );
  view.dispatch(tr.scrollIntoView());
  undo?.stopCapturing();
  const before =
    to > 0
      ? doc
          .child(to - 1)
          .textContent.trim()
          .slice(0, TOLD)
      : null;
  tell(view.state, { kind: 'moved', after: before });
}

function movedOf(doc: Node): Moved[] {
  return doc.children.map(({ type, attrs }): Moved => {
    switch (type.name) {
      case 'heading':
        return { type: 'heading', level: headingLevel(attrs.level) };
      case 'list_item':
        return { type: 'list_item', indent: Number(attrs.indent) || 0 };
      case 'paragraph':
        return { type: 'paragraph', role: attrs.role };
      case 'point':
      case 'table':
        return { type: type.name };
      default:
        return { type: 'blockquote' };
    }
  });
}

function startOf(doc: Node, index: number): number {
  let pos = 0;
  for (let before = 0; before < Math.min(index, doc.childCount); before++) pos += doc.child(before).nodeSize;
  return pos;
}
