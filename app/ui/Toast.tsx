// Short news at the foot of the screen, spoken politely; nothing that must be read stands only here.
'use client';
import { useTranslations } from 'next-intl';
import { Toaster, toast } from 'sonner';

export function Toasts() {
  const t = useTranslations('common');
  return (
    <Toaster
      position="bottom-center"
      containerAriaLabel={t('news')}
      toastOptions={{ unstyled: true, classNames: { toast: 'toast' } }}
    />
  );
}

/** Says one sentence for 5 s; `action` adds one verb. */
export function notify(message: string, action?: { label: string; onClick: () => void }): void {
  toast(message, { duration: 5000, action });
}
