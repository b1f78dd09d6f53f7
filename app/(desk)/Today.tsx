// The date in the desk's head, with the day of the week.
'use client';
import { useLocale, useTimeZone } from 'next-intl';

export function Today({ now }: { now: string }) {
  const locale = useLocale();
  const timeZone = useTimeZone();
  const when = new Date(now);
  if (locale === 'en')
    return new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone }).format(when);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('zh-CN', { ...options, timeZone }).format(when);
  const [, month, day] = /(\d+)\D+(\d+)/.exec(part({ month: 'numeric', day: 'numeric' })) ?? [];
  return `${month} 月 ${day} 日 ${part({ weekday: 'long' })}`;
}
