// The database of one command: the one that DATABASE_URL names, or that of the data directory.
import { borrowEmbedded } from '../../db/embedded/guest';
import { startEmbedded } from '../../db/embedded/supervisor';
import { migrate } from '../../db/migrate';
import { type Database, openDatabase } from '../../db/open';
import type { Env } from '../env';
import type { Log } from '../log';

/** What every command is given. */
export interface Surroundings {
  env: Env;
  log: Log;
  /** The folder of the migrations of this version. */
  migrations: string;
}

/** Ours alone, with the tables of this version: no server may run on the data directory. */
export async function withDatabase(
  { env, log, migrations }: Surroundings,
  work: (database: Database) => Promise<void>,
): Promise<void> {
  const embedded = env.databaseUrl ? null : await startEmbedded({ dataDir: env.dataDir, pgBin: env.pgBin, log });
  await opened(
    { url: env.databaseUrl ?? embedded?.url ?? '', release: async () => embedded?.stop() },
    async (database) => {
      await migrate(database, migrations);
      await work(database);
    },
  );
}

/** As it stands, also beside a server that runs on it. `guest`: one does, on the data directory. */
export async function besideServer<T>(
  { env, log }: Surroundings,
  work: (database: Database, guest: boolean) => Promise<T>,
): Promise<T> {
  if (env.databaseUrl) return opened({ url: env.databaseUrl, release: async () => undefined }, (it) => work(it, false));
  const borrowed = await borrowEmbedded({ dataDir: env.dataDir, pgBin: env.pgBin, log });
  return opened(borrowed, (database) => work(database, borrowed.guest));
}

async function opened<T>(
  at: { url: string; release: () => Promise<void> },
  work: (database: Database) => Promise<T>,
): Promise<T> {
  try {
    const database = openDatabase({ url: at.url });
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  } finally {
    await at.release();
  }
}
