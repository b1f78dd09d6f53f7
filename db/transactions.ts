// Transactions whose connection may die at any moment: told to the caller as an error, never thrown where nobody can catch it.
import type postgres from 'postgres';
import { isFarewell } from './singleQueries';

/**
 * The connection is gone; what was done on it is undone by PostgreSQL. The message is a sentence for the operator. `unsure`: it went
 * while the commit was under way, which may have arrived.
 */
export class ConnectionLost extends Error {
  readonly code = 'CONNECTION_CLOSED';
  readonly unsure: boolean;

  constructor(cause: unknown, unsure: boolean) {
    super(unsure ? AT_THE_END : LOST, { cause });
    this.unsure = unsure;
  }
}

const LOST = 'The database went away meanwhile: nothing was changed.';
const AT_THE_END = 'The database went away at the last moment: look whether it is done, or try again.';

type Work = (tx: postgres.TransactionSql) => unknown;

/**
 * When a connection dies, postgres.js 3.4.9 still writes `rollback`, `commit` or the next query of its transaction to the socket
 * that is no more, and throws in a timer (porsager/postgres#1208, #1154): the process would end. So after a loss nothing is
 * sent. `begin` of this pool, drizzle's too, throws ConnectionLost instead, and its `tx` throws it when it is used again.
 */
export function withSafeTransactions(sql: postgres.Sql): postgres.Sql {
  const begin = sql.begin.bind(sql) as (mode: string, work: Work) => Promise<unknown>;
  const safely = async (...given: [Work] | [string, Work]) => {
    const [mode, work] = given.length === 1 ? (['', given[0]] as const) : given;
    const state = { lost: false, began: false, worked: false };
    const guarded: Work = async (tx) => {
      state.began = true;
      try {
        const value = await work(untilLost(tx, state));
        state.worked = true;
        if (!state.lost) return { value };
      } catch (error) {
        // A loss that another transaction tells of is that one's: this connection lives, and is rolled back.
        if (!state.lost && (error instanceof ConnectionLost || !isLoss(error))) throw error;
      }
      // Never settled: whoever waits is told by the end of the connection itself.
      return new Promise(() => undefined);
    };
    const once = async () => ((await begin(mode, guarded)) as { value: unknown }).value;
    try {
      return await once().catch((error: unknown) => {
        // The farewell of the connection before it: this transaction was never sent (singleQueries.ts).
        if (state.began || !isFarewell(error)) throw error;
        return once();
      });
    } catch (error) {
      state.lost = true;
      throw isLoss(error) ? new ConnectionLost(error, state.worked) : error;
    }
  };
  return Object.assign(sql, { begin: safely as postgres.Sql['begin'] });
}

/** The same handle, good until the connection is lost. Savepoints are not used in this product, and not guarded. */
function untilLost(tx: postgres.TransactionSql, state: { lost: boolean }): postgres.TransactionSql {
  const check = () => {
    if (state.lost) throw new ConnectionLost(null, false);
  };
  return new Proxy(tx, {
    apply: (target, self, given) => {
      check();
      return Reflect.apply(target as never, self, given);
    },
    get: (target, key) => {
      check();
      return Reflect.get(target, key);
    },
  });
}

/** Ended by this side, by the other, or by the network. */
function isLoss(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && /^(CONNECTION_|ECONN|EPIPE|57P0[123])/.test(String(at.code))) return true;
  }
  return false;
}
