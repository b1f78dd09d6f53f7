// Dates as `domain/day.ts` tells them to this reader.
'use client';
import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { clockOf, type DateDetail, daysAgo, tellDate } from '../../domain/day';

/** Tells dates in words; for sentences. */
export function useDates(): (at: string, detail?: DateDetail) => string {
  const locale = useLocale();
  const timeZone = useTimeZone();
  return (at, detail) => tellDate(at, { locale, timeZone, now: thisMoment() }, detail);
}

/** `at` an instant or a calendar day. `near`: of today only the clock, of yesterday that word with it; of every other day, day and clock. */
export function Day({ at, year, time, near }: { at: string; year?: boolean; time?: boolean; near?: boolean }) {
  const t = useTranslations('common');
  const timeZone = useTimeZone();
  const tell = useDates();
  const ago = near ? daysAgo(at, { timeZone, now: thisMoment() }) : null;
  const clock = () => clockOf(at, timeZone);
  return (
    <time dateTime={at}>
      {ago === 0 ? clock() : ago === 1 ? t('yesterday', { time: clock() }) : tell(at, { year, time: time || near })}
    </time>
  );
}

export const thisMoment = () => new Date().toISOString();
