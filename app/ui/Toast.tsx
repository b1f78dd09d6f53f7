// Short news at the foot of the screen, spoken politely; nothing that must be read stands only here.
'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { later, onPressedInVain, useLater } from './later';

const sonner = later(() => import('sonner'));

interface News {
  message: string;
  action?: { label: string; onClick: () => void };
}

/** How long it is said that something could not be fetched, in ms. */
const IN_VAIN_MS = 6_000;

/** News that came before there was a place to show it; null as soon as there is one. */
let waiting: News[] | null = [];

export function Toasts() {
  const t = useTranslations('common');
  const here = useLater(sonner);
  const inVain = usePressedInVain();
  // Effects of what stands inside come first: the place listens by now.
  useEffect(() => {
    if (!here) return;
    const missed = waiting ?? [];
    waiting = null;
    for (const news of missed) show(here, news);
    return () => {
      waiting = [];
    };
  }, [here]);
  return (
    <>
      {inVain > 0 && (
        <p className="toast toast-plain" role="alert" key={inVain}>
          {t('notFetched')}
        </p>
      )}
      {here && (
        <here.Toaster
          position="bottom-center"
          containerAriaLabel={t('news')}
          toastOptions={{ unstyled: true, classNames: { toast: 'toast' } }}
        />
      )}
    </>
  );
}

/** How often something was pressed whose code could not be fetched, for so long as that is worth saying; said without code of others. */
function usePressedInVain(): number {
  const [n, setN] = useState(0);
  useEffect(() => onPressedInVain(() => setN((before) => before + 1)), []);
  useEffect(() => {
    if (n === 0) return;
    const timer = setTimeout(() => setN(0), IN_VAIN_MS);
    return () => clearTimeout(timer);
  }, [n]);
  return n;
}

/** Says one sentence for 5 s; `action` adds one verb, and time to take it. */
export function notify(message: string, action?: News['action']): void {
  const here = sonner.now();
  if (here && !waiting) show(here, { message, action });
  else waiting?.push({ message, action });
  sonner.fetch();
}

/** A sentence stands there once, however often it is said: a key held down in words that stand still would fill the screen. */
function show({ toast }: typeof import('sonner'), { message, action }: News): void {
  toast(message, action ? { duration: 10_000, action } : { duration: 5000, id: message });
}
