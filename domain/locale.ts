// Which of our languages a reader is spoken to in, from what a browser says unasked.
import { LOCALES, type Locale } from './actor';

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

/** The language that was chosen here (cookie `locale`), else what the browser prefers. */
export function askedLocale(cookie: string | null | undefined, acceptLanguage: string | null | undefined): Locale {
  return LOCALES.find((locale) => locale === cookie) ?? preferredLocale(acceptLanguage ?? null);
}
