// Brings the words that a search found into view and marks them for some seconds. The marks are the browser's own highlights: neither
// the document, nor the selection, nor a node that somebody composes in is touched (SE9).
import type { EditorView } from 'prosemirror-view';
import { hitsIn } from './hits';

/** Of the highlight in editor.css. */
const NAME = 'search-hit';
const SHOWN_MS = 8_000;
let ending: ReturnType<typeof setTimeout> | undefined;

/** `block`: its number in the text. Nothing happens when its words are others by now. */
export function showHit(view: EditorView, block: number, terms: readonly string[], near: string): void {
  if (view.isDestroyed) return;
  const { doc } = view.state;
  const node = doc.maybeChild(block);
  if (!node) return;
  const pos = doc.children.slice(0, block).reduce((sum, { nodeSize }) => sum + nodeSize, 0);
  const { spans, first } = hitsIn(node, pos, terms, near);
  const ranges = spans.map(([from, to]) => rangeOf(view, from, to));
  const here = ranges[first];
  if (!here) return;
  show(here);
  // A browser that knows no highlights shows the place without a mark.
  if (!('highlights' in CSS)) return;
  CSS.highlights.set(NAME, new Highlight(...ranges));
  clearTimeout(ending);
  ending = setTimeout(() => CSS.highlights.delete(NAME), SHOWN_MS);
}

function rangeOf(view: EditorView, from: number, to: number): Range {
  const range = document.createRange();
  const start = view.domAtPos(from, 1);
  const end = view.domAtPos(to, -1);
  range.setStart(start.node, start.offset);
  range.setEnd(end.node, end.offset);
  return range;
}

/** The words themselves into the middle of the pane: their block may be longer than it. */
function show(range: Range): void {
  const { startContainer } = range;
  const element = startContainer instanceof Element ? startContainer : startContainer.parentElement;
  const pane = element?.closest('.ws-scroll');
  // Of a wide table the cell.
  element?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  if (!pane) return;
  const words = range.getBoundingClientRect();
  const { top, height } = pane.getBoundingClientRect();
  pane.scrollBy({ top: words.top + words.height / 2 - (top + height / 2), behavior: 'instant' });
}
