// The first visit: the first administrator and the organisation's name, under the one-time link that the server printed.
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { runtime } from '../../../server/runtime';
import { setUpAction } from '../actions';
import { Sentence } from '../Sentence';
import { SetUpForm } from './SetUpForm';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('entry'))('setUp') };
}

export default async function SetUpPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const { auth } = runtime();
  if (!(await auth.needsSetUp())) redirect('/sign-in');
  const { token } = await searchParams;
  const link = typeof token === 'string' ? await auth.link(token) : null;
  if (typeof token !== 'string' || link?.kind !== 'setup') return <Sentence of="setUp" />;
  return <SetUpForm action={setUpAction} token={token} />;
}
