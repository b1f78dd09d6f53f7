// Short news at the foot of the screen, spoken politely; nothing that must be read stands only here.
'use client';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { later, useLater } from './later';

const sonner = later(() => import('sonner'));

interface News {
  message: string;
  action?: { label: string; onClick: () => void };
}

/** News that came before there was a place to show it; null as soon as there is one. */
let waiting: News[] | null = [];

export function Toasts() {
  const t = useTranslations('common');
  const here = useLater(sonner);
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
    here && (
      <here.Toaster
        position="bottom-center"
        containerAriaLabel={t('news')}
        toastOptions={{ unstyled: true, classNames: { toast: 'toast' } }}
      />
    )
  );
}

/** Says one sentence for 5 s; `action` adds one verb, and time to take it. */
export function notify(message: string, action?: News['action']): void {
  const here = sonner.now();
  if (here && !waiting) show(here, { message, action });
  else waiting?.push({ message, action });
  sonner.ask();
}

function show({ toast }: typeof import('sonner'), { message, action }: News): void {
  toast(message, { duration: action ? 10_000 : 5000, action });
}
