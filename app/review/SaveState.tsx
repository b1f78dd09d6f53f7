// Where the words are: on the server, on their way, or only on this device. Spoken when there is trouble and when it ends, not at each word.
'use client';
import { clsx } from 'clsx';
import { useTimeZone, useTranslations } from 'next-intl';
import { useState } from 'react';
import { clockOf, daysAgo } from '../../domain/day';
import { useDates } from '../ui/Day';
import { Icon } from '../ui/Icon';
import { type SaveInput, saveState, spokenAfter } from './badge';

export function SaveState({ input }: { input: SaveInput }) {
  const t = useTranslations('save');
  const timeZone = useTimeZone();
  const tell = useDates();
  const { kind, look, icon, unsaved, at } = saveState(input);
  const [before, setBefore] = useState(() => spokenAfter(null, kind));
  const spoken = spokenAfter(before, kind);
  if (spoken !== before) setBefore(spoken);
  const iso = at === null ? null : new Date(at).toISOString();
  // Today only the clock, else the day with it.
  const today = iso !== null && daysAgo(iso, { timeZone, now: new Date().toISOString() }) === 0;
  const time = iso === null ? '' : today ? clockOf(iso, timeZone) : tell(iso, { time: true });
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
