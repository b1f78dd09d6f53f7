// From item to item with the keyboard.
import { type Command, TextSelection } from 'prosemirror-state';

/** To the start of the next point, or of the one before; walking back from inside a point goes to its own start first. */
export function walkItems(step: 1 | -1): Command {
  return (state, dispatch) => {
    const { head } = state.selection;
    const starts: number[] = [];
    state.doc.forEach((block, pos) => {
      if (block.type.name === 'point') starts.push(pos + 1);
    });
    const to = step === 1 ? starts.find((start) => start > head) : starts.findLast((start) => start < head);
    if (to === undefined) return false;
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, to)).scrollIntoView());
    return true;
  };
}
