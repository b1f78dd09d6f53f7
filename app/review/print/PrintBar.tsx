// Over the printed page on a screen: printing, and the way back. No part of what is printed.
'use client';
import { useTranslations } from 'next-intl';
import { Button, ButtonLink } from '../../ui/Button';

/** `pending`: suggestions that nobody has decided on. */
export function PrintBar({ reviewId, pending }: { reviewId: string; pending: number }) {
  const t = useTranslations('editor.print');
  return (
    <header className="pr-bar">
      <ButtonLink variant="ghost" icon="chev-l" href={`/reviews/${reviewId}`}>
        {t('back')}
      </ButtonLink>
      {pending > 0 ? (
        <span className="grow">{t('pending', { n: pending })}</span>
      ) : (
        <span className="hint grow">{t('draft')}</span>
      )}
      <Button variant="primary" icon="print" onClick={() => window.print()}>
        {t('now')}
      </Button>
    </header>
  );
}
