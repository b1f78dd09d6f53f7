// Whether this is the phone's layout: read, comment, sign.
'use client';
import { useSyncExternalStore } from 'react';

const NARROW = '(max-width: 767px)';

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
