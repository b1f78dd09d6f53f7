// The waivers of a review in the page: those it came with, fetched again when the server says that something changed.
'use client';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { WaiverView } from '../../../domain/view';
import { call } from '../../client/api';
import { useRefusalWords } from '../../client/useCall';

export interface Waivers {
  /** Oldest first, also those taken back. */
  items: readonly WaiverView[];
  /** Those that nobody has taken back. */
  standing: readonly WaiverView[];
  refresh: () => Promise<void>;
  /** Why the last fetch brought nothing; null when it did. */
  problem: string | null;
}

export function useWaivers(reviewId: string, initial: readonly WaiverView[]): Waivers {
  const say = useRefusalWords();
  const [items, setItems] = useState(initial);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => setItems(initial), [initial]);
  const refresh = useCallback(async () => {
    const answer = await call<{ items: readonly WaiverView[] }>('GET', `/reviews/${reviewId}/waivers`);
    if (answer.ok) setItems(answer.value.items);
    setProblem(answer.ok ? null : say(answer.problem.code));
  }, [reviewId, say]);
  const standing = useMemo(() => items.filter((one) => one.withdrawn === null), [items]);
  return { items, standing, refresh, problem };
}
