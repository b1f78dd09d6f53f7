// The update log of the documents: loading, the one append statement for all of them, snapshots, and whose client ids wrote.
import type postgres from 'postgres';

export interface LogRow {
  seq: number;
  bytes: Uint8Array;
}

export interface ClientRow {
  clientId: number;
  personId: string;
  /** In ms since 1970; null while the id was only announced. */
  wroteAt: number | null;
}

export interface StoredText {
  epoch: number;
  freezeNo: number;
  /** `sound`: the bytes are those that were written, or are not; null where nobody knows (written before digests were kept). */
  snapshot: { seq: number; state: Uint8Array; sound: boolean | null } | null;
  /** What came after the snapshot, in order. */
  tail: LogRow[];
  clients: ClientRow[];
}

/** The newest snapshot and the log behind it, as of one instant: one statement. Null when there is no such document. */
export async function loadText(sql: postgres.Sql | postgres.TransactionSql, docId: string): Promise<StoredText | null> {
  const rows = await sql<LoadedRow[]>`
    with head as (
      select id, epoch, freeze_no from documents where id = ${docId}
    ), snapshot as (
      select s.seq, s.state, s.sha256 = sha256(s.state) as sound
      from head join snapshots s on s.doc_id = head.id and s.epoch = head.epoch order by s.seq desc limit 1
    )
    select 'head' as kind, epoch::bigint as n, freeze_no::float8 as m, null::bytea as bytes, null::uuid as person, false as sound,
        null as places
      from head
    union all select 'snapshot', seq, null, state, null, sound, null from snapshot
    union all select 'updates', min(u.seq), null, string_agg(u.bytes, '' order by u.seq), null, null,
        string_agg(concat(u.seq, ',', octet_length(u.bytes)), ',' order by u.seq)
      from head join updates u on u.doc_id = head.id and u.epoch = head.epoch
      where u.seq > coalesce((select seq from snapshot), 0)
      group by u.seq / ${TOGETHER}
    union all select 'clients', null, null, null, c.person_id, null, ${idsAndTimes(sql)}
      from head join doc_clients c on c.doc_id = head.id and c.epoch = head.epoch group by c.person_id`;
  const head = rows.find(({ kind }) => kind === 'head');
  if (!head) return null;
  const stored: StoredText = { epoch: Number(head.n), freezeNo: head.m ?? 0, snapshot: null, tail: [], clients: [] };
  for (const { kind, n, bytes, person, sound, places } of rows) {
    if (kind === 'clients' && person && places) addClients(stored.clients, person, places);
    if (kind === 'updates' && bytes && places) stored.tail.push(...apart({ bytes, places }));
    if (kind === 'snapshot' && bytes) stored.snapshot = { seq: Number(n), state: bytes, sound };
  }
  stored.tail.sort((a, b) => a.seq - b.seq);
  return stored;
}

/** One row of any of the parts: its number, a second one, and what else it has. */
interface LoadedRow {
  kind: 'head' | 'snapshot' | 'updates' | 'clients';
  n: string;
  m: number | null;
  bytes: Uint8Array | null;
  person: string | null;
  sound: boolean | null;
  places: string | null;
}

/** So many updates come as one value: a row of each would cost the driver more than reading the text costs Yjs. */
const TOGETHER = 4096;

interface Bundle {
  bytes: Uint8Array;
  /** Number and length in bytes of each update, in order, all with commas between. */
  places: string;
}

function apart({ bytes, places }: Bundle): LogRow[] {
  const rows: LogRow[] = [];
  const numbers = places.split(',').map(Number);
  let start = 0;
  for (let at = 0; at < numbers.length; at += 2) {
    const end = start + (numbers[at + 1] ?? 0);
    rows.push({ seq: numbers[at] ?? 0, bytes: bytes.subarray(start, end) });
    start = end;
  }
  return rows;
}

/** The log behind `after`, in order: for loading, and for what another node has committed. */
export async function readLog(
  sql: postgres.Sql | postgres.TransactionSql,
  from: { docId: string; epoch: number; after: number },
): Promise<LogRow[]> {
  const bundles = await sql<Bundle[]>`
    select string_agg(bytes, '' order by seq) as bytes, string_agg(concat(seq, ',', octet_length(bytes)), ',' order by seq) as places
    from updates where doc_id = ${from.docId} and epoch = ${from.epoch} and seq > ${from.after}
    group by seq / ${TOGETHER} order by min(seq)`;
  return bundles.flatMap(apart);
}

