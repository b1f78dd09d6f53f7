// Sessions: opened with a fresh token each time, found by it, kept alive by use, ended at once.

import type { Database } from '../../db/open';
import type { Queries } from '../../db/queries/db';
import { personById } from '../../db/queries/people';
import { insertSession, type SessionKind, touchSession } from '../../db/queries/sessions';
import { type Actor, LOCALES, type Locale } from '../../domain/actor';
import { Refused } from '../../domain/refusal';
import type { Log } from '../log';
import type { SessionReader } from './sessionReader';
import { newToken, tokenSha256 } from './tokens';

const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
/** A browser's session ends this long after its last use; a token of POST /session this long after it was made. */
const SESSION_DAYS = 30;

/**
 * A new session for an active person, in the caller's transaction. Never an existing token: what was planted in a browser
 * before the sign-in opens nothing (fixation). @throws Refused `wrong-credentials` for somebody disabled meanwhile.
 */
export async function openSession(
  tx: Queries,
  input: { personId: string; kind: SessionKind; name?: string; now: Date; days?: number },
): Promise<{ id: string; token: string; expiresAt: Date }> {
  // Locked, so that disabling the person comes before (refused here) or after (ends this one too).
  const person = await personById(tx, input.personId, true);
  if (!person || person.disabledAt) throw new Refused('wrong-credentials');
  const token = newToken();
  const expiresAt = new Date(input.now.getTime() + (input.days ?? SESSION_DAYS) * DAY);
  const id = await insertSession(tx, {
    personId: input.personId,
    tokenSha256: sha(token),
    kind: input.kind,
    name: input.name ?? null,
    now: input.now,
    expiresAt,
  });
  return { id, token, expiresAt };
}

export interface SessionNeeds {
  database: Database;
  log: Log;
  clock(): Date;
  sessions: SessionReader;
}

/**
 * Who is behind a token of this kind now; null when there is nobody. Throws when the store cannot be asked: an outage signs
 * nobody out (T12). `asked`: the language of somebody whose profile names none.
 */
export async function actorOfToken(
  needs: SessionNeeds,
  token: string,
  kind: SessionKind,
  asked: Locale = 'zh-CN',
): Promise<Actor | null> {
  const hash = tokenSha256(token);
  if (hash === null) return null;
  const now = needs.clock();
  const session = await needs.sessions.byToken(hash);
  if (session?.kind !== kind) return null;
  const { person } = session;
  if (now.getTime() - session.lastSeenAt.getTime() > MINUTE) await keepAlive(needs, session.id, kind, now);
  return {
    personId: person.id,
    name: person.name,
    email: person.email,
    admin: person.admin,
    colour: person.colour,
    sessionId: session.id,
    via: kind === 'web' ? 'session' : 'token',
    locale: LOCALES.find((locale) => locale === person.locale) ?? asked,
  };
}

/** Written once a minute at most. A database that only reads for a while (failover, full disk) must not close the pages too. */
async function keepAlive(needs: SessionNeeds, sessionId: string, kind: SessionKind, now: Date): Promise<void> {
  const expiresAt = kind === 'web' ? new Date(now.getTime() + SESSION_DAYS * DAY) : undefined;
  try {
    await touchSession(needs.database.db, sessionId, now, expiresAt);
  } catch (error) {
    needs.log.warn('the last use of a session could not be noted; it is tried again at the next request', { error });
  }
}

function sha(token: string): string {
  const hash = tokenSha256(token);
  if (hash === null) throw new Error('a new token has the wrong form');
  return hash;
}
