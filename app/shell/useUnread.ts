// How many notifications wait unread: asked when the page opens, gets the focus, hears something, and every 30 s while it is seen.
'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../client/api';
import { NEWS } from './context';

const EVERY_MS = 30_000;

/** `unread` is null until the first answer; a failed question leaves the last one. */
export function useUnread(): { unread: number | null; refresh: () => void } {
  const [unread, setUnread] = useState<number | null>(null);
  const asking = useRef(false);
  const again = useRef(false);
  const refresh = useCallback(() => {
    if (asking.current) {
      again.current = true;
      return;
    }
    asking.current = true;
    void call<{ unread: number }>('GET', '/me/notifications/unread').then((answer) => {
      asking.current = false;
      if (answer.ok) setUnread(answer.value.unread);
      if (!again.current) return;
      again.current = false;
      refresh();
    });
  }, []);
  useEffect(() => {
    const whenSeen = () => {
      if (document.visibilityState === 'visible') refresh();
    };
    refresh();
    const timer = setInterval(whenSeen, EVERY_MS);
    document.addEventListener('visibilitychange', whenSeen);
    window.addEventListener('focus', whenSeen);
    window.addEventListener(NEWS, whenSeen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', whenSeen);
      window.removeEventListener('focus', whenSeen);
      window.removeEventListener(NEWS, whenSeen);
    };
  }, [refresh]);
  return { unread, refresh };
}
