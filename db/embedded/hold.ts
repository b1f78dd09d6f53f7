// The claim on a data directory: an advisory lock on a connection of its own, which ends with its process however that dies.
import postgres from 'postgres';
import { SUPERUSER } from './cluster';
import type { Running } from './control';
import { PORT } from './socket';

/** Any number that nobody else locks in the database `postgres` of this cluster. */
const HOLD_LOCK = 20_260_302;
/** An answer that says: try again. Shutting down, crashed, starting; gone in the middle of the handshake. */
export const PASSING: ReadonlySet<string> = new Set([
  '57P01',
  '57P02',
  '57P03',
  'ENOENT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
]);

export interface Hold {
  /** For what must be done once and by one. */
  sql: postgres.Sql;
  release(): Promise<void>;
}

/**
 * `taken`: another process has it. `away`: the server takes no connections at the moment. `onLost` is called when a held
 * connection ends by itself.
 */
export async function tryHold({ socketDir }: Running, onLost: () => void): Promise<Hold | 'taken' | 'away'> {
  let state: 'asking' | 'held' | 'released' = 'asking';
  const sql = postgres({
    host: socketDir,
    port: PORT,
    user: SUPERUSER,
    database: 'postgres',
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 5,
    backoff: false,
    onnotice: () => undefined,
    connection: { application_name: `countersign hold ${process.pid}` },
    onclose: () => {
      if (state !== 'held') return;
      state = 'released';
      onLost();
    },
  });
  const release = async () => {
    state = 'released';
    await sql.end({ timeout: 1 });
  };
  try {
    const [row] = await sql<{ held: boolean }[]>`select pg_try_advisory_lock(${HOLD_LOCK}) as held`;
    if (row?.held) {
      state = 'held';
      return { sql, release };
    }
  } catch (error) {
    await release();
    if (error instanceof Error && 'code' in error && PASSING.has(String(error.code))) return 'away';
    throw error;
  }
  await release();
  return 'taken';
}
