// A half-width mark typed right after a Chinese character becomes full-width (ED5); Backspace or undo right after gives it back.
// It listens to keys alone: what an IME commits or the clipboard brings stays as it is.
import { chainCommands } from 'prosemirror-commands';
import { type Command, Plugin, PluginKey, type Transaction } from 'prosemirror-state';
import { fullWidthOf } from '../../../domain/writing/punctuation';
import { undoOwn } from '../commands/history';
import { isFromShared } from '../view/origin';
import { shownIn } from '../view/shown';

interface Made {
  half: string;
  full: string;
}

const key = new PluginKey<Made | null>('fullWidth');

export function fullWidthPlugin(): Plugin<Made | null> {
  return new Plugin<Made | null>({
    key,
    state: { init: () => null, apply: (tr, before) => madeBy(tr, before) },
    props: {
      handleKeyDown(view, event) {
        const { ctrlKey, metaKey, altKey, isComposing, keyCode } = event;
        if (event.key.length !== 1 || ctrlKey || metaKey || altKey || isComposing || keyCode === 229) return false;
        const { state } = view;
        if (!shownIn(state).fullWidth || !view.editable) return false;
        const { $from, from, to } = state.selection;
        const before = $from.parent.isTextblock ? $from.parent.textBetween(0, $from.parentOffset) : '';
        const full = fullWidthOf(before, event.key);
        if (full === null) return false;
        const tr = state.tr.insertText(full, from, to).setMeta(key, { half: event.key, full });
        view.dispatch(tr.scrollIntoView());
        return true;
      },
    },
  });
}

/** Right after: nothing else was written, and the caret was not put elsewhere. What others write does not count. */
function madeBy(tr: Transaction, before: Made | null): Made | null {
  const made: Made | null | undefined = tr.getMeta(key);
  if (made !== undefined) return made;
  return isFromShared(tr) || (!tr.docChanged && !tr.selectionSet) ? before : null;
}

/** Backspace asks this first. */
export const backToHalf: Command = (state, dispatch) => {
  const made = key.getState(state);
  const { empty, $from, from } = state.selection;
  if (!made || !empty || !$from.nodeBefore?.text?.endsWith(made.full)) return false;
  dispatch?.(state.tr.insertText(made.half, from - made.full.length, from).setMeta(key, null));
  return true;
};

/** Undo: first what was made of the last key, then the person's own edits. */
export const undoTyped = chainCommands(backToHalf, undoOwn);
