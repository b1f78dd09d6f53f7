// A transaction of minutes, whose server may be stopped meanwhile.
import type postgres from 'postgres';

/** The connection is gone; what was done on it is undone by the server. The message is the sentence for the operator. */
export class ConnectionLost extends Error {}

/**
 * As `sql.begin`. When the connection dies, postgres.js 3.4.9 still writes `rollback`, or the next query, to the socket that is
 * no more, and throws where nobody can catch it (porsager/postgres#1208, #1154): the process would end in the middle. So
 * after a loss nothing is sent: `work` calls `alive` before each query that does not directly follow another.
 * @throws ConnectionLost.
 */
export async function longTransaction<T>(
  sql: postgres.Sql,
  mode: string,
  work: (tx: postgres.TransactionSql, alive: () => void) => Promise<T>,
): Promise<T> {
  let lost = false;
  const alive = () => {
    if (lost) throw new ConnectionLost(LOST);
  };
  const guarded = async (tx: postgres.TransactionSql): Promise<{ value: T }> => {
    try {
      return { value: await work(tx, alive) };
    } catch (error) {
      // Never settled: whoever waits is told by the end of the connection itself.
      if (lost || isLoss(error)) return new Promise(() => undefined);
      throw error;
    }
  };
  const whole = sql.begin(mode, guarded).catch((error: unknown) => {
    lost = true;
    throw isLoss(error) ? new ConnectionLost(LOST, { cause: error }) : error;
  });
  return (await whole).value as T;
}

const LOST = 'The database went away meanwhile: nothing was changed.';

/** Ended by this side, by the other, or by the network. */
function isLoss(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return error instanceof ConnectionLost || /^(CONNECTION_|ECONN|EPIPE|57P0[123])/.test(code);
}
