// Says who looks in by break-glass, and until when; gone when the look is over, without asking anybody.
'use client';
import { useTimeZone, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { clockOf } from '../../../domain/day';
import type { ReviewPage } from '../../../domain/view';
import { Banner } from '../Banners';

export function LookBanner({ looks }: Pick<ReviewPage, 'looks'>) {
  const t = useTranslations('rights');
  const zone = useTimeZone();
  const last = looks
    .map(({ until }) => until)
    .sort()
    .at(-1);
  const over = useOver(last);
  if (last === undefined || over) return null;
  const names = [...new Set(looks.map(({ name }) => name))].join(t('sep'));
  const time = clockOf(last, zone);
  return (
    <Banner meaning="reserve" icon="eye" title={t('looks', { names })}>
      {t('looksWhat', { time })}
    </Banner>
  );
}

/** `until` ISO 8601; the clock of the browser only hides a sentence here, the server ends the look. */
function useOver(until: string | undefined): boolean {
  const [ended, setEnded] = useState<string | null>(null);
  useEffect(() => {
    if (until === undefined) return;
    const timer = setTimeout(() => setEnded(until), Math.max(0, Date.parse(until) - Date.now()));
    return () => clearTimeout(timer);
  }, [until]);
  return until !== undefined && ended === until;
}
