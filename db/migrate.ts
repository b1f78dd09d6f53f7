// Bringing a database up to this version's tables: drizzle's files and drizzle's table, under a lock that drizzle lacks.
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type postgres from 'postgres';
import type { Database } from './open';

/** Any number that nobody else takes as an advisory lock of the transaction. */
const MIGRATE_LOCK = 20_260_301;

/** The database carries a migration that this version does not know; the message is the sentence for the operator. */
export class DatabaseTooNew extends Error {}

/**
 * Applies what `folder` holds beyond what was applied, all or nothing. Any number of processes may call it at once.
 * @throws DatabaseTooNew when a newer version of the product was here before.
 */
export async function migrate({ sql }: Pick<Database, 'sql'>, folder: string): Promise<void> {
  await sql.begin((tx) => migrateIn(tx, folder));
}

/** The same inside the caller's transaction; with `upTo` no further than to the migration that was made then (ms). */
export async function migrateIn(tx: postgres.TransactionSql, folder: string, upTo = Number.POSITIVE_INFINITY) {
  // Waiting for the others, and building an index on a large table, may take longer than a query is allowed to.
  await tx`select set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true),
    set_config('idle_in_transaction_session_timeout', '0', true)`;
  await tx`select pg_advisory_xact_lock(${MIGRATE_LOCK})`;
  await tx`create schema if not exists drizzle`;
  await tx`create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`;
  const files = readMigrationFiles({ migrationsFolder: folder });
  const last = await lastApplied(tx);
  if (last !== null && !files.some((file) => file.folderMillis === last)) {
    throw new DatabaseTooNew(
      'The database was written by another, newer version of Countersign: start that version, or restore a backup.',
    );
  }
  for (const file of files.filter(({ folderMillis: at }) => (last === null || at > last) && at <= upTo)) {
    for (const statement of file.sql) await tx.unsafe(statement);
    await tx`insert into drizzle.__drizzle_migrations (hash, created_at) values (${file.hash}, ${file.folderMillis})`;
  }
}

/** When the migrations of `folder` were made (ms), oldest first: the last one is this version of the tables. */
export function migrationTimes(folder: string): number[] {
  return readMigrationFiles({ migrationsFolder: folder }).map(({ folderMillis }) => folderMillis);
}

/** When the newest applied migration was made (its time in the journal, ms); null when none was. */
export async function lastApplied(tx: postgres.TransactionSql): Promise<number | null> {
  const [row] = await tx<{ last: string | null }[]>`select max(created_at) as last from drizzle.__drizzle_migrations`;
  return row?.last == null ? null : Number(row.last);
}
