// Whether this is the phone's layout: read, comment, sign. A narrow window with a mouse is a desktop at 200 %, where people write.
'use client';
import { useSyncExternalStore } from 'react';

/** As the style sheets have it. */
const NARROW = '(max-width: 559px), (max-width: 767px) and (pointer: coarse)';

/** Asked at each drawing: one list for all of them. */
let known: MediaQueryList | undefined;
const query = () => (known ??= window.matchMedia(NARROW));

function subscribe(changed: () => void): () => void {
  query().addEventListener('change', changed);
  return () => query().removeEventListener('change', changed);
}

/** False on the server: the first paint is the same for both, its layout is the style sheet's. */
export function usePhone(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => query().matches,
    () => false,
  );
}
