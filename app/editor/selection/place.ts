// Where the bar over selected words or a link stands: above their first line, below their last where there is no room.
import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { linkAt } from '../commands/link';
import type { EditorHandle } from '../view/handle';
import { TOOL_MARKS, type ToolMark } from '../view/tools';

export interface Place {
  /** In px within the text's box; the bar's own middle stands at `left`. */
  left: number;
  top: number;
  below: boolean;
  marks: readonly ToolMark[];
  /** Of the link that the caret stands in; null where words are selected. */
  href: string | null;
}

/** Room above for the bar, under the tool bar. */
const ROOM = 48;
/** Half of the bar's width, and of one that shows an address. */
const HALF = 56;
const HALF_OF_LINK = 160;

/** Tells the place at each change; null while nothing is selected, the text has no focus, or the selection is still being drawn. */
export function watchPlace(handle: EditorHandle, tell: (place: Place | null) => void): () => void {
  let drawing = false;
  /** Esc sends the bar away until something else is selected. */
  let dismissed = '';
  const look = () => {
    const view = handle.view();
    const key = view ? `${view.state.selection.from} ${view.state.selection.to}` : '';
    if (key !== dismissed) dismissed = '';
    tell(view && !drawing && dismissed === '' ? placeIn(view) : null);
  };
  const down = (event: PointerEvent) => {
    drawing = event.target instanceof Element && event.target.closest('.doc-text') !== null;
    if (drawing) look();
  };
  const up = () => {
    drawing = false;
    // The browser tells of the selection a moment later.
    setTimeout(look, 30);
  };
  const key = (event: KeyboardEvent) => {
    const view = handle.view();
    if (event.key !== 'Escape' || !view || !rangeIn(view)) return;
    dismissed = `${view.state.selection.from} ${view.state.selection.to}`;
    look();
  };
  const focus = () => setTimeout(look, 0);
  const stop = handle.watch(look);
  document.addEventListener('pointerdown', down, true);
  document.addEventListener('pointerup', up, true);
  document.addEventListener('keydown', key);
  document.addEventListener('focusin', focus);
  document.addEventListener('focusout', focus);
  return () => {
    stop();
    document.removeEventListener('pointerdown', down, true);
    document.removeEventListener('pointerup', up, true);
    document.removeEventListener('keydown', key);
    document.removeEventListener('focusin', focus);
    document.removeEventListener('focusout', focus);
  };
}

/** The words that a bar belongs to: those selected, else the link that a writer's caret stands in. */
function rangeIn({ state, editable }: EditorView): { from: number; to: number; href: string | null } | null {
  const { selection, doc } = state;
  if (!(selection instanceof TextSelection)) return null;
  const { from, to, empty } = selection;
  if (empty) return editable ? linkAt(state) : null;
  return doc.textBetween(from, to).trim() === '' ? null : { from, to, href: null };
}

function placeIn(view: EditorView): Place | null {
  const { doc } = view.state;
  // Asked at every key: the page is laid out for it only when there is something to show.
  const range = view.composing || !view.hasFocus() ? null : rangeIn(view);
  const box = view.dom.parentElement?.getBoundingClientRect();
  if (!box || !range) return null;
  const { from, to, href } = range;
  const first = view.coordsAtPos(from, 1);
  const last = view.coordsAtPos(to, -1);
  const half = href === null ? HALF : Math.min(HALF_OF_LINK, box.width / 2);
  const pane = view.dom.closest('.ws-scroll')?.getBoundingClientRect().top ?? 0;
  const below = first.top < pane + 40 + ROOM;
  const middle = first.top === last.top ? (first.left + last.right) / 2 : first.left + half;
  return {
    left: Math.max(half, Math.min(box.width - half, middle - box.left)),
    top: (below ? last.bottom : first.top) - box.top,
    below,
    href,
    marks: TOOL_MARKS.filter((name) => {
      const type = view.state.schema.marks[name];
      return type !== undefined && doc.rangeHasMark(from, to, type);
    }),
  };
}
