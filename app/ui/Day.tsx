// Dates as the office writes them: 11-20 and 2026-11-20 in Chinese, 20 Nov 2026 in English.
'use client';
import { useLocale, useTimeZone, useTranslations } from 'next-intl';

/** `at` ISO 8601 in UTC; `timeZone` an IANA name. With `time`, the minute is added. */
export function formatDay(
  at: string,
  locale: string,
  timeZone: string | undefined,
  detail: { year?: boolean; time?: boolean } = {},
): string {
  const when = new Date(at);
  const clock = detail.time ? ` ${part(when, 'en-GB', timeZone, { hour: '2-digit', minute: '2-digit' })}` : '';
  if (locale === 'en') {
    return (
      part(when, 'en-GB', timeZone, { day: 'numeric', month: 'short', ...(detail.year && { year: 'numeric' }) }) + clock
    );
  }
  const iso = part(when, 'sv-SE', timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' });
  return (detail.year ? iso : iso.slice(5)) + clock;
}

/** `near`: of today only the clock, of yesterday that word with it; of every other day, the day and the clock. */
export function Day({ at, year, time, near }: { at: string; year?: boolean; time?: boolean; near?: boolean }) {
  const t = useTranslations('common');
  const locale = useLocale();
  const timeZone = useTimeZone();
  const whole = formatDay(at, locale, timeZone, { year, time: time || near });
  const ago = near ? daysAgo(at, timeZone) : null;
  const clock = whole.slice(-5);
  return <time dateTime={at}>{ago === 0 ? clock : ago === 1 ? t('yesterday', { time: clock }) : whole}</time>;
}

/** 0 today, 1 yesterday, null for every other day. */
function daysAgo(at: string, timeZone: string | undefined): 0 | 1 | null {
  const dayOf = (iso: string) => formatDay(iso, 'zh-CN', timeZone, { year: true });
  const day = dayOf(at);
  const now = Date.now();
  if (day === dayOf(new Date(now).toISOString())) return 0;
  return day === dayOf(new Date(now - 86_400_000).toISOString()) ? 1 : null;
}

/** How long ago, as people say it: the clock of today, yesterday, else the day; the whole of it in the title. */
export function When({ at }: { at: string }) {
  const locale = useLocale();
  const timeZone = useTimeZone();
  const day = (ago: number) =>
    formatDay(new Date(Date.now() - ago).toISOString(), locale, timeZone, { year: true }) ===
    formatDay(at, locale, timeZone, { year: true });
  const words = day(0)
    ? formatDay(at, locale, timeZone, { time: true }).slice(-5)
    : day(DAY_MS)
      ? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-1, 'day')
      : formatDay(at, locale, timeZone);
  return (
    <time dateTime={at} title={formatDay(at, locale, timeZone, { year: true, time: true })}>
      {words}
    </time>
  );
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Making one costs as much as forty uses: a rail of 300 threads says 300 days. */
const formats = new Map<string, Intl.DateTimeFormat>();

function part(when: Date, tag: string, timeZone: string | undefined, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify([tag, timeZone, options]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(tag, { ...options, timeZone });
  formats.set(key, format);
  return format.format(when);
}
