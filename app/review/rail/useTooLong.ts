// TH19: why a selection is too long for one comment, said before anything is sent.
'use client';
import { useTranslations } from 'next-intl';
import { MAX_RANGE } from '../../../domain/thread';

/** The sentence with how long it is and may be; null for a quote that one comment may stand on. */
export function useTooLong(): (quote: string) => string | null {
  const t = useTranslations('threads');
  return (quote) => {
    const n = quote.replaceAll(/^\n+|\n+$/g, '').length;
    return n > MAX_RANGE ? t('tooLong', { n, max: MAX_RANGE }) : null;
  };
}
