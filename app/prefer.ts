// What a browser tells about its reader without being asked: language and time zone. Pure, so that it can be tested.
import type { Locale } from '../domain/actor';

/** The first language of an Accept-Language header that we speak; Chinese when it names neither. */
export function preferredLocale(header: string | null): Locale {
  const wanted = (header ?? '')
    .split(',')
    .map((entry) => {
      const [tag = '', ...rest] = entry.trim().toLowerCase().split(';');
      const q = rest.map((r) => /^\s*q=([\d.]+)$/.exec(r)?.[1]).find(Boolean);
      return { tag, weight: q === undefined ? 1 : Number(q) };
    })
    .filter((entry) => entry.weight > 0 && /^(zh|en)(-|$)/.test(entry.tag))
    .sort((a, b) => b.weight - a.weight);
  return wanted[0]?.tag.startsWith('en') ? 'en' : 'zh-CN';
}

/** The browser's zone when it is one, else the server's: dates must not jump between server and browser. */
export function validTimeZone(zone: string | undefined): string {
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone) return own;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: decodeURIComponent(zone) }).resolvedOptions().timeZone;
  } catch {
    return own; // A cookie is anybody's text: an unknown zone is no zone.
  }
}
