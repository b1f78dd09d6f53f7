// Putting everything back: what stands is looked at and cleared away, the tables are made anew and filled, in the caller's transaction.
import type postgres from 'postgres';
import { OURS, quoted, type Table, tablesIn } from './tables';

/** What a restore replaces. */
export interface Before {
  /** Somebody has been here: there are people, reviews or documents. */
  used: boolean;
  /** The highest epoch of any document; 0 without one. */
  epoch: number;
  /** The end of the chain of events; null without one. */
  head: { seq: number; hash: string } | null;
  /** People who may not sign in. */
  disabled: string[];
}

/** Looks, and holds every table of ours until the transaction ends: nobody adds to what is about to be replaced. */
export async function holdTables(tx: postgres.TransactionSql): Promise<Before> {
  await tx.unsafe(`set local lock_timeout = '60s'; lock table ${OURS.map(quoted).join(', ')} in access exclusive mode`);
  const [row] = await tx<{ used: boolean; epoch: number; seq: string | null; hash: string | null }[]>`
    select exists (select from people) or exists (select from reviews) or exists (select from documents) as used,
      (select coalesce(max(epoch), 0)::int from documents) as epoch,
      (select max(seq) from events) as seq, (select hash from events order by seq desc limit 1) as hash`;
  const disabled = await tx<{ id: string }[]>`select id from people where disabled_at is not null`;
  const head = row?.seq == null || row.hash === null ? null : { seq: Number(row.seq), hash: row.hash };
  return { used: row?.used ?? false, epoch: row?.epoch ?? 0, head, disabled: disabled.map(({ id }) => id) };
}

/**
 * Drops our tables with their guards, and the memory of migrations. Their triggers refuse every smaller way to empty them, and
 * rightly. Tables of somebody else in the same database stay; they are answered.
 */
export async function dropTables(tx: postgres.TransactionSql): Promise<Set<string>> {
  const guards = await tx<{ name: string }[]>`
    select distinct p.oid::regprocedure::text as name
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
    where not t.tgisinternal and c.relnamespace = 'public'::regnamespace and c.relname = any(${[...OURS]})`;
  await tx.unsafe(`drop table ${OURS.map(quoted).join(', ')}`);
  for (const { name } of guards) await tx.unsafe(`drop function ${name}`);
  await tx`delete from drizzle.__drizzle_migrations`;
  return new Set((await tablesIn(tx)).map(({ name }) => name));
}

/**
 * The guards of tables that were made in this very transaction: asleep while rows come back, which are as they were and in an order of
 * their own, and awake before anybody else sees them.
 */
export async function setGuards(tx: postgres.TransactionSql, tables: readonly Table[], to: 'asleep' | 'awake') {
  const verb = to === 'asleep' ? 'disable' : 'enable';
  for (const { name } of tables) await tx.unsafe(`alter table ${quoted(name)} ${verb} trigger user`);
}

/** Puts rows into a table as `linesOf` wrote them; answers whether each line was one row of it. */
export async function fill(
  tx: postgres.TransactionSql,
  { name, columns }: Table,
  lines: readonly string[],
): Promise<boolean> {
  const names = columns.map((column) => quoted(column.name)).join(', ');
  const values = columns.map(({ type }, n) => `(line ->> ${n})::${type}`).join(', ');
  const { count } = await tx.unsafe(
    `insert into ${quoted(name)} (${names}) select ${values} from jsonb_array_elements($1::text::jsonb) as line
     where jsonb_array_length(line) = ${columns.length}`,
    [`[${lines.join(',')}]`],
    { prepare: true },
  );
  return count === lines.length;
}
