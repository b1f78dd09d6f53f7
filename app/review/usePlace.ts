// The place that an address names (see `place`): gone to once, when the text is there.
'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useRef } from 'react';
import type { Block } from '../../domain/document/blocks';
import { later, useLater } from '../ui/later';
import type { Goes } from './place';

const place = later(() => import('./place'));
const NAMES = ['thread', 'find', 'section', 'tab'];

/** `ready`: the text stands on the screen. The address loses the place afterwards: a reload stays where the reader is. */
export function usePlace(ready: boolean, blocks: readonly Block[], go: Goes): void {
  const asked = useSearchParams().toString();
  const path = usePathname();
  const done = useRef('');
  const here = useLater(place);
  useEffect(() => {
    // The same place may be asked for again.
    if (asked === '') done.current = '';
    if (!ready || done.current === asked) return;
    const params = new URLSearchParams(asked);
    if (!NAMES.some((name) => params.has(name))) return;
    if (!here) return place.ask();
    done.current = asked;
    here.goTo(params, blocks, go);
    window.history.replaceState(null, '', path);
  }, [ready, asked, path, blocks, go, here]);
}
