// Which tables a backup holds: those of db/schema, with their columns as the catalogue says, each behind those that it refers to.
import { getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import type postgres from 'postgres';
import * as schema from '../schema/all';

export interface Table {
  name: string;
  /** Generated columns are not among them: they are made again. */
  columns: { name: string; type: string }[];
}

/** Every table of this version. The table of migrations is not among them: a backup says its version by itself. */
export const OURS: readonly string[] = Object.values(schema)
  .filter((one) => is(one, PgTable))
  .map((table) => getTableName(table));

/** All tables that the database has, ours and others. */
export async function tablesIn(tx: postgres.TransactionSql): Promise<Table[]> {
  const rows = await tx<{ table: string; name: string; type: string }[]>`
    select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind = 'r' order by c.relname, a.attnum`;
  const tables = new Map<string, Table>();
  for (const { table, ...column } of rows) {
    const known = tables.get(table);
    if (known) known.columns.push(column);
    else tables.set(table, { name: table, columns: [column] });
  }
  return inOrder([...tables.values()], await references(tx));
}

/** Who refers to whom by a foreign key; a table that refers to itself is no reason to wait. */
async function references(tx: postgres.TransactionSql): Promise<{ from: string; to: string }[]> {
  return tx<{ from: string; to: string }[]>`
    select f.relname as from, t.relname as to
    from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and k.conrelid <> k.confrelid`;
}

/** @throws Error when tables refer to each other in a circle: then no order of loading is right. */
function inOrder(tables: readonly Table[], references: readonly { from: string; to: string }[]): Table[] {
  const ordered: Table[] = [];
  let left = [...tables];
  while (left.length > 0) {
    const waits = (name: string) =>
      references.some(({ from, to }) => from === name && left.some((one) => one.name === to));
    const ready = left.filter(({ name }) => !waits(name));
    if (ready.length === 0) throw new Error(`tables refer to each other: ${left.map(({ name }) => name).join(', ')}`);
    ordered.push(...ready);
    left = left.filter((one) => !ready.includes(one));
  }
  return ordered;
}

/** As PostgreSQL quotes a name. */
export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
