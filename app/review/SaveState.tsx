// Where the words are: on the server, on their way, or only on this device. Spoken when there is trouble and when it ends, not at each word.
'use client';
import { clsx } from 'clsx';
import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { useState } from 'react';
import { formatDay } from '../ui/Day';
import { Icon } from '../ui/Icon';
import { type SaveInput, saveState, spokenAfter } from './badge';

export function SaveState({ input }: { input: SaveInput }) {
  const t = useTranslations('save');
  const locale = useLocale();
  const zone = useTimeZone();
  const { kind, look, icon, unsaved, at } = saveState(input);
  const [before, setBefore] = useState(() => spokenAfter(null, kind));
  const spoken = spokenAfter(before, kind);
  if (spoken !== before) setBefore(spoken);
  const time = at === null ? '' : clockOf(at, locale, zone);
  return (
    <>
      <span className={clsx('save', look)}>
        <Icon name={icon} />
        {t(kind, { n: unsaved, time })}
      </span>
      <span className="sr" role="status">
        {spoken.words && t(`spoken.${spoken.words}`)}
      </span>
    </>
  );
}

/** Today only the clock, else the day with it. `at` in ms since 1970. */
function clockOf(at: number, locale: string, zone: string | undefined): string {
  const iso = new Date(at).toISOString();
  const whole = formatDay(iso, locale, zone, { time: true });
  const sameDay = formatDay(iso, locale, zone) === formatDay(new Date().toISOString(), locale, zone);
  return sameDay ? whole.slice(-5) : whole;
}
