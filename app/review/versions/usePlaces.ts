// From change to change of a difference, by buttons and by Alt PgDn and Alt PgUp.
'use client';
import { type RefObject, useCallback, useEffect } from 'react';

export function usePlaces(scroller: RefObject<HTMLElement | null>): { go: (by: 1 | -1) => void } {
  const go = useCallback(
    (by: 1 | -1) => {
      const places = [...(scroller.current?.querySelectorAll<HTMLElement>('[data-place]') ?? [])];
      const current = places.findIndex((place) => place.classList.contains('is-cur'));
      const next =
        places[current === -1 ? (by === 1 ? 0 : places.length - 1) : (current + by + places.length) % places.length];
      if (!next) return;
      for (const one of scroller.current?.querySelectorAll('.is-cur') ?? []) one.classList.remove('is-cur');
      next.classList.add('is-cur');
      scroller.current?.querySelector(`[data-twin="${next.dataset.place}"]`)?.classList.add('is-cur');
      next.scrollIntoView({ block: 'center' });
      next.focus({ preventScroll: true });
    },
    [scroller],
  );
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
      if (event.key !== 'PageDown' && event.key !== 'PageUp') return;
      event.preventDefault();
      go(event.key === 'PageDown' ? 1 : -1);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [go]);
  return { go };
}
