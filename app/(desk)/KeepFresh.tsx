// The desk is of now: asked for anew when its reader comes back to it after a while, and when something reaches them (DE10).
'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useShell } from '../shell/context';

/** Who only looked at another window for a moment is not made to wait, in ms. */
const WHILE_MS = 60_000;

export function KeepFresh() {
  const router = useRouter();
  const { unread } = useShell();
  const before = useRef<number | null>(null);
  useEffect(() => {
    if (before.current !== null && unread !== before.current) router.refresh();
    before.current = unread;
  }, [unread, router]);
  useEffect(() => {
    let left = Date.now();
    const look = () => {
      if (document.visibilityState !== 'visible') left = Date.now();
      else if (Date.now() - left > WHILE_MS) router.refresh();
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [router]);
  return null;
}