/** Where a document stands in the log. */
export interface Place {
  epoch: number;
  lastSeq: number;
}

/** Where the log of these documents ends; what is not there is not in it. */
export async function placesOf(sql: postgres.Sql, docIds: readonly string[]): Promise<Map<string, Place>> {
  if (docIds.length === 0) return new Map();
  const rows = await sql<{ id: string; epoch: number; lastSeq: string }[]>`
    select id, epoch, last_seq as "lastSeq" from documents where id = any(${[...docIds]}::uuid[])`;
  return new Map(rows.map(({ id, epoch, lastSeq }) => [id, { epoch, lastSeq: Number(lastSeq) }]));
}

export async function clientsOf(
  sql: postgres.Sql | postgres.TransactionSql,
  docId: string,
  epoch: number,
): Promise<ClientRow[]> {
  const rows = await sql<{ personId: string; places: string }[]>`
    select c.person_id as "personId", ${idsAndTimes(sql)} as places from doc_clients c
    where c.doc_id = ${docId} and c.epoch = ${epoch} group by c.person_id`;
  const clients: ClientRow[] = [];
  for (const { personId, places } of rows) addClients(clients, personId, places);
  return clients;
}

/** A person's ids as one value: each page that was ever opened has one, and a row of each would cost the driver most of a load. */
function idsAndTimes(sql: postgres.Sql | postgres.TransactionSql) {
  return sql`string_agg(concat(c.client_id, ',', (extract(epoch from c.wrote_at) * 1000)::bigint), ',' order by c.client_id)`;
}

function addClients(to: ClientRow[], personId: string, places: string): void {
  const parts = places.split(',');
  for (let at = 0; at < parts.length; at += 2) {
    const wroteAt = parts[at + 1];
    to.push({ clientId: Number(parts[at]), personId, wroteAt: wroteAt ? Number(wroteAt) : null });
  }
}

/** Keeps this state and the one before it; older ones go. One of the same place is replaced when it is not sound. The log stays whole. */
export async function saveSnapshot(
  sql: postgres.Sql,
  input: { docId: string; epoch: number; seq: number; state: Uint8Array },
): Promise<void> {
  const { docId, epoch, seq, state } = input;
  await sql`
    with kept as (
      insert into snapshots (doc_id, epoch, seq, state, sha256)
      select ${docId}, ${epoch}, ${seq}, state, sha256(state) from (select ${state}::bytea as state) written
      on conflict (doc_id, epoch, seq) do update set state = excluded.state, sha256 = excluded.sha256
      where snapshots.sha256 is distinct from sha256(snapshots.state)
    )
    delete from snapshots where doc_id = ${docId} and epoch = ${epoch} and seq < (
      select seq from snapshots where doc_id = ${docId} and epoch = ${epoch} and seq < ${seq} order by seq desc limit 1)`;
}

/** Holds the document's row until the transaction ends: appends of it are refused or left for later meanwhile. */
export async function lockDocument(
  tx: postgres.TransactionSql,
  docId: string,
): Promise<{ epoch: number; freezeNo: number; lastSeq: number } | null> {
  const [row] = await tx<{ epoch: number; freezeNo: number; lastSeq: string }[]>`
    select epoch, freeze_no as "freezeNo", last_seq as "lastSeq" from documents where id = ${docId} for update`;
  return row ? { ...row, lastSeq: Number(row.lastSeq) } : null;
}

/** From its commit on, appends that were checked under the number before are refused. */
export async function raiseFreezeNo(tx: postgres.TransactionSql, docId: string): Promise<void> {
  await tx`update documents set freeze_no = freeze_no + 1 where id = ${docId}`;
}

/** New structs of a client id: its clocks from `from` on, before `to`. */
export interface Written {
  clientId: number;
  from: number;
  to: number;
}

export interface AppendUpdate {
  bytes: Uint8Array;
  /** Null for the server's own writes. */
  personId: string | null;
  /** With other nodes: where each id must stand in the log. What one id writes on two nodes at once is taken of one. */
  written?: readonly Written[];
}

