// The update log as history: every row of every epoch in order, read in pieces of bounded size; and where versions stand in it.
import type postgres from 'postgres';
import type { LogEntry } from '../../domain/document/authors';
import type { Mark, Place } from '../../domain/history';
import type { VersionRow } from './versions';

/** A piece of the log: so many rows, and rows of so many bytes (the first one whatever it weighs). */
const PIECE_ROWS = 2_000;
const PIECE_BYTES = 4 * 1024 * 1024;

/**
 * The log behind `from` (null: from its beginning), up to and including `until`. Statements of their own without a transaction: what is committed never changes, and no
 * connection is held while a reader computes. An epoch whose log does not begin at 1 begins with its oldest snapshot.
 */
export async function* logBetween(
  sql: postgres.Sql,
  docId: string,
  from: Place | null,
  until: Place,
): AsyncGenerator<LogEntry[]> {
  const bases = (await openings(sql, docId, until)).filter(({ epoch }) => from === null || epoch > from.epoch);
  let after: Place = from ?? { epoch: 0, seq: 0 };
  for (;;) {
    const rows = await piece(sql, docId, after, until);
    const end = rows.at(-1) ?? null;
    const due = bases.filter((base) => end === null || isBefore(base, end));
    bases.splice(0, due.length);
    yield [...due, ...rows].sort((a, b) => (isBefore(a, b) ? -1 : 1));
    if (end === null) return;
    after = end;
  }
}

async function piece(sql: postgres.Sql, docId: string, after: Place, until: Place): Promise<LogEntry[]> {
  const rows = await sql<Stored[]>`
    select epoch, seq, bytes, person_id as "personId", (extract(epoch from at) * 1000)::float8 as at from updates
    where doc_id = ${docId} and (epoch, seq) > (${after.epoch}, ${after.seq}) and (epoch, seq) <= (
      select epoch, seq from (
        select epoch, seq, n, sum(size) over (order by n) as total from (
          select epoch, seq, octet_length(bytes) as size, row_number() over (order by epoch, seq) as n from updates
          where doc_id = ${docId} and (epoch, seq) > (${after.epoch}, ${after.seq}) and (epoch, seq) <= (${until.epoch}, ${until.seq})
          order by epoch, seq limit ${PIECE_ROWS}
        ) as sized
      ) as summed
      where n = 1 or total <= ${PIECE_BYTES} order by n desc limit 1)
    order by epoch, seq`;
  return rows.map(entryOf);
}

async function openings(sql: postgres.Sql, docId: string, until: Place): Promise<LogEntry[]> {
  const rows = await sql<Stored[]>`
    select distinct on (epoch) epoch, seq, state as bytes, null as "personId", (extract(epoch from at) * 1000)::float8 as at
    from snapshots
    where doc_id = ${docId} and (epoch, seq) <= (${until.epoch}, ${until.seq}) and not exists (
      select 1 from updates first
      where first.doc_id = snapshots.doc_id and first.epoch = snapshots.epoch and first.seq = 1)
    order by epoch, seq`;
  return rows.map(entryOf);
}

type Stored = Omit<LogEntry, 'seq'> & { seq: string };

function entryOf({ seq, ...row }: Stored): LogEntry {
  return { ...row, seq: Number(seq), at: Math.round(row.at) };
}

/** A snapshot stands before the rows behind it. */
function isBefore(a: Place, b: Place): boolean {
  return a.epoch < b.epoch || (a.epoch === b.epoch && a.seq <= b.seq);
}

/** Where the log of the present epoch ends; null when there is no such document. */
export async function endOfLog(sql: postgres.Sql, docId: string): Promise<Place | null> {
  const [row] = await sql<{ epoch: number; seq: string }[]>`
    select epoch, last_seq as seq from documents where id = ${docId}`;
  return row ? { epoch: row.epoch, seq: Number(row.seq) } : null;
}

/** Where versions stand, frozen and kept ones, in the order of the log. Behind a restore its own change stands alone. */
export async function versionPlaces(sql: postgres.Sql, reviewId: string): Promise<Mark[]> {
  const rows = await sql<{ no: number | null; epoch: number; seq: string }[]>`
    select no, epoch, seq from versions where review_id = ${reviewId}
    union all
    select null, epoch, seq from named_versions where review_id = ${reviewId}
    union all
    select null, epoch, seq + 1 from named_versions where review_id = ${reviewId} and kind = 'restore'
    order by epoch, seq, no`;
  return rows.map(({ seq, ...row }) => ({ ...row, seq: Number(seq) }));
}

export interface FrozenRow extends Place {
  id: string;
  reviewId: string;
  no: number;
  contentSha256: string;
  sections: VersionRow['sections'];
  frozenBy: string;
  frozenAt: Date;
  outcome: VersionRow['outcome'];
}

/** Frozen versions with their places, oldest first. */
export async function frozenRows(sql: postgres.Sql, reviewId: string): Promise<FrozenRow[]> {
  const rows = await sql<(Omit<FrozenRow, 'seq' | 'frozenAt'> & { seq: string; at: number })[]>`
    select id, review_id as "reviewId", no, epoch, seq, content_sha256 as "contentSha256", sections,
      frozen_by as "frozenBy", outcome,
      (extract(epoch from frozen_at) * 1000)::float8 as at
    from versions where review_id = ${reviewId} order by no`;
  return rows.map(({ seq, at, ...row }) => ({ ...row, seq: Number(seq), frozenAt: new Date(at) }));
}

/** The newest state that is kept of this epoch at or before `until`: what of the log has to be read from there on. */
export async function stateBefore(
  sql: postgres.Sql,
  docId: string,
  { epoch, seq }: Place,
): Promise<{ seq: number; state: Uint8Array } | null> {
  const [row] = await sql<{ seq: string; state: Uint8Array }[]>`
    select seq, state from (
      (select seq, state from snapshots where doc_id = ${docId} and epoch = ${epoch} and seq <= ${seq}
        and (sha256 is null or sha256 = sha256(state)) order by seq desc limit 1)
      union all
      (select seq, state from versions where review_id = ${docId} and epoch = ${epoch} and seq <= ${seq} order by seq desc limit 1)
      union all
      (select seq, state from named_versions where review_id = ${docId} and epoch = ${epoch} and seq <= ${seq} order by seq desc limit 1)
    ) as kept order by seq desc limit 1`;
  return row ? { seq: Number(row.seq), state: row.state } : null;
}

/** What a version froze, for its authors; null when there is none of this number. */
export async function frozenState(
  sql: postgres.Sql,
  reviewId: string,
  no: number,
): Promise<(Place & { state: Uint8Array; canonical: Uint8Array }) | null> {
  const [row] = await sql<{ epoch: number; seq: string; state: Uint8Array; canonical: Uint8Array }[]>`
    select epoch, seq, state, canonical from versions where review_id = ${reviewId} and no = ${no}`;
  return row ? { ...row, seq: Number(row.seq) } : null;
}
