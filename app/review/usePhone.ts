// Whether this is the phone's layout: read, comment, sign. A narrow window with a mouse is a desktop at 200 %, where people write.
'use client';
import { useSyncExternalStore } from 'react';

/** As the style sheets have it. */
const NARROW = '(max-width: 559px), (max-width: 767px) and (pointer: coarse)';

function subscribe(changed: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** False on the server: the first paint is the same for both, its layout is the style sheet's. */
export function usePhone(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(NARROW).matches,
    () => false,
  );
}
