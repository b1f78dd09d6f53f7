// The handle in the margin by which a block is dragged, with all that belongs to it. Only for a mouse or a finger: the keyboard moves
// blocks by Alt Shift and an arrow, so the handle is no stop for it.
import { Plugin } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { dragOf, mayMove, moveGroup } from '../commands/move';

/** Nearer than this to the pane's edge the text scrolls along, in px; so far at each move of the pointer. */
const EDGE = 48;
const SCROLL = 14;

export function gripPlugin(title: string): Plugin {
  return new Plugin({ view: (view) => createGrip(view, title) });
}

function createGrip(view: EditorView, title: string) {
  const place = view.dom.parentElement;
  const paper = view.dom.closest<HTMLElement>('.paper');
  const grip = document.createElement('span');
  grip.className = 'ed-grip';
  grip.title = title;
  grip.ariaHidden = 'true';
  const line = document.createElement('span');
  line.className = 'ed-drop';
  line.ariaHidden = 'true';
  place?.append(grip, line);
  let at: number | null = null;
  let drag: { places: readonly number[]; to: number | null } | null = null;

  // Between the blocks stands what others draw there (field lines, carets): only the view knows which are its own.
  const blocks = () => {
    const all: Element[] = [];
    view.state.doc.forEach((_, pos) => {
      const dom = view.nodeDOM(pos);
      if (dom instanceof Element) all.push(dom);
    });
    return all;
  };
  const hide = () => {
    if (!drag) grip.classList.remove('is-here');
  };
  const topIn = (y: number) => y - (place?.getBoundingClientRect().top ?? 0);
  const look = (event: PointerEvent) => {
    if (drag || event.pointerType === 'touch') return;
    if (!mayMove(view.state) || view.composing) return hide();
    const all = blocks();
    const found = lastFrom(all, event.clientY);
    const box = all[found]?.getBoundingClientRect();
    if (!box || event.clientY > box.bottom) return hide();
    at = found;
    grip.style.top = `${topIn(box.top)}px`;
    grip.classList.add('is-here');
  };
  const start = (event: PointerEvent) => {
    if (at === null || event.button !== 0) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    const { group, places } = dragOf(view.state, at);
    drag = { places, to: null };
    view.focus();
    for (const el of blocks().slice(group.start, group.end)) el.classList.add('is-dragged');
    grip.classList.add('is-held');
  };
  const go = (event: PointerEvent) => {
    if (!drag) return;
    scrollAlong(view.dom.closest('.ws-scroll'), event.clientY);
    const all = blocks();
    const edge = (index: number) =>
      all[index]?.getBoundingClientRect().top ?? all.at(-1)?.getBoundingClientRect().bottom ?? 0;
    const near = drag.places.map((to) => ({ to, away: Math.abs(edge(to) - event.clientY) }));
    const best = near.reduce<(typeof near)[number] | null>(
      (one, next) => (one && one.away <= next.away ? one : next),
      null,
    );
    drag.to = best && best.away < 240 ? best.to : null;
    line.classList.toggle('is-here', drag.to !== null);
    if (drag.to !== null) line.style.top = `${topIn(edge(drag.to))}px`;
  };
  const end = (done: boolean) => {
    const held = drag;
    drag = null;
    for (const el of blocks()) el.classList.remove('is-dragged');
    grip.classList.remove('is-held', 'is-here');
    line.classList.remove('is-here');
    if (done && held?.to != null && at !== null && mayMove(view.state))
      moveGroup(view, dragOf(view.state, at).group, held.to);
  };
  const key = (event: KeyboardEvent) => {
    if (!drag || event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    end(false);
  };
  const up = () => end(true);
  const away = () => end(false);

  paper?.addEventListener('pointermove', look);
  paper?.addEventListener('pointerleave', hide);
  grip.addEventListener('pointerdown', start);
  grip.addEventListener('pointermove', go);
  grip.addEventListener('pointerup', up);
  grip.addEventListener('pointercancel', away);
  window.addEventListener('keydown', key, true);
  return {
    /** Others write while a block is held: where it was and where it may go is no longer sure. */
    update(_view: EditorView, before: { doc: unknown }) {
      if (before.doc !== view.state.doc) {
        if (drag) end(false);
        hide();
      }
    },
    destroy() {
      paper?.removeEventListener('pointermove', look);
      paper?.removeEventListener('pointerleave', hide);
      window.removeEventListener('keydown', key, true);
      grip.remove();
      line.remove();
    },
  };
}

/** Index of the last one that begins above `y`; they stand one below the other. */
function lastFrom(all: readonly Element[], y: number): number {
  let [low, high] = [0, all.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((all[middle]?.getBoundingClientRect().top ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

function scrollAlong(pane: Element | null, y: number): void {
  if (!pane) return;
  const { top, bottom } = pane.getBoundingClientRect();
  if (y < top + EDGE + 40) pane.scrollBy({ top: -SCROLL, behavior: 'instant' });
  else if (y > bottom - EDGE) pane.scrollBy({ top: SCROLL, behavior: 'instant' });
}
