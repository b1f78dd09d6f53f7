// Queries outside a transaction, after the connection in their place has died: sent once, and answered with their own rows.
import type postgres from 'postgres';
import type { Silence } from './silence';

/** A connection that tells its farewell, a next one that tells another: never so many in a row as there are connections. */
const TRIES = 20;

/** What postgres.js makes of a query before anybody waits for it. */
interface Query {
  /** Set when it is written to a connection. */
  statement: unknown;
  handler(query: Query): void;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

/**
 * postgres.js 3.4.9 uses the object of a dead connection again, with two things left in it. The error with which PostgreSQL said
 * farewell is told to the first query after it, which was never sent: here it is sent then. And the place of the next row: an
 * answer that broke off after five rows leaves five holes in front of a later one, whose first row is then `undefined`, "nobody
 * there": here they are taken away. Transactions have their own guard (transactions.ts). `silence` is told what waits for an answer.
 */
export function withOwnAnswers(sql: postgres.Sql, silence: Silence): postgres.Sql {
  const { unsafe: send } = sql;
  const unsafe: postgres.Sql['unsafe'] = (...given) => guarded(send(...given), silence);
  return new Proxy(sql, {
    apply: (target, self, given) => guarded(Reflect.apply(target as never, self, given), silence),
    get: (target, key) => {
      const found = Reflect.get(target, key);
      // Who puts another one in its place, as tests do that count statements, has that one.
      return found === send ? unsafe : found;
    },
  });
}

/** The same object: fragments and identifiers, which are no queries, pass as they are. */
function guarded<T>(made: T, silence: Silence): T {
  if (!isQuery(made)) return made;
  const { handler, resolve, reject } = made;
  let left = TRIES;
  let answered = (): void => undefined;
  // A fragment is made in the same way, and never comes here.
  made.handler = (query) => {
    answered = silence.asked(query);
    handler(query);
  };
  made.resolve = (answer) => {
    answered();
    resolve(withoutHoles(answer));
  };
  made.reject = (error) => {
    answered();
    if (made.statement === null && isFarewell(error) && left-- > 0) made.handler(made);
    else reject(error);
  };
  return made;
}

function isQuery(made: unknown): made is Query {
  return made instanceof Promise && 'handler' in made && 'statement' in made;
}

/** Of several statements in one query the first has the holes. */
function withoutHoles(answer: unknown): unknown {
  const first: unknown = Array.isArray(answer) && answer.constructor === Array ? answer[0] : answer;
  if (Array.isArray(first) && first.length > 0 && !(0 in first)) {
    const at = first.findIndex((_, n) => n in first);
    first.splice(0, at < 0 ? first.length : at);
  }
  return answer;
}

/** PostgreSQL ended a connection: by an administrator's command, or in a crash. */
export function isFarewell(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^57P0[12]/.test(String(error.code));
}
