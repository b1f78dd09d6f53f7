// Back on the line: says once how much of what was written without it has now reached the text.
'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { notify } from '../ui/Toast';
import type { Live } from './live';

export function useMerged({ link, unsaved, settled }: Live['save']): void {
  const t = useTranslations('review.news');
  /** The most that was only here since the line was lost; null while it holds. */
  const waiting = useRef<number | null>(null);
  useEffect(() => {
    if (link === 'offline') waiting.current = Math.max(waiting.current ?? 0, unsaved);
    if (waiting.current === null) return;
    if (link !== 'live') {
      waiting.current = Math.max(waiting.current, unsaved);
    } else if (settled && unsaved === 0) {
      if (waiting.current > 0) notify(t('merged', { n: waiting.current }));
      waiting.current = null;
    }
  }, [link, unsaved, settled, t]);
}
