// The measured heights of cards, kept fresh while they fold, grow and wrap.
'use client';
import { useCallback, useEffect, useRef, useState } from 'react';

/** `ref(id)` goes on each card; `heights` in px. */
export function useHeights(): {
  ref: (id: string) => (element: HTMLElement | null) => void;
  heights: ReadonlyMap<string, number>;
} {
  const [heights, setHeights] = useState<ReadonlyMap<string, number>>(new Map());
  const elements = useRef(new Map<string, HTMLElement>());
  const refs = useRef(new Map<string, (element: HTMLElement | null) => void>());
  const observer = useRef<ResizeObserver | null>(null);

  const measure = useCallback(() => {
    setHeights((before) => {
      const next = new Map<string, number>();
      for (const [id, { offsetHeight }] of elements.current) {
        // One that is far away is not laid out: it keeps the height that it had.
        const height = offsetHeight || before.get(id);
        if (height !== undefined) next.set(id, height);
      }
      return same(before, next) ? before : next;
    });
  }, []);
  useEffect(() => () => observer.current?.disconnect(), []);

  const ref = useCallback(
    (id: string) => {
      const known = refs.current.get(id);
      if (known) return known;
      const attach = (element: HTMLElement | null) => {
        observer.current ??= new ResizeObserver(measure);
        const before = elements.current.get(id);
        if (before) observer.current.unobserve(before);
        if (element) {
          elements.current.set(id, element);
          observer.current.observe(element);
        } else {
          elements.current.delete(id);
          refs.current.delete(id);
        }
      };
      refs.current.set(id, attach);
      return attach;
    },
    [measure],
  );
  return { ref, heights };
}

export function same(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
  return a.size === b.size && Array.from(a).every(([key, value]) => b.get(key) === value);
}
