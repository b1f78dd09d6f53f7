// Reading everything as of one instant, in pieces of bounded size, while others write.
import type postgres from 'postgres';
import { DatabaseTooNew, lastApplied } from '../migrate';
import { OURS, quoted, type Table, tablesIn } from './tables';

/** There is nothing here that this version could back up; the message is the sentence for the operator. */
export class NothingToBackUp extends Error {}

export interface Instant {
  /** When the newest migration was made, ms: the version of the tables. */
  migration: number;
  /** The database's clock, ISO 8601. */
  at: string;
  /** In an order in which they can be loaded. */
  tables: Table[];
}

/**
 * Runs `work` in one transaction that sees the database as it was at its beginning and changes nothing. `known`: the
 * migrations of this version, oldest first. @throws NothingToBackUp, DatabaseTooNew, ConnectionLost.
 */
export async function atOneInstant<T>(
  sql: postgres.Sql,
  known: readonly number[],
  work: (tx: postgres.TransactionSql, instant: Instant) => Promise<T>,
): Promise<T> {
  const mode = 'isolation level repeatable read read only';
  const value = await sql.begin(mode, async (tx) => {
    // The instant is that of the first statement that reads. Locked before it, no table is altered behind its back; and what
    // must be written one way alone is told before anything is read.
    await tx.unsafe(`${SETTINGS}; lock table ${OURS.map(quoted).join(', ')} in access share mode`).catch(notOurs);
    const migration = await lastApplied(tx);
    if (migration !== null && !known.includes(migration)) {
      throw new DatabaseTooNew(
        'The database was written by another, newer version of Countersign: back it up with that one.',
      );
    }
    if (migration === null || migration !== known.at(-1)) throw new NothingToBackUp(OLDER);
    const [clock] = await tx<{ at: string }[]>`
      select to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`;
    const tables = (await tablesIn(tx)).filter(({ name }) => OURS.includes(name));
    return { answer: await work(tx, { migration, at: clock?.at ?? '', tables }) };
  });
  return value.answer;
}

const SETTINGS = `set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local lock_timeout = '60s';
  set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local bytea_output = 'hex'; set local extra_float_digits = 1`;

const OLDER =
  'The tables of this database are not those of this version of Countersign: run "node dist/cli.js migrate" first, or back it up with the version that wrote it.';

/** 42P01: a table of ours is not there. 55P03: somebody alters one for a minute. */
function notOurs(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === '42P01') throw new NothingToBackUp(OLDER, { cause: error });
  if (code === '55P03') {
    throw new NothingToBackUp(
      'Somebody holds a table of the database for themselves: try again when they are through.',
      {
        cause: error,
      },
    );
  }
  throw error;
}

/** In bytes of its texts and bytes. So many of these are held at once that a hundred of them are no burden. */
const SMALL_ROW = 64 * 1024;
const SMALL_ROWS = 100;

/** Every row as one line of JSON: an array of the columns' text, null where there is none. Small rows by the hundred, large ones singly. */
export async function* linesOf(tx: postgres.TransactionSql, table: Table): AsyncGenerator<string[]> {
  const sized = table.columns.filter(({ type }) => type === 'bytea' || type === 'text');
  const size = sized.map(({ name }) => `coalesce(octet_length(${quoted(name)}), 0)`).join(' + ') || '0';
  yield* fetched(tx, table, `${size} <= ${SMALL_ROW}`, SMALL_ROWS);
  yield* fetched(tx, table, `${size} > ${SMALL_ROW}`, 1);
}

async function* fetched(
  tx: postgres.TransactionSql,
  { name, columns }: Table,
  which: string,
  most: number,
): AsyncGenerator<string[]> {
  const values = columns.map((column) => `${quoted(column.name)}::text`).join(', ');
  await tx.unsafe(
    `declare lot no scroll cursor for select json_build_array(${values})::text as line from ${quoted(name)} where ${which}`,
  );
  for (;;) {
    const rows = await tx.unsafe<{ line: string }[]>(`fetch ${most} from lot`);
    if (rows.length === 0) break;
    yield rows.map(({ line }) => line);
  }
  await tx.unsafe('close lot');
}
