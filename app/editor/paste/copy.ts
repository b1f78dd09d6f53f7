// What is copied out: clean HTML and plain text, with the generated numbers before their blocks, for there nobody generates them;
// words whose deletion is suggested are gone, comments and other people's ids mean nothing elsewhere.
import { DOMSerializer, Fragment, type Node, type Slice } from 'prosemirror-model';
import type { EditorView } from 'prosemirror-view';
import { joined } from '../../../domain/document/render';
import { schema } from '../../../domain/document/schema';
import { shownIn } from '../view/shown';

interface Copier {
  take: (slice: Slice, view: EditorView) => Slice;
  html: DOMSerializer;
  text: (slice: Slice) => string;
}

/** `take` is asked first, and looks which numbers stand before what is copied. */
export function createCopier(): Copier {
  let markers: readonly string[] = [];
  return {
    take(slice, view) {
      markers = markersOf(slice, view);
      return slice;
    },
    html: new CopySerializer(() => markers),
    text: (slice) => slice.content.content.map((block, index) => (markers[index] ?? '') + lineOf(block)).join('\n'),
  };
}

/** What we copied ourselves, before it is read again: the numbers are made anew. */
export function withoutNumbers(html: string): string {
  return html.replaceAll(/<span data-generated[^>]*>[^<]*<\/span>/g, '');
}

/** By index of the block in the slice. A part of a block carries no number, nor do cells of a table. */
function markersOf(slice: Slice, view: EditorView): string[] {
  const { $from, $to } = view.state.selection;
  const { numbers } = shownIn(view.state);
  const first = $from.index(0);
  if ($from.depth > 1 || numbers.length !== view.state.doc.childCount) return [];
  const begins = $from.depth === 0 || $from.parentOffset === 0;
  const all = slice.content.childCount > 1 || $to.depth === 0 || $to.parentOffset === $to.parent.content.size;
  return slice.content.content.map((block, index) =>
    index === 0 && !(begins && all) ? '' : joined(numbers[first + index] ?? '', block.textContent),
  );
}

class CopySerializer extends DOMSerializer {
  private readonly markers: () => readonly string[];

  constructor(markers: () => readonly string[]) {
    const {
      comment: _comment,
      insertion: _insertion,
      deletion: _deletion,
      ...marks
    } = DOMSerializer.marksFromSchema(schema);
    super(DOMSerializer.nodesFromSchema(schema), marks);
    this.markers = markers;
  }

  override serializeFragment(
    fragment: Fragment,
    options?: { document?: Document },
    target?: HTMLElement | DocumentFragment,
  ): HTMLElement | DocumentFragment {
    const made = super.serializeFragment(kept(fragment), options, target);
    if (target) return made;
    for (const el of made.querySelectorAll('[class]')) el.removeAttribute('class');
    [...made.children].forEach((el, index) => {
      const marker = this.markers()[index];
      if (!marker || !fragment.maybeChild(index)?.isTextblock) return;
      const number = el.ownerDocument.createElement('span');
      number.setAttribute('data-generated', '');
      number.textContent = marker;
      el.prepend(number);
    });
    return made;
  }
}

function kept(fragment: Fragment): Fragment {
  return Fragment.from(fragment.content.filter((node) => !schema.marks.deletion.isInSet(node.marks)));
}

function lineOf(block: Node): string {
  if (block.type.name !== 'table') return wordsOf(block);
  const rows = block.children.map((row) => row.children.map((cell) => cell.children.map(wordsOf).join(' ')).join('\t'));
  return rows.join('\n');
}

function wordsOf(node: Node): string {
  if (node.isText) return schema.marks.deletion.isInSet(node.marks) ? '' : (node.text ?? '').replaceAll('\u200b', '');
  return node.children.map(wordsOf).join('');
}