export interface AppendClient {
  clientId: number;
  personId: string;
  sessionId: string;
  /** False while it is only announced. */
  wrote: boolean;
}

/** What one document brings to a batch, with the epoch and freeze number under which it was checked. */
export interface AppendDocument {
  docId: string;
  epoch: number;
  freezeNo: number;
  updates: readonly AppendUpdate[];
  /** Each client id once. */
  clients: readonly AppendClient[];
}

export type AppendResult =
  | { kind: 'committed'; lastSeq: number }
  /** Somebody holds the row: another node's append, a freeze. Nothing happened; try again. */
  | { kind: 'locked' }
  /** The document has moved on: nothing of it was written, and nothing of it ever will be under this check. */
  | { kind: 'refused'; why: 'epoch' | 'freeze' | 'client' };

/**
 * One statement for all documents (STACK "The durable append"): each document is taken whole or not at all, `last_seq` grows
 * without gaps, locked rows are skipped so that one freeze holds up nobody else. A client id that another node bound to
 * somebody else a moment ago, or under which it wrote, makes the statement fail on person_id; the next try sees that row and
 * refuses its document alone.
 */
export async function appendBatch(sql: postgres.Sql, batch: readonly AppendDocument[]): Promise<AppendResult[]> {
  const ids = idsOf(batch);
  const [statement, more] = ids.length === 0 ? [APPEND, []] : [APPEND_WITH_IDS, ids];
  const rows = await sql.unsafe<AppendRow[]>(statement, [...updatesOf(batch), ...more], { prepare: true });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return batch.map(({ docId, epoch }) => {
    const row = byId.get(docId);
    if (!row) return { kind: 'locked' };
    if (row.last_seq !== null) return { kind: 'committed', lastSeq: Number(row.last_seq) };
    if (row.epoch !== epoch) return { kind: 'refused', why: 'epoch' };
    return { kind: 'refused', why: row.current ? 'client' : 'freeze' };
  });
}

interface AppendRow {
  id: string;
  epoch: number;
  current: boolean;
  last_seq: string | null;
}

/** Where nobody's client id is bound or checked, which is nearly always: half the statement costs half as much. */
const APPEND = appendWith({
  tables: '',
  own: 'true',
  ids: '',
});

const APPEND_WITH_IDS = appendWith({
  tables: `, client as (
    select * from unnest($11::uuid[], $12::bigint[], $13::uuid[], $14::uuid[], $15::boolean[], $16::bigint[], $17::bigint[])
      as t(doc_id, client_id, person_id, session_id, wrote, clock_from, clock_to)
  ), moved as (
    select * from unnest($18::uuid[], $19::bigint[], $20::bigint[], $21::bigint[]) as t(doc_id, client_id, clock_from, clock_to)
  )`,
  own: `not exists (
      select 1 from client join doc_clients known on known.doc_id = client.doc_id and known.epoch = held.epoch
        and known.client_id = client.client_id
        and (known.person_id <> client.person_id or known.clock <> client.clock_from)
      where client.doc_id = held.id
    ) and not exists (
      select 1 from moved join doc_clients known on known.doc_id = moved.doc_id and known.epoch = held.epoch
        and known.client_id = moved.client_id and known.clock <> moved.clock_from
      where moved.doc_id = held.id)`,
  ids: `, bound as (
    insert into doc_clients (doc_id, epoch, client_id, person_id, session_id, wrote_at, clock)
    select judged.id, judged.epoch, client_id, person_id, session_id, case when wrote then now() end, clock_to
    from client join judged on judged.id = client.doc_id and current and own
    on conflict (doc_id, epoch, client_id) do update set
      wrote_at = coalesce(doc_clients.wrote_at, excluded.wrote_at),
      clock = coalesce(excluded.clock, doc_clients.clock),
      person_id = case when doc_clients.person_id = excluded.person_id and (
        doc_clients.clock is null or excluded.clock is null or doc_clients.clock = (
          select clock_from from client where doc_id = excluded.doc_id and client_id = excluded.client_id)
      ) then excluded.person_id end
  ), moving as (
    update doc_clients known set
      clock = moved.clock_to,
      person_id = case when known.clock is null or known.clock = moved.clock_from then known.person_id end
    from moved join judged on judged.id = moved.doc_id and current and own
    where known.doc_id = moved.doc_id and known.epoch = judged.epoch and known.client_id = moved.client_id
  )`,
});

