// The account page: oneself, the password, tokens for programs, and where one is signed in.
import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { getTranslations } from 'next-intl/server';
import { LOCALES } from '../../../domain/actor';
import { runtime } from '../../../server/runtime';
import { requireActor } from '../../session';
import { chosenTheme } from '../../theme';
import { Account } from './Account';
import './account.css';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('title') };
}

export default async function AccountRoute() {
  const actor = await requireActor();
  const [page, theme, jar] = await Promise.all([runtime().views.account(actor), chosenTheme(), cookies()]);
  // The cookie wins, as it does when the page is painted: the switches show what is seen.
  const named = LOCALES.find((locale) => locale === jar.get('locale')?.value);
  return <Account page={page} locale={named ?? page.person.locale} theme={theme} />;
}
