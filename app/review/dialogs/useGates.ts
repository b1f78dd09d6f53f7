// The closed gates as the server sees them: asked when the dialog opens, and again when a freeze was refused.
'use client';
import { useCallback, useEffect, useState } from 'react';
import type { Gate } from '../../../domain/gates';
import { call } from '../../client/api';
import { useRefusalWords } from '../../client/useCall';

export function useGates(reviewId: string): {
  gates: readonly Gate[] | null;
  reload: () => Promise<void>;
  words: string | null;
} {
  const say = useRefusalWords();
  const [gates, setGates] = useState<readonly Gate[] | null>(null);
  const [words, setWords] = useState<string | null>(null);
  const reload = useCallback(async () => {
    const answer = await call<{ items: readonly Gate[] }>('GET', `/reviews/${reviewId}/gates`);
    if (answer.ok) setGates(answer.value.items);
    setWords(answer.ok ? null : say(answer.problem.code));
  }, [reviewId, say]);
  useEffect(() => void reload(), [reload]);
  return { gates, reload, words };
}
