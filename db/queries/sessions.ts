// Sessions and API tokens: found by the SHA-256 of their token, ended, never deleted.
import { and, desc, eq, gt, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import { people, sessions } from '../schema/people';
import type { Queries } from './db';

export type SessionRow = typeof sessions.$inferSelect;
export type SessionKind = SessionRow['kind'];

export async function insertSession(
  tx: Queries,
  input: { personId: string; tokenSha256: string; kind: SessionKind; name: string | null; now: Date; expiresAt: Date },
): Promise<string> {
  const { now, ...rest } = input;
  const [row] = await tx
    .insert(sessions)
    .values({ ...rest, createdAt: now, authenticatedAt: now, lastSeenAt: now })
    .returning({ id: sessions.id });
  if (!row) throw new Error('insert of a session returned no row');
  return row.id;
}

const standing = (now: Date) => and(isNull(sessions.endedAt), gt(sessions.expiresAt, now), isNull(people.disabledAt));

export async function standsById(db: Queries, sessionId: string, now: Date): Promise<boolean> {
  const rows = await db
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(and(eq(sessions.id, sessionId), standing(now)));
  return rows.length > 0;
}

/** Notes that the session was used; `expiresAt` moves only when given. An ended one stays as it is. */
export async function touchSession(db: Queries, sessionId: string, now: Date, expiresAt?: Date): Promise<void> {
  await db
    .update(sessions)
    .set({ lastSeenAt: now, ...(expiresAt ? { expiresAt } : {}) })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.endedAt)));
}

/** Ends the ones that match and have not ended; answers with them. */
async function end(tx: Queries, where: ReturnType<typeof and>, now: Date) {
  return tx
    .update(sessions)
    .set({ endedAt: now })
    .where(and(where, isNull(sessions.endedAt)))
    .returning({ id: sessions.id, personId: sessions.personId });
}

export async function endByToken(tx: Queries, tokenSha256: string, kind: SessionKind, now: Date) {
  const [row] = await end(tx, and(eq(sessions.tokenSha256, tokenSha256), eq(sessions.kind, kind)), now);
  return row ?? null;
}

/** Null when it is not this person's, or has ended. */
export async function endById(tx: Queries, personId: string, sessionId: string, now: Date) {
  const [row] = await end(tx, and(eq(sessions.id, sessionId), eq(sessions.personId, personId)), now);
  return row ?? null;
}

/** Ends all of a person's sessions and tokens but `except`; answers how many. */
export async function endAllOf(tx: Queries, personId: string, now: Date, except?: string): Promise<number> {
  const rows = await end(
    tx,
    and(eq(sessions.personId, personId), except === undefined ? undefined : ne(sessions.id, except)),
    now,
  );
  return rows.length;
}

const standsOf = (personId: string, now: Date) =>
  and(eq(sessions.personId, personId), isNull(sessions.endedAt), gt(sessions.expiresAt, now));

/** Personal tokens of somebody that stand, last used first; they have a name, sign-ins have none. */
export async function tokensOf(db: Queries, personId: string, now: Date): Promise<SessionRow[]> {
  return db
    .select()
    .from(sessions)
    .where(and(standsOf(personId, now), isNotNull(sessions.name)))
    .orderBy(desc(sessions.lastSeenAt), sql`${sessions.id}`);
}

/** Sign-ins of somebody that stand, by browser or API, but `but`: last used first, behind `after` when given. */
export async function signInsOf(
  db: Queries,
  personId: string,
  now: Date,
  page: { but: string; after?: { at: Date; id: string }; limit: number },
): Promise<SessionRow[]> {
  const used = sql`date_trunc('milliseconds', ${sessions.lastSeenAt})`;
  const { after } = page;
  return db
    .select()
    .from(sessions)
    .where(
      and(
        standsOf(personId, now),
        isNull(sessions.name),
        ne(sessions.id, page.but),
        after && sql`(${used}, ${sessions.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(used), desc(sessions.id))
    .limit(page.limit);
}

/** One sign-in of somebody, as it stands; null for a token, or when it is over. */
export async function signInOf(db: Queries, personId: string, id: string, now: Date): Promise<SessionRow | null> {
  const [row] = await db
    .select()
    .from(sessions)
    .where(and(standsOf(personId, now), isNull(sessions.name), eq(sessions.id, id)));
  return row ?? null;
}
