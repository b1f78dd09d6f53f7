// P2: leaving with words that the server does not have asks first, by a link or command of the product and by the browser's Back. Closing
// and loading anew are the browser's own to ask (`useLive`).
'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { Saving } from '../editor/useReviewDoc';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { type Guard, guardLeaving } from '../ui/leaving';
import { Unsaved } from './LiveSave';

/** What is on its way is mostly there within this, in ms: nobody is asked about it. */
const ON_ITS_WAY_MS = 500;

export function LeaveRoom({ saving }: { saving: Saving }) {
  const t = useTranslations('review.leave');
  const { asked, answer } = useLeaving(saving);
  if (!asked) return null;
  const stay = () => answer(false);
  const foot = (
    <>
      <Button onClick={() => answer(true)}>{t('go')}</Button>
      <Button variant="primary" onClick={stay}>
        {t('stay')}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={stay} title={t('title')} foot={foot}>
      <p>
        <Unsaved saving={saving}>{(n) => t('what', { n })}</Unsaved>
      </p>
    </Dialog>
  );
}

function useLeaving(saving: Saving): { asked: boolean; answer: (goes: boolean) => void } {
  const [go, setGo] = useState<{ on: () => void } | null>(null);
  const ask = useRef<Guard>(() => false);
  ask.current = (on) => {
    if (saving.now().unsaved === 0) return false;
    void isSavedSoon(saving).then((saved) => (saved ? on() : setGo({ on })));
    return true;
  };
  useEffect(() => guardLeaving((on) => ask.current(on)), []);
  useEffect(() => guardBack((on) => ask.current(on)), []);
  // Saved while it was being thought about: that is what the person wanted.
  useEffect(() => {
    if (!go) return;
    return saving.subscribe(() => {
      if (saving.now().unsaved === 0) go.on();
    });
  }, [go, saving]);
  const answer = (goes: boolean) => {
    setGo(null);
    if (goes) go?.on();
  };
  return { asked: go !== null, answer };
}

function isSavedSoon(saving: Saving): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (saved: boolean) => {
      stop();
      clearTimeout(timer);
      resolve(saved);
    };
    const stop = saving.subscribe(() => saving.now().unsaved === 0 && end(true));
    const timer = setTimeout(() => end(false), ON_ITS_WAY_MS);
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
