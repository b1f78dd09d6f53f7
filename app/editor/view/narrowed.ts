// The binding draws each change of the shared text as a new document in place of the whole old one. Told so, everything that is drawn
// beside the words would be made anew at every letter of somebody else; told what really differs, it moves along.
import { Selection, type Transaction } from 'prosemirror-state';
import { ReplaceStep } from 'prosemirror-transform';
import { ySyncPluginKey } from 'y-prosemirror';

/** The same change, selection and origin as those of `tr`, which comes from the shared document; `fresh` is a new one of the same state. */
export function narrowed(tr: Transaction, fresh: Transaction): Transaction {
  const { doc: old } = fresh;
  const start = old.content.findDiffStart(tr.doc.content);
  const end = old.content.findDiffEnd(tr.doc.content);
  if (start !== null && end) {
    // Equal words on both sides of the change are counted once.
    const overlap = Math.max(0, start - Math.min(end.a, end.b));
    const [before, after] = [end.a + overlap, end.b + overlap];
    // Where the parts do not fit into each other the whole is as right, only dearer.
    if (fresh.maybeStep(new ReplaceStep(start, before, tr.doc.slice(start, after))).failed) return tr;
    if (!fresh.doc.eq(tr.doc)) return tr;
  }
  if (tr.selectionSet) fresh.setSelection(Selection.fromJSON(fresh.doc, tr.selection.toJSON()));
  const origin = tr.getMeta(ySyncPluginKey);
  // Others never scroll the reader's text; an undo shows what it undid.
  if (origin?.isUndoRedoOperation) fresh.scrollIntoView();
  return fresh.setMeta('addToHistory', false).setMeta(ySyncPluginKey, origin);
}
