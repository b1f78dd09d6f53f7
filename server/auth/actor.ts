// From a request to an actor: the session cookie, `Authorization: Bearer`, or `token` of a socket's query.
import type { Actor } from '../../domain/actor';
import { sessionCookieName } from '../../domain/cookie';
import { askedLocale } from '../../domain/locale';
import { actorOfToken, type SessionNeeds } from './sessions';

export interface Credentials {
  cookieHeader?: string | undefined;
  authorization?: string | undefined;
  queryToken?: string | null | undefined;
  acceptLanguage?: string | undefined;
}

/**
 * Null when nobody stands behind it. A token that is given counts alone: falling back to the cookie would let a foreign page
 * pass the Origin check by sending rubbish in `Authorization`. The cookie takes browser sessions only, tokens API tokens only.
 * Throws when the store cannot be asked.
 */
export async function actorOf(needs: SessionNeeds & { publicUrl: string }, from: Credentials): Promise<Actor | null> {
  const asked = askedLocale(cookieOf(from.cookieHeader, 'locale'), from.acceptLanguage);
  if (from.authorization !== undefined) {
    const token = /^Bearer +([^\s]+) *$/i.exec(from.authorization)?.[1];
    return token === undefined ? null : actorOfToken(needs, token, 'token', asked);
  }
  if (typeof from.queryToken === 'string') return actorOfToken(needs, from.queryToken, 'token', asked);
  const cookie = cookieOf(from.cookieHeader, sessionCookieName(needs.publicUrl));
  return cookie === null ? null : actorOfToken(needs, cookie, 'web', asked);
}

/** The first cookie of that name; null when there is none. */
export function cookieOf(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name)
      return part
        .slice(at + 1)
        .trim()
        .replace(/^"(.*)"$/, '$1');
  }
  return null;
}
