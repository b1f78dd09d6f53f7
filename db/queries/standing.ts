// What is asked for every request and every socket, for many at once: prepared statements of postgres.js (drizzle prepares none).
import type postgres from 'postgres';
import type { Role, Stage } from '../../domain/review';
import type { SessionKind } from './sessions';

export interface StandingSession {
  id: string;
  kind: SessionKind;
  lastSeenAt: Date;
  person: { id: string; name: string; email: string; admin: boolean; colour: number; locale: string | null };
}

/** By the SHA-256 of their tokens: those that stand now. Ended, expired, or of a disabled person: not there. */
export async function sessionsByToken(
  sql: postgres.Sql,
  hashes: readonly string[],
  now: Date,
): Promise<Map<string, StandingSession>> {
  const rows = await sql<
    (StandingSession['person'] & { hash: string; session: string; kind: SessionKind; seen: number })[]
  >`
    select s.token_sha256 as hash, s.id as session, s.kind, (extract(epoch from s.last_seen_at) * 1000)::float8 as seen,
      p.id, p.name, p.email, p.admin, p.colour, p.locale
    from sessions s join people p on p.id = s.person_id
    where s.token_sha256 = any(${[...hashes]}) and s.ended_at is null and p.disabled_at is null
      and s.expires_at > ${now.toISOString()}::timestamptz`;
  return new Map(
    rows.map(({ hash, session, kind, seen, ...person }) => [
      hash,
      { id: session, kind, lastSeenAt: new Date(seen), person },
    ]),
  );
}

/** Which of these sessions stand now. */
export async function standingOf(sql: postgres.Sql, sessionIds: readonly string[], now: Date): Promise<Set<string>> {
  const rows = await sql<{ id: string }[]>`
    select s.id from sessions s join people p on p.id = s.person_id
    where s.id = any(${[...sessionIds]}::uuid[]) and s.ended_at is null and p.disabled_at is null
      and s.expires_at > ${now.toISOString()}::timestamptz`;
  return new Set(rows.map(({ id }) => id));
}

export interface ReviewStanding {
  id: string;
  stage: Stage;
  epoch: number;
  /** Administrators whose look into it is not over (BG1). */
  lookers: string[];
  members: { personId: string; roles: Role[] }[];
  /** Keys of the sections that are returned now, sorted. */
  openSections: string[];
  /** In the bin until then. */
  binnedUntil: Date | null;
}

/** Of each review what rights are decided by. A disabled person has no role (matrix). */
export async function reviewStandings(
  sql: postgres.Sql,
  reviewIds: readonly string[],
): Promise<Map<string, ReviewStanding>> {
  const rows = await sql<
    {
      id: string;
      stage: Stage;
      epoch: number;
      lookers: string[];
      open: string[] | null;
      bin: number | null;
      personId: string | null;
      roles: Role[] | null;
    }[]
  >`
    select r.id, r.stage, (extract(epoch from r.binned_until) * 1000)::float8 as bin, d.epoch, m.person_id as "personId", m.roles, case when r.stage = 'signoff' then (
      select array_agg(s.section_key order by s.section_key) from returned_sections s
      where s.review_id = r.id and s.closed_at is null) end as open,
      array(select b.admin_id::text from break_glass b
        join people a on a.id = b.admin_id and a.admin and a.disabled_at is null
        where b.review_id = r.id and b.until > now()) as lookers
    from reviews r join documents d on d.id = r.id
    left join (members m join people p on p.id = m.person_id and p.disabled_at is null) on m.review_id = r.id
    where r.id = any(${[...reviewIds]}::uuid[])`;
  const found = new Map<string, ReviewStanding>();
  for (const { id, stage, epoch, lookers, open, bin, personId, roles } of rows) {
    const binnedUntil = bin === null ? null : new Date(bin);
    const review = found.get(id) ?? { id, stage, epoch, lookers, members: [], openSections: open ?? [], binnedUntil };
    if (personId !== null) review.members.push({ personId, roles: roles ?? [] });
    found.set(id, review);
  }
  return found;
}
