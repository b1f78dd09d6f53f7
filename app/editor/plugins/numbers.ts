// Generated numbers before their blocks: drawn by the style sheet from an attribute, so that they are never text, never selected
// and never copied.
import type { Node } from 'prosemirror-model';
import { type EditorState, Plugin } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { joined } from '../../../domain/document/render';
import { shownIn } from '../view/shown';
import { changedBlocks, movedWhole } from './changed';

interface Numbered {
  /** By index of the block. */
  numbers: readonly string[];
  /** With what joins them to the words. */
  markers: readonly string[];
  drawn: DecorationSet;
}

export function numbersPlugin(): Plugin<Numbered> {
  return new Plugin<Numbered>({
    state: {
      init: (_config, state) => draw(state.doc, numbersFor(state.doc, [], state)),
      apply(tr, before, old, state) {
        const given = shownIn(state).numbers !== shownIn(old).numbers;
        if (!tr.docChanged && !given) return before;
        const numbers = given
          ? numbersFor(state.doc, before.numbers, state)
          : carried(old.doc, state.doc, before.numbers);
        const markers = markersOf(state.doc, numbers);
        const moved = equal(markers, before.markers) ? movedWhole(before.drawn, tr) : null;
        return moved ? { numbers, markers, drawn: moved } : draw(state.doc, numbers);
      },
    },
    props: {
      decorations(state) {
        return this.getState(state)?.drawn;
      },
    },
  });
}

/** Numbers made for another number of blocks are a step behind; the next ones follow within the frame. */
function numbersFor(doc: Node, before: readonly string[], state: EditorState): readonly string[] {
  const { numbers } = shownIn(state);
  return numbers.length === doc.childCount ? numbers : before;
}

/** Until new numbers come, what did not move keeps its own: nothing flickers while others type. */
export function carried(old: Node, doc: Node, numbers: readonly string[]): readonly string[] {
  if (old.childCount === doc.childCount) return numbers;
  const { oldEnd, end } = changedBlocks(old, doc);
  return Array.from({ length: doc.childCount }, (_, index) => {
    if (index >= end) return numbers[index - end + oldEnd] ?? '';
    return (index < oldEnd && numbers[index]) || '';
  });
}

function markersOf(doc: Node, numbers: readonly string[]): string[] {
  return doc.children.map((block, index) => joined(numbers[index] ?? '', block.firstChild?.text ?? ''));
}

function draw(doc: Node, numbers: readonly string[]): Numbered {
  const markers = markersOf(doc, numbers);
  const drawn: Decoration[] = [];
  doc.forEach((block, pos, index) => {
    const marker = markers[index];
    if (!marker) return;
    const attrs = { 'data-number': marker, style: `--marker: ${widthOf(marker)}` };
    drawn.push(Decoration.node(pos, pos + block.nodeSize, attrs));
  });
  return { numbers, markers, drawn: DecorationSet.create(doc, drawn) };
}

/** In characters of the text; Latin ones are half as wide. */
function widthOf(marker: string): number {
  return Array.from(marker).reduce((sum, char) => sum + (char < '\u2000' ? 0.5 : 1), 0);
}

function equal(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}
