// The way in and out as server actions: each a thin line to the auth door. Answers a refusal's code, or leaves the page.
'use server';
import { redirect } from 'next/navigation';
import { LOCALES } from '../../domain/actor';
import type { RefusalCode } from '../../domain/refusal';
import { runtime } from '../../server/runtime';
import { SignInRefused, signIn, signOut } from '../auth';
import { safeNext } from '../next';
import { requestedPath, sessionToken } from '../session';
import type { EntryState } from './EntryForm';

/** Fields: email, password, and `next`; without it the one in the page's own address. */
export async function signInAction(_previous: EntryState, form: FormData): Promise<EntryState> {
  const error = await enter(text(form, 'email'), text(form, 'password'));
  if (error) return { error };
  const asked = new URL(safeNext(await requestedPath()), 'http://here.invalid').searchParams.get('next');
  redirect(safeNext(form.get('next') ?? asked));
}

/** The session ends first: when it cannot, the person is not told that it did. */
export async function signOutAction(): Promise<void> {
  const token = await sessionToken();
  if (token !== null) await runtime().auth.signOut(token);
  await signOut({ redirect: false });
  redirect('/sign-in');
}

/** Fields: token, organisation, name, email, password, locale. */
export async function setUpAction(_previous: EntryState, form: FormData): Promise<EntryState> {
  const [email, password] = [text(form, 'email'), text(form, 'password')];
  const locale = LOCALES.find((one) => one === form.get('locale'));
  const done = await runtime().auth.setUp({
    token: text(form, 'token'),
    organisation: text(form, 'organisation'),
    name: text(form, 'name'),
    email,
    password,
    ...(locale ? { locale } : {}),
  });
  if (!done.ok) return { error: done.refusal.code };
  redirect((await enter(email, password)) ? '/sign-in' : '/');
}

/** Fields: token, password, and name with an invitation. */
export async function takeLinkAction(_previous: EntryState, form: FormData): Promise<EntryState> {
  const [password, name] = [text(form, 'password'), text(form, 'name')];
  const done = await runtime().auth.takeLink({ token: text(form, 'token'), password, ...(name ? { name } : {}) });
  if (!done.ok) return { error: done.refusal.code };
  redirect((await enter(done.value.email, password)) ? '/sign-in' : '/');
}

/** Signs in with a fresh session and sets its cookie; the browser's former session ends. The refusal's code, or null. */
async function enter(email: string, password: string): Promise<RefusalCode | null> {
  const former = await sessionToken();
  try {
    await signIn('credentials', { email, password, redirect: false });
  } catch (error) {
    if (error instanceof SignInRefused) return error.code;
    console.error(error);
    return 'unavailable';
  }
  if (former !== null) await runtime().auth.signOut(former);
  return null;
}

function text(form: FormData, field: string): string {
  const value = form.get(field);
  return typeof value === 'string' ? value : '';
}
