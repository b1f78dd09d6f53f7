// A fresh, migrated database for a test: a copy of the run's template, dropped on close.
import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { type Database, openDatabase, socketOf } from '../../db/open';

/** Its own database; `close` drops it. */
export async function aDatabase(options: { max?: number } = {}): Promise<Database> {
  const { url, drop } = await aDatabaseUrl();
  const database = openDatabase({ url, ...options });
  return {
    ...database,
    close: async () => {
      await database.close();
      await drop();
    },
  };
}

/** The address of such a database, for a process of its own; the test calls `drop`, which ends what is still connected. */
export async function aDatabaseUrl(): Promise<{ url: string; drop(): Promise<void> }> {
  const admin = inject('postgres');
  const name = `t_${randomBytes(8).toString('hex')}`;
  await asAdmin(admin, `create database ${name} template template1`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => asAdmin(admin, `drop database if exists ${name} with (force)`) };
}

async function asAdmin(admin: string, statement: string): Promise<void> {
  const { plain, host } = socketOf(admin);
  const sql = postgres(plain, { ...(host === null ? {} : { host }), max: 1, onnotice: () => undefined });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