function appendWith({ tables, own, ids }: { tables: string; own: string; ids: string }): string {
  return `
  with doc as (
    select * from unnest($1::uuid[], $2::int[], $3::int[], $4::int[]) as t(id, epoch, freeze_no, n)
  )${tables}, held as (
    select id, epoch, freeze_no from documents where id = any($1::uuid[]) order by id for update skip locked
  ), judged as (
    select held.id, held.epoch, doc.n, held.epoch = doc.epoch and held.freeze_no = doc.freeze_no as current, ${own} as own
    from held join doc on doc.id = held.id
  )${ids}, advanced as (
    update documents set last_seq = last_seq + judged.n from judged
    where documents.id = judged.id and current and own
    returning documents.id, documents.epoch, documents.last_seq, documents.last_seq - judged.n as base
  ), put as (
    insert into updates (doc_id, epoch, seq, bytes, person_id)
    select advanced.id, advanced.epoch, advanced.base + place, substring($5::bytea from start for size), person_id
    from unnest($6::uuid[], $7::int[], $8::int[], $9::int[], $10::uuid[]) as t(doc_id, place, start, size, person_id)
    join advanced on advanced.id = t.doc_id
  )
  select judged.id, judged.epoch, judged.current, advanced.last_seq
  from judged left join advanced on advanced.id = judged.id`;
}

/** All bytes travel as one value with places in it: an array of bytea would be escaped byte by byte, twice. */
function updatesOf(batch: readonly AppendDocument[]): (string | Buffer)[] {
  const updates = batch.flatMap(({ docId, updates }) => updates.map((one, at) => ({ ...one, docId, place: at + 1 })));
  const starts: number[] = [];
  let end = 1;
  for (const { bytes } of updates) {
    starts.push(end);
    end += bytes.length;
  }
  return [
    list(batch.map((one) => one.docId)),
    list(batch.map((one) => one.epoch)),
    list(batch.map((one) => one.freezeNo)),
    list(batch.map((one) => one.updates.length)),
    Buffer.concat(updates.map((one) => one.bytes)),
    list(updates.map((one) => one.docId)),
    list(updates.map((one) => one.place)),
    list(starts),
    list(updates.map((one) => one.bytes.length)),
    list(updates.map((one) => one.personId)),
  ];
}

/** Which client ids are to be bound, and which are known and write on; nothing when there are none. */
function idsOf(batch: readonly AppendDocument[]): string[] {
  const written = batch.map(writtenIn);
  const clients = batch.flatMap(({ docId, clients }, at) =>
    clients.map((one) => ({ ...one, docId, written: written[at]?.get(one.clientId) })),
  );
  const moved = batch.flatMap(({ docId, clients }, at) => {
    const bound = new Set(clients.map(({ clientId }) => clientId));
    return [...(written[at]?.values() ?? [])].flatMap((one) => (bound.has(one.clientId) ? [] : [{ ...one, docId }]));
  });
  if (clients.length + moved.length === 0) return [];
  return [
    list(clients.map((one) => one.docId)),
    list(clients.map((one) => one.clientId)),
    list(clients.map((one) => one.personId)),
    list(clients.map((one) => one.sessionId)),
    list(clients.map((one) => one.wrote)),
    list(clients.map((one) => one.written?.from ?? null)),
    list(clients.map((one) => one.written?.to ?? null)),
    list(moved.map((one) => one.docId)),
    list(moved.map((one) => one.clientId)),
    list(moved.map((one) => one.from)),
    list(moved.map((one) => one.to)),
  ];
}

/** What a document's updates write under each id, one behind the other. */
export function writtenIn({ updates }: Pick<AppendDocument, 'updates'>): Map<number, Written> {
  const found = new Map<number, Written>();
  for (const { written = [] } of updates)
    for (const one of written) found.set(one.clientId, { ...one, from: found.get(one.clientId)?.from ?? one.from });
  return found;
}

/** An array in PostgreSQL's own words. Only ids, numbers and booleans of ours go through it: nothing needs quoting. */
function list(values: readonly (string | number | boolean | null)[]): string {
  return `{${values.map((value) => (value === null ? 'null' : String(value))).join(',')}}`;
}
