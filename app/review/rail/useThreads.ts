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
  useEffect(() => setItems((before) => kept(before, initial)), [initial]);

  const refresh = useCallback((): Promise<void> => {
    if (running.current) {
      again.current = true;
      return running.current;
    }
    const fetchOnce = async (): Promise<void> => {
      again.current = false;
      const answer = await call<{ items: readonly ThreadView[] }>('GET', `/reviews/${reviewId}/threads`);
      if (answer.ok) setItems((before) => kept(before, answer.value.items));
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

/** Threads that say the same stay the same value: their cards are not drawn again. */
function kept(before: readonly ThreadView[], next: readonly ThreadView[]): readonly ThreadView[] {
  const known = new Map(before.map((thread) => [thread.id, thread]));
  return next.map((thread) => {
    const old = known.get(thread.id);
    return old && textOf(old) === textOf(thread) ? old : thread;
  });
}

const texts = new WeakMap<ThreadView, string>();

function textOf(thread: ThreadView): string {
  const known = texts.get(thread);
  if (known !== undefined) return known;
  const text = JSON.stringify(thread);
  texts.set(thread, text);
  return text;
}
