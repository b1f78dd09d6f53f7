// A database whose k-th statement of a transaction fails, whose connection dies there, or whose commit is made and not answered: real
// statements of a real PostgreSQL, and no clock.
import type postgres from 'postgres';
import type { Database } from '../../db/open';
import { ConnectionLost } from '../../db/transactions';

/** `fails`: PostgreSQL refuses the statement; `dies`: the connection ends in its place. */
export type Fault = 'fails' | 'dies';

export interface Failing {
  /**
   * From now on statement `k` (from 1) of the transactions of this pool meets the fault. A transaction that ends before it gets so far
   * is committed, and whoever asked is told that the connection was lost.
   */
  arm(fault: Fault, k: number): void;
  /** Nothing fails any more. Answers what happened, and how many statements came until then. */
  disarm(): { what: Fault | 'unanswered' | 'nothing'; statements: number };
  /** Asks on every connection of the pool: one that took a dead one's place tells its first query what ended the other. */
  settled(): Promise<void>;
}

const POOL = 10;

const STATEMENT: Record<Fault, string> = {
  fails: "do $$ begin raise exception 'no space left on device' using errcode = '53100'; end $$",
  // Without a row: postgres.js 3.4.9 goes on counting the rows of a dead connection in the answer to the next query in its place.
  dies: 'do $$ begin perform pg_terminate_backend(pg_backend_pid()); end $$',
};

/** Changes this handle; drizzle over it, which begins its transactions by it, is changed with it. */
export function failing({ sql }: Pick<Database, 'sql'>): Failing {
  let armed: { fault: Fault; k: number } | null = null;
  let what: ReturnType<Failing['disarm']>['what'] = 'nothing';
  let statements = 0;
  /** The fault whose turn it is at the next statement, or null. */
  const due = (): Fault | null => {
    if (armed) statements += 1;
    if (!armed || statements !== armed.k) return null;
    what = armed.fault;
    armed = null;
    return what;
  };
  const counted = (tx: postgres.TransactionSql): postgres.TransactionSql =>
    new Proxy(tx, {
      apply: (target, self, given: unknown[]) => {
        const isStatement = Array.isArray((given[0] as { raw?: unknown })?.raw);
        const fault = isStatement ? due() : null;
        return fault ? target.unsafe(STATEMENT[fault]) : Reflect.apply(target as never, self, given);
      },
      get: (target, key) => {
        if (key !== 'unsafe') return Reflect.get(target, key);
        return (...given: Parameters<typeof target.unsafe>) => {
          const fault = due();
          return fault ? target.unsafe(STATEMENT[fault]) : target.unsafe(...given);
        };
      },
    });
  const begin = sql.begin.bind(sql) as (...given: unknown[]) => Promise<unknown>;
  const unsure = async (...given: unknown[]) => {
    const work = given.at(-1) as (tx: postgres.TransactionSql) => unknown;
    const value = await begin(...given.slice(0, -1), (tx: postgres.TransactionSql) => work(counted(tx)));
    if (!armed) return value;
    armed = null;
    what = 'unanswered';
    throw new ConnectionLost(null, true);
  };
  Object.assign(sql, { begin: unsure });
  return {
    arm: (fault, k) => {
      armed = { fault, k };
      what = 'nothing';
      statements = 0;
    },
    disarm: () => {
      armed = null;
      return { what, statements };
    },
    settled: async () => {
      await Promise.allSettled(Array.from({ length: POOL }, () => sql`select 1`));
    },
  };
}
