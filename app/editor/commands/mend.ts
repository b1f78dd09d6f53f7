// A sure fix of the checks as an ordinary edit: one step, comment marks stay, and only where the words are those that were checked.
import type { Command, EditorState, Transaction } from 'prosemirror-state';
import type { Mend } from '../../../domain/checks/places';
import { schema } from '../../../domain/document/schema';
import { inSections } from '../plugins/inSections';
import { lineOf } from '../view/lines';
import { shownIn } from '../view/shown';

/**
 * Does nothing, and says so, when one of the places says something else by now. Those in sections that stand still are left out; where all
 * of them are, the guard says why.
 */
export function mendAll(mends: readonly Mend[]): Command {
  return (state, dispatch) => {
    const { sections } = shownIn(state);
    const mayWrite = sections ? inSections(state.doc, sections) : () => true;
    const open = mends.filter(({ block }) => mayWrite(block));
    const tr = mended(state, open.length > 0 ? open : mends);
    if (!tr) return false;
    dispatch?.(tr);
    return true;
  };
}

function mended(state: EditorState, mends: readonly Mend[]): Transaction | null {
  const { tr } = state;
  const ranges = mends.map((mend) => rangeOf(state, mend));
  // From the end on, so that earlier positions stay what they are.
  const ordered = mends
    .map((mend, n) => ({ mend, range: ranges[n] ?? null }))
    .sort((a, b) => (b.range?.from ?? 0) - (a.range?.from ?? 0));
  for (const { mend, range } of ordered) {
    if (!range) return null;
    const { from, to } = range;
    if ('remove' in mend || mend.insert === '') tr.delete(from, to);
    else tr.replaceWith(from, to, schema.text(mend.insert, state.doc.nodeAt(from)?.marks ?? []));
  }
  return tr.docChanged ? tr : null;
}

function rangeOf({ doc }: EditorState, mend: Mend): { from: number; to: number } | null {
  const line = lineOf(doc, mend.block, 'remove' in mend ? 0 : mend.row);
  if (line?.words !== mend.words) return null;
  if ('remove' in mend) {
    let from = 0;
    for (let before = 0; before < mend.block; before++) from += doc.child(before).nodeSize;
    return { from, to: from + doc.child(mend.block).nodeSize };
  }
  const [from, to] = [line.at(mend.from, 'after'), line.at(mend.to, 'before')];
  // A suggested deletion between the two belongs to somebody.
  return from !== null && to !== null && to - from === mend.to - mend.from ? { from, to } : null;
}
