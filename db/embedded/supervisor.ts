// PostgreSQL as a part of the product: made, adopted, started, held against a second app, brought back, stopped.
import { findBinaries } from './binaries';
import { clearLeftovers, clusterIn, dataFolder, ensureCluster, SUPERUSER } from './cluster';
import { ensureRunning, pause, type Running, type Site, stopServer } from './control';
import { EmbeddedError, type Say } from './error';
import { type Hold, tryHold } from './hold';
import { socketFolder } from './socket';
import { requireWay, serverUser } from './user';

export { EmbeddedError } from './error';

/** Another app holds the data directory. Its database answers on this socket's folder. */
export class InUse extends EmbeddedError {
  readonly socketDir: string;

  constructor(message: string, socketDir: string) {
    super(message);
    this.socketDir = socketDir;
  }
}

export interface Embedded {
  /** For openDatabase; the same after the server was brought back. */
  url: string;
  /** Of the server that runs now. */
  readonly pid: number;
  /** Ends the server. Close the pools before: it does not wait for them. */
  stop(): Promise<void>;
}

export const DATABASE = 'countersign';
/** A restart overlaps: the old app flushes while the new one asks. */
const RETRY_MS = 10_000;
const ASK_MS = 100;

/**
 * The server of `dataDir`, ours alone. `pgBin`: a folder with postgres and initdb instead of the packaged ones.
 * @throws EmbeddedError whose message is one sentence for the operator.
 */
export async function startEmbedded(given: {
  dataDir: string;
  pgBin: string | null;
  log: Say;
  /** How long another app on the same data may keep us waiting, in ms. */
  retryMs?: number;
  /** The server died, and another app has taken the data directory before us: what we have open must not go on there. */
  onTaken?(): void;
  settings?: Readonly<Record<string, string>>;
}): Promise<Embedded> {
  const { log, retryMs = RETRY_MS } = given;
  const site = await prepare(given);
  let stopping = false;
  let taken = false;
  let back: Promise<void> | null = null;
  const onLost = () => {
    if (!stopping) back = bringBack();
  };
  let { running, hold } = await take(site, retryMs, onLost);
  log.info('PostgreSQL runs', { pid: running.pid, dataDir: site.dataDir });

  /** The server died under us (killed, out of memory). What was committed is on disk: start it again and carry on. */
  async function bringBack(): Promise<void> {
    log.error('PostgreSQL went away; starting it again', { pid: running.pid });
    while (!stopping) {
      try {
        ({ running, hold } = await take(site, retryMs, onLost));
        log.warn('PostgreSQL is back', { pid: running.pid });
        return;
      } catch (error) {
        log.error('PostgreSQL did not come back', { error });
        if (error instanceof InUse) {
          taken = true;
          given.onTaken?.();
          return;
        }
        // It was ours a moment ago. Started anew it says how far its recovery is, and is waited for.
        if (error instanceof Silent) await stopServer(site, error.pid);
        await pause(ASK_MS);
      }
    }
  }

  try {
    await firstThings(site, hold);
  } catch (error) {
    stopping = true;
    await stopServer(site, running.pid);
    throw error;
  }
  return {
    url: urlOf(running.socketDir),
    get pid() {
      return running.pid;
    },
    stop: async () => {
      stopping = true;
      await back;
      // Another app's by now.
      if (taken) return;
      // The lock goes with the server, not before it: whoever comes next starts a server of its own.
      await stopServer(site, running.pid);
      await hold.release();
    },
  };
}

/** For openDatabase. */
export const urlOf = (socketDir: string) =>
  `postgres://${SUPERUSER}@localhost/${DATABASE}?host=${encodeURIComponent(socketDir)}`;

async function prepare(given: Parameters<typeof startEmbedded>[0]): Promise<Site> {
  const { log, settings = {} } = given;
  const dataDir = await dataFolder(given.dataDir);
  const cluster = clusterIn(dataDir);
  const user = await serverUser(cluster);
  await requireWay(dataDir, user);
  const binaries = await findBinaries({ pgBin: given.pgBin, dataDir, user });
  await ensureCluster({ dataDir, binaries, user, durable: settings.fsync !== 'off' });
  const socketDir = await socketFolder(dataDir, user);
  return { dataDir, cluster, socketDir, binaries, user, settings, log };
}

/** When a recovery fails in the middle (a full disk), PostgreSQL 18 can live on without ever taking connections again. */
class Silent extends EmbeddedError {
  readonly pid: number;
  constructor({ cluster, dataDir }: Site, pid: number) {
    super(`PostgreSQL in ${cluster} runs (process ${pid}) and takes no connections: see postgres.log in ${dataDir}.`);
    this.pid = pid;
  }
}

/** A server that runs and that we hold. A server that we started and somebody else holds is left to them. */
async function take(site: Site, retryMs: number, onLost: () => void): Promise<{ running: Running; hold: Hold }> {
  for (const began = performance.now(); ; await pause(ASK_MS)) {
    const running = await ensureRunning(site);
    const hold = await tryHold(running, onLost);
    if (typeof hold === 'object') return { running, hold };
    if (performance.now() - began < retryMs) continue;
    if (hold === 'away') throw new Silent(site, running.pid);
    throw new InUse(
      `The data directory ${site.dataDir} is in use by another Countersign: stop that one first, or set COUNTERSIGN_DATA to another folder.`,
      running.socketDir,
    );
  }
}

/** Once, by the holder: our database in a new cluster, and nothing left of starts that were cut short. */
async function firstThings({ dataDir }: Site, { sql }: Hold): Promise<void> {
  const found = await sql`select 1 from pg_database where datname = ${DATABASE}`;
  if (found.length === 0) await sql`create database ${sql(DATABASE)}`;
  await clearLeftovers(dataDir);
}
