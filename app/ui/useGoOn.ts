// The keyboard goes on in a list that grows on demand: with the last part the button that asked for it is gone.
'use client';
import { useEffect, useRef } from 'react';

/** Answers what to call with the number of rows there are when more are asked for, null to forget it. `rowAt`: what gets the focus there. */
export function useGoOn(
  count: number,
  rowAt: (n: number) => HTMLElement | null | undefined,
): (from: number | null) => void {
  const from = useRef<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once more rows stand there.
  useEffect(() => {
    if (from.current === null || count <= from.current) return;
    const row = rowAt(from.current);
    from.current = null;
    row?.focus();
  }, [count]);
  return (n) => {
    from.current = n;
  };
}
