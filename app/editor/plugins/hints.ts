// What the template asks for, shown where a section is still empty. Drawn by the style sheet: it is no text and takes no room.
import type { Node } from 'prosemirror-model';
import { type EditorState, Plugin } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { isEmpty, sectionsOf } from '../../../domain/document/sections';
import { asBlocks } from '../view/asBlocks';
import { shownIn } from '../view/shown';

export function hintsPlugin(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    state: {
      init: (_config, state) => drawn(state),
      apply(tr, before, old, state) {
        const [was, now] = [shownIn(old), shownIn(state)];
        const same = was.editable === now.editable && was.guidance === now.guidance;
        return same && !tr.docChanged ? before : drawn(state);
      },
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
    },
  });
}

function drawn(state: EditorState): DecorationSet {
  const { editable, guidance } = shownIn(state);
  if (!editable || !state.doc.children.some(isBlank)) return DecorationSet.empty;
  const hints: Decoration[] = [];
  for (const [index, words] of hintsOf(state.doc, guidance)) {
    const block = state.doc.child(index);
    const pos = startOf(state.doc, index);
    hints.push(Decoration.node(pos, pos + block.nodeSize, { 'data-hint': words }));
  }
  return DecorationSet.create(state.doc, hints);
}

/** By index of the block: the first blank one of each section that says nothing yet. */
export function hintsOf(doc: Node, guidance: Readonly<Record<string, string>>): Map<number, string> {
  const blocks = asBlocks(doc);
  const hints = new Map<number, string>();
  for (const section of sectionsOf(blocks)) {
    const words = guidance[section.id];
    if (!words || !isEmpty(blocks, section)) continue;
    for (let index = section.start; index < section.end; index++) {
      if (!isBlank(doc.child(index))) continue;
      hints.set(index, words);
      break;
    }
  }
  return hints;
}

function isBlank(block: Node): boolean {
  return block.isTextblock && block.type.name !== 'heading' && block.content.size === 0;
}

function startOf(doc: Node, index: number): number {
  let pos = 0;
  for (let before = 0; before < index; before++) pos += doc.child(before).nodeSize;
  return pos;
}
