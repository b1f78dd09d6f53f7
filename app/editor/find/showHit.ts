// Brings words that a search or a check found into view and marks them for some seconds. The marks are the browser's own highlights: neither
// the document, nor the selection, nor a node that somebody composes in is touched (SE9).
import type { EditorView } from 'prosemirror-view';
import type { Placed } from '../../../domain/checks/places';
import { lineOf } from '../view/lines';
import { type Hits, hitsIn } from './hits';
import { carriedPos } from './matches';

/** Of the highlight in editor.css. */
const NAME = 'search-hit';
const SHOWN_MS = 5_000;
let end: () => void = () => undefined;

/** `block`: its number in the text. Nothing happens when its words are others by now. */
export function showHit(view: EditorView, block: number, terms: readonly string[], near: string): void {
  if (view.isDestroyed) return;
  let { doc } = view.state;
  let pos = doc.children.slice(0, block).reduce((sum, { nodeSize }) => sum + nodeSize, 0);
  const look = (): Range[] => {
    if (view.isDestroyed) return [];
    pos = carriedPos(doc, view.state.doc, pos);
    doc = view.state.doc;
    const node = pos < doc.content.size ? doc.nodeAt(pos) : null;
    return node ? rangesOf(view, hitsIn(node, pos, terms, near)) : [];
  };
  const [here] = look();
  if (!here) return;
  show(here);
  mark(view, look);
}

/** CK36: the words of another place that a finding is about. False when they say something else by now. */
export function showPlaces(view: EditorView, places: readonly Placed[]): boolean {
  const look = (): Range[] =>
    places.flatMap(({ block, row, words, from, to }) => {
      const line = view.isDestroyed ? null : lineOf(view.state.doc, block, row);
      const [start, end] = [line?.at(from, 'after') ?? null, line?.at(to, 'before') ?? null];
      return line?.words === words && start !== null && end !== null ? [rangeOf(view, start, end)] : [];
    });
  const [here] = look();
  if (!here) return false;
  show(here);
  mark(view, look);
  return true;
}

/** Drawn anew whenever the text is: what others write, and what the checks underline, puts other nodes in the place of those marked. */
function mark(view: EditorView, look: () => Range[]): void {
  end();
  // A browser that knows no highlights shows the place without a mark.
  if (!('highlights' in CSS)) return;
  const draw = () => CSS.highlights.set(NAME, new Highlight(...look()));
  draw();
  const observer = new MutationObserver(draw);
  observer.observe(view.dom, { childList: true, characterData: true, subtree: true });
  const timer = setTimeout(() => end(), SHOWN_MS);
  end = () => {
    clearTimeout(timer);
    observer.disconnect();
    CSS.highlights.delete(NAME);
  };
}

/** The one that was shown first. */
function rangesOf(view: EditorView, { spans, first }: Hits): Range[] {
  const ranges = spans.map(([from, to]) => rangeOf(view, from, to));
  return [...ranges.slice(first), ...ranges.slice(0, first)];
}

function rangeOf(view: EditorView, from: number, to: number): Range {
  const range = document.createRange();
  const start = view.domAtPos(from, 1);
  const stop = view.domAtPos(to, -1);
  range.setStart(start.node, start.offset);
  range.setEnd(stop.node, stop.offset);
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
