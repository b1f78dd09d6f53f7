// A fresh, migrated database for a test: a copy of the run's template, dropped on close.
import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../db/open';
import { asAdmin, onDatabase } from './admin';

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

/** The address of such a database, for a process of its own; `drop` ends what is still connected. `empty`: not migrated. */
export async function aDatabaseUrl(options: { empty?: boolean } = {}): Promise<{ url: string; drop(): Promise<void> }> {
  const { admin, template } = inject('postgres');
  const name = `t_${randomBytes(8).toString('hex')}`;
  await asAdmin(admin, `create database ${name} template ${options.empty ? 'template0' : template}`);
  const drop = () => asAdmin(admin, `drop database if exists ${name} with (force)`);
  return { url: onDatabase(admin, name), drop };
}
