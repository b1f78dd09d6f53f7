// The words of domain/words for texts that the server writes (exports); the same messages as on the pages.
import { createTranslator } from 'next-intl';
import type { Locale } from '../domain/actor';
import en from '../domain/words/en.json';
import zh from '../domain/words/zh-CN.json';

const MESSAGES = { 'zh-CN': zh, en } as const;

/** A translator for one namespace; a missing word throws, so that a test finds it. */
export function words(
  locale: Locale,
  namespace: string,
): (key: string, values?: Record<string, string | number>) => string {
  const translate = createTranslator({
    locale,
    messages: MESSAGES[locale] as Record<string, unknown>,
    namespace,
    onError: (error: Error) => {
      throw error;
    },
  } as Parameters<typeof createTranslator>[0]) as (key: string, values?: Record<string, string | number>) => string;
  return translate;
}
