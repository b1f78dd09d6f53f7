// Keys while one suggests: struck words are walked over, an Enter is a line feed, a boundary is struck like a word.

import { keymap } from 'prosemirror-keymap';
import type { ResolvedPos } from 'prosemirror-model';
import { type Command, type EditorState, type Plugin, TextSelection } from 'prosemirror-state';
import { schema } from '../../../domain/document/schema';
import { shownIn } from '../view/shown';

export function suggestKeys(): Plugin {
  return keymap({
    Enter: whileSuggesting(lineFeed),
    'Shift-Enter': whileSuggesting(lineFeed),
    Backspace: whileSuggesting(erase(-1)),
    'Shift-Backspace': whileSuggesting(erase(-1)),
    Delete: whileSuggesting(erase(1)),
  });
}

function whileSuggesting(command: Command): Command {
  return (state, dispatch, view) => {
    const { suggesting, editable } = shownIn(state);
    return suggesting && editable && command(state, dispatch, view);
  };
}

const lineFeed: Command = (state, dispatch) => {
  dispatch?.(state.tr.insertText('\n').scrollIntoView());
  return true;
};

/** Backspace and Delete at a caret; selections are deleted as always. */
function erase(by: 1 | -1): Command {
  return (state, dispatch) => {
    const { selection } = state;
    if (!(selection instanceof TextSelection) || !selection.empty) return false;
    const range = next(state, selection.$head, by);
    if (range === null) return true;
    const tr = state.tr;
    if (typeof range === 'number') tr.setSelection(TextSelection.create(state.doc, range));
    else tr.delete(range.from, range.to);
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

/** What goes next from here; only a place when all is struck on the way to the end of the text; null when there is nothing. */
function next(state: EditorState, $start: ResolvedPos, by: 1 | -1): { from: number; to: number } | number | null {
  let $pos = $start;
  for (;;) {
    const node = by === 1 ? $pos.nodeAfter : $pos.nodeBefore;
    if (node?.isText) {
      const size = isStruck(node) ? node.nodeSize : charAt(node.text ?? '', by);
      const to = $pos.pos + by * size;
      if (!isStruck(node)) return by === 1 ? { from: $pos.pos, to } : { from: to, to: $pos.pos };
      $pos = state.doc.resolve(to);
      continue;
    }
    const beyond = neighbour($pos, by);
    if (beyond === null) return $pos.pos === $start.pos ? null : $pos.pos;
    const [end, start] = by === 1 ? [$pos.pos, beyond] : [beyond, $pos.pos];
    if (!isCovered(state, end, start)) return { from: end, to: start };
    $pos = state.doc.resolve(beyond);
  }
}

function isStruck(node: { marks: readonly { type: unknown }[] }): boolean {
  return node.marks.some(({ type }) => type === schema.marks.deletion);
}

/** Where the words of the next block begin, or of the one before end; null at a table and at the ends of the text. */
function neighbour($pos: ResolvedPos, by: 1 | -1): number | null {
  const pos = by === 1 ? $pos.after() : $pos.before();
  const $outside = $pos.doc.resolve(pos);
  const block = by === 1 ? $outside.nodeAfter : $outside.nodeBefore;
  return block?.isTextblock ? pos + by : null;
}

function isCovered({ doc }: EditorState, end: number, start: number): boolean {
  const [last, first] = [doc.resolve(end).nodeBefore, doc.resolve(start).nodeAfter].map(
    (node) => node?.marks.find(({ type }) => type === schema.marks.deletion)?.attrs.id,
  );
  return last !== undefined && last === first;
}

/** UTF-16 code units of the character that a person sees there. */
function charAt(words: string, by: 1 | -1): number {
  const chars = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(words)];
  return (by === 1 ? chars[0] : chars.at(-1))?.segment.length ?? 1;
}
