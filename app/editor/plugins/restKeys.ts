// Keys of the text that its first letters do without: in tables, from item to item, into a link, and moving a block. They are asked before the others.
import { keymap } from 'prosemirror-keymap';
import type { Plugin } from 'prosemirror-state';
import { moveBy } from '../commands/move';
import { nextCell, previousCell } from '../commands/tables';
import { walkItems } from '../commands/walk';
import { followLink } from './follow';

export function restKeysPlugin(): Plugin {
  return keymap({
    'Alt-Enter': followLink,
    'Alt-PageDown': walkItems(1),
    'Alt-PageUp': walkItems(-1),
    'Alt-Shift-ArrowUp': moveBy(-1),
    'Alt-Shift-ArrowDown': moveBy(1),
    Tab: nextCell,
    'Shift-Tab': previousCell,
  });
}
