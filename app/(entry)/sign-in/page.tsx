// Signing in with e-mail and password.
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { runtime } from '../../../server/runtime';
import { currentActor } from '../../session';
import { signInAction } from '../actions';
import { SignInForm } from './SignInForm';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('entry'))('signIn') };
}

export default async function SignInPage() {
  if (await runtime().auth.needsSetUp()) redirect('/set-up');
  if (await currentActor()) redirect('/');
  return <SignInForm action={signInAction} organisation={await runtime().organisation()} />;
}
