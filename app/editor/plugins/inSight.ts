// A caret that can be seen scrolls nothing: the view's own way asks each element around the text for its box and style, at every letter.
import { Plugin } from 'prosemirror-state';

/** What is kept free above and below a caret, in px: as the view's own way keeps it. */
const MARGIN = 5;

/** `scroller`: selector of the one element around the text that scrolls. */
export function inSightPlugin(scroller: string): Plugin {
  return new Plugin({
    props: {
      handleScrollToSelection(view) {
        const box = view.dom.closest(scroller)?.getBoundingClientRect();
        if (!box || !view.state.selection.empty) return false;
        const { top, bottom, left, right } = view.coordsAtPos(view.state.selection.head, 1);
        return (
          top >= box.top + MARGIN &&
          bottom <= Math.min(box.bottom, window.innerHeight) - MARGIN &&
          left >= box.left &&
          right <= box.right
        );
      },
    },
  });
}
