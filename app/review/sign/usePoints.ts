// The points that sections or steps were returned with, asked for whenever the sign-off is another one.
'use client';
import { useCallback, useEffect, useState } from 'react';
import type { ReturnPointView, SignoffView } from '../../../domain/view';
import { call } from '../../client/api';

const NONE: readonly ReturnPointView[] = [];

/** Oldest first. `answered`: one was, or may have been: ask anew. */
export function usePoints(
  reviewId: string,
  signoff: SignoffView | null,
): { points: readonly ReturnPointView[]; answered: () => void } {
  const [points, setPoints] = useState(NONE);
  const [asked, setAsked] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another sign-off, or an answer, asks again.
  useEffect(() => {
    let gone = false;
    if (signoff)
      void call<{ items: readonly ReturnPointView[] }>('GET', `/reviews/${reviewId}/points`).then((answer) => {
        if (!gone && answer.ok) setPoints((before) => (same(before, answer.value.items) ? before : answer.value.items));
      });
    return () => {
      gone = true;
    };
  }, [reviewId, signoff, asked]);
  return { points, answered: useCallback(() => setAsked((n) => n + 1), []) };
}

function same(a: readonly ReturnPointView[], b: readonly ReturnPointView[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
