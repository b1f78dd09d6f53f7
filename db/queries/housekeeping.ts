// What is put in order while nobody waits for it: bounded statements, each safe to run twice and on several nodes.
import type postgres from 'postgres';

/** The first half of the lock's name (see repeats.ts). */
const HOUSEKEEPING = 7_202;

/** Removes at most `limit` one-time links that were spent or expired before `before`; answers how many. */
export async function deleteOldLinks(sql: postgres.Sql, before: Date, limit: number): Promise<number> {
  const { count } = await sql`
    delete from links where id in (
      select id from links where coalesce(used_at, expires_at) < ${before.toISOString()}::timestamptz limit ${limit})`;
  return count;
}

/** Removes at most `limit` notifications that were read before `before`; unread ones stay. Answers how many. */
export async function deleteOldNotifications(sql: postgres.Sql, before: Date, limit: number): Promise<number> {
  const { count } = await sql`
    delete from notifications where id in (
      select id from notifications where read_at < ${before.toISOString()}::timestamptz limit ${limit})`;
  return count;
}

/** Removes at most `limit` answers to requests of before `before`: nobody repeats them any more. Answers how many. */
export async function deleteOldRepeats(sql: postgres.Sql, before: Date, limit: number): Promise<number> {
  const { count } = await sql`
    delete from repeats where (person_id, key) in (
      select person_id, key from repeats where at < ${before.toISOString()}::timestamptz limit ${limit})`;
  return count;
}

/** Removes at most `limit` client ids that were announced before `before` and under which nobody ever wrote; answers how many. */
export async function deleteOldClientIds(sql: postgres.Sql, before: Date, limit: number): Promise<number> {
  const { count } = await sql`
    delete from doc_clients where (doc_id, epoch, client_id) in (
      select doc_id, epoch, client_id from doc_clients
      where wrote_at is null and at < ${before.toISOString()}::timestamptz limit ${limit})
    and wrote_at is null`;
  return count;
}

/** Documents whose log is `atLeast` updates longer than their newest snapshot, and in which nobody has written since `quietSince`. */
export async function longTails(
  sql: postgres.Sql,
  { atLeast, quietSince, limit }: { atLeast: number; quietSince: Date; limit: number },
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select d.id from documents d
    join updates u on u.doc_id = d.id and u.epoch = d.epoch and u.seq = d.last_seq
    where d.last_seq >= ${atLeast} and u.at < ${quietSince.toISOString()}::timestamptz and d.last_seq - coalesce(
      (select max(s.seq) from snapshots s where s.doc_id = d.id and s.epoch = d.epoch), 0) >= ${atLeast}
    limit ${limit}`;
  return rows.map(({ id }) => id);
}

/**
 * Runs `work` while no other node does the same for `subject`; answers whether it ran. What `work` throws is thrown once the lock is
 * given back: a connection that it lost is not the one that holds the lock, whose transaction would wait for its own end for ever.
 */
export async function alone(sql: postgres.Sql, subject: string, work: () => Promise<void>): Promise<boolean> {
  let failure: { error: unknown } | null = null;
  const ran = await sql.begin(async (tx) => {
    const [row] = await tx<{ held: boolean }[]>`
      select pg_try_advisory_xact_lock(${HOUSEKEEPING}, hashtext(${subject})) as held`;
    if (!row?.held) return false;
    await work().catch((error: unknown) => {
      failure = { error };
    });
    return true;
  });
  if (failure) throw (failure as { error: unknown }).error;
  return ran;
}
