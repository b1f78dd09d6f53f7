// The handle in the margin by which a block is dragged, with all that belongs to it: it comes to a mouse or a pen that is near, and to
// the block that a finger taps. The keyboard moves blocks by Alt Shift and an arrow, so the handle is no stop for it.
import { Plugin } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { ySyncPluginKey } from 'y-prosemirror';
import type * as Y from 'yjs';
import { dragOf, mayMove, moveGroup } from '../commands/move';

/** Nearer than this to the pane's edge the text scrolls along, in px; so far at each move of the pointer. */
const EDGE = 48;
const SCROLL = 14;
/** From further away the line of a place is not for the pointer, in px. */
const REACH = 240;

/** A block of the shared text: the same one wherever it stands, whatever others write. */
type Shared = ReturnType<Y.XmlFragment['get']>;

interface Drag extends ReturnType<typeof dragOf> {
  /** The place at the pointer. */
  to: number | null;
  /** Of the pointer, in px from the window's top. */
  y: number;
}

export function gripPlugin(title: string): Plugin {
  return new Plugin({ view: (view) => createGrip(view, title) });
}

function createGrip(view: EditorView, title: string) {
  const place = view.dom.parentElement;
  const paper = view.dom.closest<HTMLElement>('.paper');
  const [grip, line, veil] = [piece('ed-grip'), piece('ed-drop'), piece('ed-held')];
  grip.title = title;
  place?.append(veil, grip, line);
  /** At which the handle stands. */
  let block: Shared | null = null;
  let drag: Drag | null = null;

  const shared = () => ySyncPluginKey.getState(view.state) as { type: Y.XmlFragment; isChangeOrigin: boolean };
  const indexOf = (one: Shared | null) => (one === null ? -1 : shared().type.toArray().indexOf(one));
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
  const standAt = (dom: Element) => {
    grip.style.top = `${topIn(dom.getBoundingClientRect().top)}px`;
    grip.classList.add('is-here');
  };
  const look = (event: PointerEvent) => {
    const scrolls = event.pointerType === 'touch' && event.type === 'pointermove';
    if (drag || scrolls) return;
    const all = blocks();
    const found = lastFrom(all, event.clientY);
    const dom = all[found];
    const isOver = dom !== undefined && event.clientY <= dom.getBoundingClientRect().bottom;
    if (!isOver || view.composing || !mayMove(view.state, found)) return hide();
    block = shared().type.get(found);
    standAt(dom);
  };
  // A finger that lifts has left the paper: the handle stays for it to come back to.
  const leave = (event: PointerEvent) => {
    if (event.pointerType !== 'touch') hide();
  };
  const start = (event: PointerEvent) => {
    const index = indexOf(block);
    if (index === -1 || event.button !== 0) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    drag = { ...dragOf(view.state, index), to: null, y: event.clientY };
    view.focus();
    grip.classList.add('is-held');
    aim(drag);
  };
  const go = (event: PointerEvent) => {
    if (!drag) return;
    drag.y = event.clientY;
    scrollAlong(view.dom.closest('.ws-scroll'), drag.y);
    aim(drag);
  };
  /** Draws what is held and the place at the pointer, as the text is now. */
  const aim = (held: Drag) => {
    const all = blocks().map((dom) => dom.getBoundingClientRect());
    const edge = (index: number) => all[index]?.top ?? all.at(-1)?.bottom ?? 0;
    const near = held.places.map((to) => ({ to, away: Math.abs(edge(to) - held.y) }));
    const best = near.reduce<(typeof near)[number] | null>(
      (one, next) => (one && one.away <= next.away ? one : next),
      null,
    );
    held.to = best && best.away < REACH ? best.to : null;
    line.classList.toggle('is-here', held.to !== null);
    if (held.to !== null) line.style.top = `${topIn(edge(held.to))}px`;
    const { start, end } = held.group;
    veil.classList.add('is-here');
    veil.style.top = `${topIn(edge(start))}px`;
    veil.style.height = `${(all[end - 1]?.bottom ?? 0) - edge(start)}px`;
  };
  const end = (done: boolean) => {
    const held = drag;
    const index = indexOf(block);
    drag = null;
    grip.classList.remove('is-held', 'is-here');
    for (const one of [line, veil]) one.classList.remove('is-here');
    if (done && held && held.to !== null && index !== -1 && mayMove(view.state, index))
      moveGroup(view, held.group, held.to);
  };
  const key = (event: KeyboardEvent) => {
    if (!drag || event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    end(false);
  };
  const up = () => end(true);
  const away = () => end(false);

  paper?.addEventListener('pointerdown', look);
  paper?.addEventListener('pointermove', look);
  paper?.addEventListener('pointerleave', leave);
  grip.addEventListener('pointerdown', start);
  grip.addEventListener('pointermove', go);
  grip.addEventListener('pointerup', up);
  grip.addEventListener('pointercancel', away);
  window.addEventListener('keydown', key, true);
  return {
    /** What others write moves the block, and the places for it: they are counted anew. Only a block that is gone is let go of. */
    update(_view: EditorView, before: { doc: unknown }) {
      if (before.doc === view.state.doc) return;
      const index = indexOf(block);
      if (drag && index !== -1) {
        Object.assign(drag, dragOf(view.state, index));
        aim(drag);
      } else if (drag) end(false);
      else if (index === -1 || !shared().isChangeOrigin) hide();
      else if (grip.classList.contains('is-here')) {
        const dom = blocks()[index];
        if (dom) standAt(dom);
      }
    },
    destroy() {
      paper?.removeEventListener('pointerdown', look);
      paper?.removeEventListener('pointermove', look);
      paper?.removeEventListener('pointerleave', leave);
      window.removeEventListener('keydown', key, true);
      for (const one of [grip, line, veil]) one.remove();
    },
  };
}

function piece(className: string): HTMLSpanElement {
  const element = document.createElement('span');
  element.className = className;
  element.ariaHidden = 'true';
  return element;
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
