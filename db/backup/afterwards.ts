// What a restore does to the rows that came back: every document begins a new history, nobody is signed in any more.
import type postgres from 'postgres';

export async function documentIds(tx: postgres.TransactionSql): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`select id from documents order by id`;
  return rows.map(({ id }) => id);
}

/** The highest epoch that came with the backup; 0 without documents. */
export async function highestEpoch(tx: postgres.TransactionSql): Promise<number> {
  const [row] = await tx<{ epoch: number }[]>`select coalesce(max(epoch), 0)::int as epoch from documents`;
  return row?.epoch ?? 0;
}

/**
 * The document goes on under `epoch`, with the whole text as the first and only row of its log: the server's own, because whose
 * each part is the rows of the earlier epochs say, and they stay. Client ids keep their owners (GU7, GU9: what is nobody's was
 * the server's, and stays reserved). `ends`: where each of them ends in this text, which is where its next update begins (ST21).
 */
export async function beginEpoch(
  tx: postgres.TransactionSql,
  input: { docId: string; from: number; epoch: number; state: Uint8Array; ends: ReadonlyMap<number, number> },
): Promise<void> {
  const { docId, from, epoch, state, ends } = input;
  await tx`update documents set epoch = ${epoch}, last_seq = 1 where id = ${docId}`;
  await tx`insert into updates (doc_id, epoch, seq, bytes) values (${docId}, ${epoch}, 1, ${state})`;
  await tx`
    insert into doc_clients (doc_id, epoch, client_id, person_id, session_id, at, wrote_at, clock)
    select doc_id, ${epoch}::int, client_id, person_id, session_id, at, wrote_at, ends.clock from doc_clients
    left join unnest(${[...ends.keys()]}::bigint[], ${[...ends.values()]}::bigint[]) as ends (id, clock) on ends.id = client_id
    where doc_id = ${docId} and epoch = ${from}`;
}

/** A session or a link that was ended after the backup must not live again, and which ones those are nobody knows: all end. */
export async function endEverySession(tx: postgres.TransactionSql): Promise<{ sessions: number; links: number }> {
  const sessions = await tx`update sessions set ended_at = now() where ended_at is null`;
  const links = await tx`update links set used_at = now() where used_at is null`;
  return { sessions: sessions.count, links: links.count };
}

/** Who was disabled in what is replaced stays disabled; answers how many the backup would have let in. */
export async function keepDisabled(tx: postgres.TransactionSql, personIds: readonly string[]): Promise<number> {
  const kept = await tx`
    update people set disabled_at = now() where id = any(${[...personIds]}::uuid[]) and disabled_at is null`;
  return kept.count;
}
