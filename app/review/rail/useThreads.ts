// The threads of a review in the page: those it came with, fetched again when the server says they changed.
'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ThreadView } from '../../../domain/view';
import { call } from '../../client/api';
import { useRefusalWords } from '../../client/useCall';

export interface Threads {
  items: readonly ThreadView[];
  refresh: () => Promise<void>;
  /** Why the last fetch brought nothing; null when it did. */
  problem: string | null;
}

/** `initial` comes with the page; a newer page brings newer ones. Many notices in a row become one fetch after the running one. */
export function useThreads(reviewId: string, initial: readonly ThreadView[]): Threads {
  const say = useRefusalWords();
  const [items, setItems] = useState(initial);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef<Promise<void> | null>(null);
  const again = useRef(false);
  useEffect(() => setItems(initial), [initial]);

  const refresh = useCallback((): Promise<void> => {
    if (running.current) {
      again.current = true;
      return running.current;
    }
    const fetchOnce = async (): Promise<void> => {
      again.current = false;
      const answer = await call<{ items: readonly ThreadView[] }>('GET', `/reviews/${reviewId}/threads`);
      if (answer.ok) setItems(answer.value.items);
      setProblem(answer.ok ? null : say(answer.problem.code));
      if (again.current) await fetchOnce();
    };
    running.current = fetchOnce().finally(() => {
      running.current = null;
    });
    return running.current;
  }, [reviewId, say]);

  return { items, refresh, problem };
}
