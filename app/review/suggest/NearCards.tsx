// A long list of which only some cards are drawn: those within a screen of what is seen, the open one and the one with the focus.
// Replacing all while suggesting makes a thousand suggestions, and a thousand cards would be drawn anew at every letter.
'use client';
import { type FocusEvent, type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { nextFrame } from '../../editor/session/nextFrame';
import { useScrolled } from '../useScrolled';

/** A card that was not measured yet, and the space between two (review.css), in px. */
const UNMEASURED = 76;
const GAP = 10;
/** Cards come and go by so many at once: the list is not drawn anew at every line that is scrolled. */
const STEP = 8;
/** Drawn before it is known what is seen. */
const FIRST = { from: 0, to: 3 * STEP };

/** A card, by its index, or the room of those before it that are not drawn. */
type Row = { at: number } | { room: number; before: number };

interface Props {
  /** Of the cards, in their order. */
  ids: readonly string[];
  /** The open one. */
  active: string | null;
  children: (at: number) => ReactNode;
}

export function NearCards({ ids, active, children }: Props) {
  const list = useRef<HTMLDivElement | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const { heights, near } = useNear(list, ids);
  const isDrawn = (id: string, at: number) => (at >= near.from && at < near.to) || id === active || id === focused;
  return (
    <div
      ref={list}
      className="sg-list"
      role="list"
      onFocus={(event) => setFocused(cardWith(event.target))}
      onBlur={(event) => setFocused(cardWith(event.relatedTarget))}
    >
      {rowsOf(ids, heights, isDrawn).map((row) =>
        'room' in row ? (
          <div key={`before ${row.before}`} style={{ height: row.room }} />
        ) : (
          <div
            key={ids[row.at]}
            role="listitem"
            data-card={ids[row.at]}
            aria-posinset={row.at + 1}
            aria-setsize={ids.length}
          >
            {children(row.at)}
          </div>
        ),
      )}
    </div>
  );
}

/** The id of the card that this stands in. */
function cardWith(target: FocusEvent['relatedTarget']): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-card]')?.dataset.card ?? null) : null;
}

/** The heights of cards as far as they were ever drawn, and which cards are within a screen of what is seen. */
function useNear(list: RefObject<HTMLElement | null>, ids: readonly string[]) {
  const heights = useRef(new Map<string, number>());
  const [near, setNear] = useState(FIRST);
  const latest = useRef(ids);
  latest.current = ids;
  const frame = useMemo(() => {
    const look = () => {
      const scroller = scrollerOf(list.current);
      if (!list.current || !scroller) return;
      // Of a rail that is shut nothing is measured.
      for (const card of list.current.children)
        if (card instanceof HTMLElement && card.dataset.card && card.offsetHeight > 0)
          heights.current.set(card.dataset.card, card.offsetHeight);
      const seen = scroller.getBoundingClientRect();
      const top = seen.top - list.current.getBoundingClientRect().top;
      const next = within(latest.current, heights.current, top - seen.height, top + 2 * seen.height);
      setNear((before) => (before.from === next.from && before.to === next.to ? before : next));
    };
    return nextFrame(look);
  }, [list]);
  // Other cards, or other words in them.
  useEffect(() => frame.ask());
  useScrolled(list, frame, scrollerOf);
  return { heights: heights.current, near };
}

type Heights = ReadonlyMap<string, number>;

/** Indices of the cards between two heights of the list, in whole steps. */
function within(ids: readonly string[], heights: Heights, top: number, bottom: number): { from: number; to: number } {
  let y = 0;
  let from = ids.length;
  let to = 0;
  for (const [at, id] of ids.entries()) {
    const end = y + (heights.get(id) ?? UNMEASURED);
    if (end >= top) from = Math.min(from, at);
    if (y <= bottom) to = at + 1;
    y = end + GAP;
  }
  return { from: Math.floor(from / STEP) * STEP, to: Math.ceil(to / STEP) * STEP };
}

/** What is left out is one room, as high as its cards with the spaces between them. */
function rowsOf(ids: readonly string[], heights: Heights, isDrawn: (id: string, at: number) => boolean): Row[] {
  const rows: Row[] = [];
  let room: number | null = null;
  for (const [at, id] of ids.entries()) {
    if (isDrawn(id, at)) {
      if (room !== null) rows.push({ room, before: at });
      room = null;
      rows.push({ at });
    } else room = (room === null ? 0 : room + GAP) + (heights.get(id) ?? UNMEASURED);
  }
  if (room !== null) rows.push({ room, before: ids.length });
  return rows;
}

function scrollerOf(list: HTMLElement | null): Element | null {
  let at: Element | null = list;
  while (at && !/auto|scroll/.test(getComputedStyle(at).overflowY)) at = at.parentElement;
  return at;
}
