// Which database this is: the same answer over every address that leads to it, another for every other database.
import type postgres from 'postgres';

/** The cluster's own number, which a copy by `pg_basebackup` keeps, and the database in it. */
export async function databaseIdentity(sql: postgres.Sql): Promise<string> {
  const [row] = await sql<{ oid: string; name: string; may: boolean }[]>`
    select oid::text, datname as name, has_function_privilege('pg_control_system()', 'execute') as may
    from pg_database where datname = current_database()`;
  if (!row) throw new Error('the database does not know itself');
  const [cluster] = row.may
    ? await sql<{ id: string }[]>`select system_identifier::text as id from pg_control_system()`
    : [];
  return `${cluster?.id ?? ''} ${row.oid} ${row.name}`;
}
