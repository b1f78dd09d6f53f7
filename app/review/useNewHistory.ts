// After a restore this page's history is over (4409): the screen asks for the present one, until it is given it.
'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import type { Live } from './live';

const FIRST_MS = 1000;
/** The server may be on its way back, or may refuse this copy for a reason of its own: then in all patience. */
const LONGEST_MS = 30_000;

export function useNewHistory({ ending }: Pick<Live, 'ending'>): void {
  const router = useRouter();
  useEffect(() => {
    if (ending !== 'history') return;
    let wait = FIRST_MS;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      router.refresh();
      timer = setTimeout(ask, wait);
      wait = Math.min(wait * 2, LONGEST_MS);
    };
    ask();
    return () => clearTimeout(timer);
  }, [ending, router]);
}
