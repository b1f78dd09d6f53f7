// Opening PostgreSQL: one pool, seen by the queries as drizzle and by the hot paths as postgres.js.
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as schema from './schema/all';
import { type Silence, watchSilence } from './silence';
import { withOwnAnswers } from './singleQueries';
import { withSafeTransactions } from './transactions';

export interface Database {
  db: PostgresJsDatabase<typeof schema>;
  /** The same pool. Drizzle has made timestamps plain strings on it: pass and expect ISO text, not Date. */
  sql: postgres.Sql;
  /** One connection of its own for the append of the update log: whatever holds up the pool, saving goes on. */
  log: postgres.Sql;
  /** Waits up to a second for what is running, then cuts. */
  close(): Promise<void>;
}

const POOL = 10;
/** All that asked are answered or cut before, by then. */
const CLOSE_S = 1;
/** No statement of this product needs a minute; what takes longer is stuck and would hold its connection for good. */
const STATEMENT_MS = 60_000;
/** The append takes milliseconds. One that somebody from outside holds up at a table is ended and tried again. */
const APPEND_MS = 12_000;
/**
 * Nothing of ours holds a row for as long as this: who waits longer waits for somebody from outside, and gives its connection back.
 * The append waits for nobody: it skips rows that are held.
 */
const LOCK_MS = 10_000;
/** Longer than the server lets a statement run: who has heard nothing by then has lost its connection (silence.ts). */
const SILENT_MS = { log: APPEND_MS + 3_000, pool: STATEMENT_MS + 5_000 };
const CONNECT_S = 10;

/**
 * Between two tries to connect. The driver's own pause grows to 20 s with the failures of all connections together, and a query that
 * got such a connection waits it out long after the database is back.
 */
const AGAIN_S = 0.25;

/** Connects when the first query comes. Errors of the connection come out of the queries. Tests shorten `silentMs`. */
export function openDatabase(given: { url: string; max?: number; silentMs?: typeof SILENT_MS }): Database {
  const { url, max = POOL, silentMs = SILENT_MS } = given;
  const { plain, host } = socketOf(url);
  const silences = [watchSilence(silentMs.pool), watchSilence(silentMs.log)] as const;
  const connect = (max: number, silence: Silence, settings: Record<string, string | number>) =>
    withOwnAnswers(
      postgres(plain, {
        ...(host === null ? {} : { host }),
        max,
        onnotice: () => undefined,
        backoff: () => AGAIN_S * (0.5 + Math.random()),
        connect_timeout: CONNECT_S,
        // Not among its types.
        ...{ socket: silence.socket },
        connection: {
          application_name: 'countersign',
          statement_timeout: STATEMENT_MS,
          idle_in_transaction_session_timeout: STATEMENT_MS,
          ...settings,
        },
      }),
      silence,
    );
  // The append is one statement with the same plan for every batch: planned anew it costs twice (measured: 580 against 240 us).
  const [sql, log] = [
    withSafeTransactions(connect(max, silences[0], { lock_timeout: LOCK_MS })),
    connect(1, silences[1], { plan_cache_mode: 'force_generic_plan', statement_timeout: APPEND_MS }),
  ];
  const close = async () => {
    await Promise.all([sql.end({ timeout: CLOSE_S }), log.end({ timeout: CLOSE_S })]);
    for (const silence of silences) silence.stop();
  };
  return { db: drizzle(sql, { schema }), sql, log, close };
}

/** libpq's way to name a unix socket, `?host=/folder`: postgres.js would send it to the server as a setting. */
function socketOf(url: string): { plain: string; host: string | null } {
  const parsed = new URL(url);
  const host = parsed.searchParams.get('host');
  if (host === null) return { plain: url, host: null };
  parsed.searchParams.delete('host');
  return { plain: parsed.toString(), host };
}
