// A part of a page as the server paints it first: its HTML, in one of the two languages.

import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Locale } from '../../domain/actor';
import en from '../../domain/words/en.json';
import zh from '../../domain/words/zh-CN.json';

/** Nothing is pressed in a picture, so nothing is gone to. */
const ROUTER = {} as AppRouterInstance;

export function rendered(part: ReactNode, locale: Locale = 'zh-CN', timeZone = 'Asia/Shanghai'): string {
  return renderToStaticMarkup(
    <AppRouterContext.Provider value={ROUTER}>
      <NextIntlClientProvider locale={locale} messages={locale === 'en' ? en : zh} timeZone={timeZone}>
        {part}
      </NextIntlClientProvider>
    </AppRouterContext.Provider>,
  );
}
