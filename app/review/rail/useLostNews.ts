// A comment that has just lost its words is said once, with the way to it; the tray keeps it.
'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { ThreadView } from '../../../domain/view';
import { notify } from '../../ui/Toast';

/** What is cut and pasted a moment later has lost nothing, in ms. */
const SETTLED = 3000;

export function useLostNews(threads: readonly ThreadView[], open: (id: string) => void): void {
  const t = useTranslations('threads');
  const known = useRef<ReadonlySet<string> | null>(null);
  const latest = useRef({ threads, open });
  latest.current = { threads, open };
  useEffect(() => {
    known.current ??= new Set(lostOf(threads));
    if (lostOf(threads).every((id) => known.current?.has(id))) {
      known.current = new Set(lostOf(threads));
      return;
    }
    const timer = setTimeout(() => {
      const now = lostOf(latest.current.threads);
      const fresh = now.filter((id) => !known.current?.has(id));
      known.current = new Set(now);
      const [first] = fresh;
      if (first === undefined || document.visibilityState !== 'visible') return;
      notify(t('wentLost', { n: fresh.length }), {
        label: t('wentLostShow'),
        onClick: () => latest.current.open(first),
      });
    }, SETTLED);
    return () => clearTimeout(timer);
  }, [threads, t]);
}

function lostOf(threads: readonly ThreadView[]): string[] {
  return threads.filter(({ state, lostAt }) => state === 'open' && lostAt !== null).map(({ id }) => id);
}
