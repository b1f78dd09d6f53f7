// P2: leaving with words that the server does not have asks first, by a link or command of the product and by the browser's Back. Closing
// and loading anew are the browser's own to ask (`useLive`).
'use client';
import { useEffect, useRef, useState } from 'react';
import type { Saving } from '../editor/useReviewDoc';
import { type Guard, guardLeaving } from '../ui/leaving';

/** What is on its way is mostly there within this, in ms: nobody is asked about it. */
const ON_ITS_WAY_MS = 500;
const LOOK_MS = 20;

/** `go` while the person is asked: what they wanted; null else. */
export function useLeaving(saving: Saving): { go: (() => void) | null; stay: () => void } {
  const [go, setGo] = useState<{ on: () => void } | null>(null);
  const ask = useRef<Guard>(() => false);
  ask.current = (on) => {
    if (saving.unsaved() === 0) return false;
    void isSavedSoon(saving).then((saved) => (saved ? on() : setGo({ on })));
    return true;
  };
  useEffect(() => guardLeaving((on) => ask.current(on)), []);
  useEffect(() => guardBack((on) => ask.current(on)), []);
  // Saved while it was being thought about: that is what the person wanted.
  useEffect(() => {
    if (!go) return;
    return saving.subscribe(() => {
      if (saving.unsaved() === 0) go.on();
    });
  }, [go, saving]);
  const stay = () => setGo(null);
  const goes = () => {
    stay();
    go?.on();
  };
  return { go: go && goes, stay };
}

function isSavedSoon(saving: Saving): Promise<boolean> {
  return new Promise((resolve) => {
    const since = performance.now();
    const look = () => {
      const saved = saving.unsaved() === 0;
      if (saved || performance.now() - since > ON_ITS_WAY_MS) resolve(saved);
      else setTimeout(look, LOOK_MS);
    };
    look();
  });
}

/** Where the browser lets a page have a word in it; elsewhere the copy on the device is what keeps the words. */
function guardBack(ask: Guard): () => void {
  const { navigation } = window as { navigation?: Navigation };
  let goes = false;
  const left = (event: NavigateEvent) => {
    const { key, url } = event.destination;
    const away = new URL(url).pathname !== window.location.pathname;
    if (goes || !away || !event.cancelable || event.navigationType !== 'traverse') return;
    const on = () => {
      goes = true;
      navigation?.traverseTo(key);
    };
    if (ask(on)) event.preventDefault();
  };
  navigation?.addEventListener('navigate', left);
  return () => navigation?.removeEventListener('navigate', left);
}
