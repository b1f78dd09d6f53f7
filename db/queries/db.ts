// The one handle that queries take: drizzle over the pool or inside a transaction, by the same type.
import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import * as schema from '../schema/all';

export type Queries = Pick<
  PostgresJsDatabase<typeof schema>,
  'select' | 'selectDistinctOn' | 'insert' | 'update' | 'delete' | 'execute' | '$count'
>;

/** Drizzle inside a transaction that postgres.js opened (the collaboration engine's freeze). */
export function queriesIn(pool: postgres.Sql, tx: postgres.TransactionSql): Queries {
  // drizzle reads `options.parsers` of its client; a transaction shares its pool's options but does not carry them.
  return drizzle(Object.assign(tx, { options: pool.options }) as unknown as postgres.Sql, { schema });
}

/** Whether the column is one of these ids, as one parameter: `in (…)` takes one each and PostgreSQL 65,535 in all. */
export function isAnyOf(column: AnyColumn, ids: readonly string[]): SQL {
  return sql`${column} = any(${`{${ids.join(',')}}`}::uuid[])`;
}
