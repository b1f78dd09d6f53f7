// The keyboard inside the text (design, Keyboard). While an IME composes, none of this is asked.
import { baseKeymap, chainCommands, toggleMark } from 'prosemirror-commands';
import { keymap } from 'prosemirror-keymap';
import { type Command, Plugin } from 'prosemirror-state';
import { schema } from '../../../domain/document/schema';
import { indent } from '../commands/blocks';
import { backToParagraph, enter, newItemBelow } from '../commands/enter';
import { redoOwn } from '../commands/history';
import { deleteWord, selectWordAt, walkWord } from '../commands/words';
import { backToHalf, undoTyped } from './fullWidth';
import { intoFields } from './items';

export function keysPlugins(): Plugin[] {
  const { strong, em, underline } = schema.marks;
  return [
    keymap({
      'Mod-z': undoTyped,
      'Mod-y': redoOwn,
      'Mod-Shift-z': redoOwn,
      'Mod-b': toggleMark(strong),
      'Mod-i': toggleMark(em),
      'Mod-u': toggleMark(underline),
      'Mod-Enter': newItemBelow,
      ...wordKeys(),
      // Elsewhere Tab leaves the text, as it must for those who have only a keyboard.
      Tab: chainCommands(indent(1), intoFields),
      'Shift-Tab': indent(-1),
      Enter: enter,
      'Shift-Enter': enter,
      Backspace: chainCommands(backToHalf, backToParagraph),
    }),
    new Plugin({ props: { handleDoubleClick: (view, pos) => selectWordAt(view, pos) } }),
    keymap(baseKeymap),
  ];
}

/** A Mac goes by words with Alt. */
function wordKeys(): Record<string, Command> {
  const by = /Mac|iP(hone|[oa]d)/.test(navigator.platform) ? 'Alt' : 'Ctrl';
  return {
    [`${by}-ArrowLeft`]: walkWord(-1, false),
    [`${by}-ArrowRight`]: walkWord(1, false),
    [`${by}-Shift-ArrowLeft`]: walkWord(-1, true),
    [`${by}-Shift-ArrowRight`]: walkWord(1, true),
    [`${by}-Backspace`]: chainCommands(deleteWord(-1), backToParagraph),
    [`${by}-Delete`]: deleteWord(1),
  };
}
