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
  const files = readMigrationFiles({ migrationsFolder: folder });
  await sql.begin(async (tx) => {
    // Waiting for the others, and building an index on a large table, may take longer than a query is allowed to.
    await tx`select set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true)`;
    await tx`select pg_advisory_xact_lock(${MIGRATE_LOCK})`;
    const last = await lastApplied(tx);
    if (last !== null && !files.some((file) => file.folderMillis === last)) {
      throw new DatabaseTooNew(
        'The database was written by another, newer version of Countersign: start that version, or restore a backup.',
      );
    }
    for (const file of files.filter(({ folderMillis }) => last === null || folderMillis > last)) {
      for (const statement of file.sql) await tx.unsafe(statement);
      await tx`insert into drizzle.__drizzle_migrations (hash, created_at) values (${file.hash}, ${file.folderMillis})`;
    }
  });
}

/** When the newest applied migration was made (its time in the journal, ms); null in an empty database. */
async function lastApplied(tx: postgres.TransactionSql): Promise<number | null> {
  await tx`create schema if not exists drizzle`;
  await tx`create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`;
  const [row] = await tx<{ last: string | null }[]>`select max(created_at) as last from drizzle.__drizzle_migrations`;
  return row?.last == null ? null : Number(row.last);
}
