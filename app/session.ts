// Who reads this page. The only way to ask: never auth() or /api/auth/session, which clear the cookie when the database blips.
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import type { Actor, Locale } from '../domain/actor';
import { sessionCookieName } from '../domain/cookie';
import { askedLocale } from '../domain/locale';
import { runtime } from '../server/runtime';

/** The token of the session cookie; null without one. */
export async function sessionToken(): Promise<string | null> {
  return (await cookies()).get(sessionCookieName(runtime().publicUrl))?.value ?? null;
}

/** The language of somebody whose profile names none. */
export async function browserLocale(): Promise<Locale> {
  return askedLocale((await cookies()).get('locale')?.value, (await headers()).get('accept-language'));
}

/** The signed-in person, or null; asked once per request. Throws when the store cannot be asked: an outage signs nobody out. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const token = await sessionToken();
  return token === null ? null : runtime().auth.actorOfToken(token, await browserLocale());
});

/** The signed-in person; others go to sign in and come back to this page. */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor();
  if (actor) return actor;
  const here = await requestedPath();
  redirect(here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`);
}

/** Path and query that the browser asked for, as the custom server noted it; '/' when it did not. */
export async function requestedPath(): Promise<string> {
  return (await headers()).get('x-countersign-path') ?? '/';
}
