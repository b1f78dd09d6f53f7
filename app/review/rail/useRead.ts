// The thread that stands open is read: the bell stops counting it (NR6).
'use client';
import { useEffect } from 'react';
import { call } from '../../client/api';
import { useShell } from '../../shell/context';

/** Who only passes by has not read it, in ms. */
const READ_AFTER_MS = 1000;

/** `changed`: another value when something came to the thread. Nothing is asked while nothing is unread. */
export function useRead(active: string | null, changed: unknown): void {
  const { unread, refreshUnread } = useShell();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what comes to an open thread is read as well.
  useEffect(() => {
    if (active === null || unread === 0) return;
    const read = async () => {
      if (document.visibilityState !== 'visible') return;
      const answer = await call<{ marked: number }>('POST', '/me/notifications/read', { ids: [active] });
      if (answer.ok && answer.value.marked > 0) refreshUnread();
    };
    const timer = setTimeout(() => void read(), READ_AFTER_MS);
    return () => clearTimeout(timer);
  }, [active, changed, unread, refreshUnread]);
}
