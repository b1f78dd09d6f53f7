// Looks again at what is in sight when it may have changed.
'use client';
import { type RefObject, useEffect } from 'react';
import type { nextFrame } from '../editor/session/nextFrame';

/** Asks for a frame at each scroll of what `inside` stands in, and at each new size of the window. `scrollerOf` is the same for good. */
export function useScrolled(
  inside: RefObject<HTMLElement | null>,
  frame: ReturnType<typeof nextFrame>,
  scrollerOf: (inside: HTMLElement | null) => Element | null,
): void {
  useEffect(() => {
    const scroller = scrollerOf(inside.current);
    scroller?.addEventListener('scroll', frame.ask, { passive: true });
    window.addEventListener('resize', frame.ask);
    return () => {
      scroller?.removeEventListener('scroll', frame.ask);
      window.removeEventListener('resize', frame.ask);
      frame.cancel();
    };
  }, [inside, frame, scrollerOf]);
}
