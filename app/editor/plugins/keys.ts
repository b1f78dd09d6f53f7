// The keyboard inside the text (design, Keyboard). While an IME composes, none of this is asked.
import { baseKeymap, chainCommands, toggleMark } from 'prosemirror-commands';
import { keymap } from 'prosemirror-keymap';
import type { Plugin } from 'prosemirror-state';
import { schema } from '../../../domain/document/schema';
import { indent } from '../commands/blocks';
import { backToParagraph, enter, newItemBelow } from '../commands/enter';
import { redoOwn, undoOwn } from '../commands/history';
import { nextCell, previousCell } from '../commands/tables';
import { walkItems } from '../commands/walk';
import { intoFields } from './items';

export function keysPlugins(): Plugin[] {
  const { strong, em, underline } = schema.marks;
  return [
    keymap({
      'Mod-z': undoOwn,
      'Mod-y': redoOwn,
      'Mod-Shift-z': redoOwn,
      'Mod-b': toggleMark(strong),
      'Mod-i': toggleMark(em),
      'Mod-u': toggleMark(underline),
      'Mod-Enter': newItemBelow,
      'Alt-PageDown': walkItems(1),
      'Alt-PageUp': walkItems(-1),
      // Elsewhere Tab leaves the text, as it must for those who have only a keyboard.
      Tab: chainCommands(nextCell, indent(1), intoFields),
      'Shift-Tab': chainCommands(previousCell, indent(-1)),
      Enter: enter,
      'Shift-Enter': enter,
      Backspace: backToParagraph,
    }),
    keymap(baseKeymap),
  ];
}
