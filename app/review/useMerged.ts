// Back on the line: says once how much of what was written without it has now reached the text.
'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { Saving } from '../editor/useReviewDoc';
import { notify } from '../ui/Toast';

export function useMerged(saving: Saving): void {
  const t = useTranslations('review.news');
  /** The most that was only here since the line was lost; null while it holds. */
  const waiting = useRef<number | null>(null);
  useEffect(() => {
    const look = () => {
      const { link, unsaved, settled } = saving.now();
      if (link === 'offline') waiting.current = Math.max(waiting.current ?? 0, unsaved);
      if (waiting.current === null) return;
      if (link !== 'live') {
        waiting.current = Math.max(waiting.current, unsaved);
      } else if (settled && unsaved === 0) {
        if (waiting.current > 0) notify(t('merged', { n: waiting.current }));
        waiting.current = null;
      }
    };
    look();
    return saving.subscribe(look);
  }, [saving, t]);
}
