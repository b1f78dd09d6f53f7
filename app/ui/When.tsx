// How long ago something was, in words.
'use client';
import { useLocale, useTimeZone } from 'next-intl';
import { clockOf, daysAgo } from '../../domain/day';
import { thisMoment, useDates } from './Day';

/** How long ago, as people say it: the clock of today, yesterday, else the day; the whole of it in the title. */
export function When({ at }: { at: string }) {
  const locale = useLocale();
  const timeZone = useTimeZone();
  const tell = useDates();
  const ago = daysAgo(at, { timeZone, now: thisMoment() });
  const words =
    ago === 0
      ? clockOf(at, timeZone)
      : ago === 1
        ? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-1, 'day')
        : tell(at);
  return (
    <time dateTime={at} title={tell(at, { year: true, time: true })}>
      {words}
    </time>
  );
}
