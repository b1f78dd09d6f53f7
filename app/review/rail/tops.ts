// Where the marks of comments stand in the page, measured from the rail's top.
'use client';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { nextFrame } from '../../editor/session/nextFrame';
import type { EditorPort } from '../live';
import { same } from './useHeights';

interface Places {
  scroller: RefObject<HTMLElement | null>;
  rail: RefObject<HTMLElement | null>;
  port: RefObject<Pick<EditorPort, 'topOf'> | null>;
}

/** y in px of the first piece of each mark below `root`, by thread id. */
export function markTops(root: Element, rail: Element): Map<string, number> {
  const origin = rail.getBoundingClientRect().top;
  const tops = new Map<string, number>();
  for (const mark of root.querySelectorAll<HTMLElement>('[data-thread]')) {
    const id = mark.dataset.thread;
    if (id && !tops.has(id)) tops.set(id, Math.round(mark.getBoundingClientRect().top - origin));
  }
  return tops;
}

/** Places that have no mark in the text yet, by the id of their card: a Yjs position each. */
export type Unmarked = ReadonlyMap<string, unknown>;

/** y of the selected text, or of what has the focus, from the rail's top. */
export function selectionTop(rail: Element): number {
  const selection = document.getSelection();
  const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
  const box = range?.getBoundingClientRect();
  // A caret in an empty block has no box of its own: its block has one.
  const top =
    box && (box.height > 0 || box.width > 0)
      ? box.top
      : range?.startContainer.parentElement?.getBoundingClientRect().top;
  return (top ?? 0) - rail.getBoundingClientRect().top;
}

/**
 * Measured again when the text (`blocks`) or the threads change, when the paper changes its size, and when fonts arrive.
 * Null until there is an editor to measure.
 */
export function useTops(
  { scroller, rail, port }: Places,
  unmarked: Unmarked,
  after: readonly unknown[],
): ReadonlyMap<string, number> | null {
  const [tops, setTops] = useState<ReadonlyMap<string, number> | null>(null);
  const latest = useRef(unmarked);
  latest.current = unmarked;
  const frame = useMemo(() => {
    const measure = () => {
      const paper = scroller.current?.querySelector('.ProseMirror');
      if (!paper || !rail.current) return;
      const next = markTops(paper, rail.current);
      const origin = rail.current.getBoundingClientRect().top;
      for (const [id, position] of latest.current) {
        const y = next.has(id) ? null : (port.current?.topOf(position) ?? null);
        if (y !== null) next.set(id, Math.round(y - origin));
      }
      setTops((before) => (before && same(before, next) ? before : next));
    };
    return nextFrame(measure);
  }, [scroller, rail, port]);
  // An observer that begins measures at once: one for all texts, or each change would be measured twice.
  useEffect(() => {
    const observer = new ResizeObserver(frame.ask);
    const paper = scroller.current?.querySelector('.ws-page');
    if (paper) observer.observe(paper);
    document.fonts.addEventListener('loadingdone', frame.ask);
    return () => {
      observer.disconnect();
      document.fonts.removeEventListener('loadingdone', frame.ask);
      frame.cancel();
    };
  }, [scroller, frame]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what changes the places; they are read when they are measured.
  useEffect(frame.ask, [frame, unmarked, ...after]);
  return tops;
}
