// The frame of every page: language, theme before the first paint, icons, words, news.
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import './globals.css';
import { chosenTheme, PAINT } from './theme';
import { Sprite } from './ui/Sprite';
import { Toasts } from './ui/Toast';

/** A nonce belongs to one request: nothing here may be rendered ahead (STACK trap 10). */
export const dynamic = 'force-dynamic';

export const viewport: Viewport = { width: 'device-width', initialScale: 1, viewportFit: 'cover' };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common');
  // Links that carry a one-time token must not travel on as a referrer.
  return {
    title: { default: t('product'), template: `%s · ${t('product')}` },
    referrer: 'same-origin',
    robots: { index: false },
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, theme, head, t] = await Promise.all([
    getLocale(),
    chosenTheme(),
    headers(),
    getTranslations('common'),
  ]);
  return (
    <html lang={locale} data-look={theme} data-theme={theme === 'dark' ? 'dark' : 'light'} suppressHydrationWarning>
      <head>
        <script
          nonce={head.get('x-nonce') ?? undefined}
          suppressHydrationWarning
          // biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant, under the request's nonce
          dangerouslySetInnerHTML={{ __html: PAINT }}
        />
      </head>
      <body>
        <a className="skip" href="#main">
          {t('skip')}
        </a>
        <Sprite />
        <NextIntlClientProvider>
          {children}
          <Toasts />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
