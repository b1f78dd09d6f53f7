// One command on a data directory: as a guest of the app that runs there, or on a server of its own that ends with it.
import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import postgres from 'postgres';
import { clusterIn, SUPERUSER } from './cluster';
import { pause } from './control';
import { codeOf, EmbeddedError } from './error';
import { PASSING } from './hold';
import { PORT } from './socket';
import { DATABASE, InUse, startEmbedded, urlOf } from './supervisor';

export interface Borrowed {
  /** For openDatabase. */
  url: string;
  /** An app runs there and goes on; it, too, uses this database meanwhile. */
  guest: boolean;
  /** Close the pools before. */
  release(): Promise<void>;
}

/** An app that is just going away or coming up is waited for. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 100;

/**
 * The database of `dataDir`, whether an app holds it or not: the private socket is open to whoever may read the folder.
 * @throws EmbeddedError whose message is one sentence for the operator.
 */
export async function borrowEmbedded(given: Parameters<typeof startEmbedded>[0]): Promise<Borrowed> {
  for (const began = performance.now(); ; await pause(LOOK_MS)) {
    try {
      const own = await startEmbedded({ ...given, retryMs: 0 });
      return { url: own.url, guest: false, release: () => own.stop() };
    } catch (error) {
      if (!(error instanceof InUse)) throw error;
      if (await answers(error.socketDir))
        return { url: urlOf(error.socketDir), guest: true, release: async () => undefined };
      if (performance.now() - began > PATIENCE_MS) throw error;
    }
  }
}

/** @throws EmbeddedError when there is no database in this folder: a command that only reads must not make one. */
export async function requireCluster(dataDir: string): Promise<void> {
  try {
    await access(join(clusterIn(resolve(dataDir)), 'PG_VERSION'));
  } catch (error) {
    throw new EmbeddedError(
      `There is no database in ${dataDir} (${codeOf(error)}): set COUNTERSIGN_DATA to the data directory of your installation.`,
      { cause: error },
    );
  }
}

/** False while it shuts down or starts. */
async function answers(socketDir: string): Promise<boolean> {
  const sql = postgres({
    host: socketDir,
    port: PORT,
    user: SUPERUSER,
    database: DATABASE,
    max: 1,
    connect_timeout: 5,
    backoff: false,
    onnotice: () => undefined,
  });
  try {
    await sql`select 1`;
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && PASSING.has(String(error.code))) return false;
    throw error;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
