// Which cards are laid out: those within a screen of what is seen. Of the 10 ms that Chromium takes for a letter in a text with 300
// comments, cards that nobody saw took 2 (measured with and without them, no script running).
'use client';
import { type RefObject, useEffect, useMemo } from 'react';
import { nextFrame } from '../../editor/session/nextFrame';
import { useScrolled } from '../useScrolled';

/**
 * Marks cards of threads that are far away for the style sheet; unsent words and a new comment are always there. `placed`: y of each
 * card in px; null until their heights are known, which takes all of them. The one that is open or has the focus is never far; who walks on with Tab finds the next one laid out.
 */
export function useNear(stack: RefObject<HTMLElement | null>, placed: ReadonlyMap<string, number> | null): void {
  const frame = useMemo(() => {
    const look = () => {
      const scroller = scrollerOf(stack.current);
      if (!stack.current || !scroller || !placed) return;
      const seen = scroller.getBoundingClientRect();
      const top = seen.top - stack.current.getBoundingClientRect().top;
      for (const card of stack.current.children) {
        if (!(card instanceof HTMLElement)) continue;
        const y = placed.get(card.dataset.threadCard ?? '');
        if (y !== undefined) card.toggleAttribute('data-far', y < top - 2 * seen.height || y > top + 2 * seen.height);
      }
    };
    return nextFrame(look);
  }, [stack, placed]);
  useScrolled(stack, frame, scrollerOf);
  useEffect(() => frame.ask(), [frame]);
}

function scrollerOf(stack: HTMLElement | null): Element | null {
  return stack?.closest('.ws-scroll') ?? null;
}
