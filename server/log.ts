// Logging: one JSON line an entry, to standard output; never a secret, never the text of a review.
export type Level = 'debug' | 'info' | 'warn' | 'error';
export type Log = Record<Level, (message: string, fields?: Record<string, unknown>) => void>;

const ORDER: readonly Level[] = ['debug', 'info', 'warn', 'error'];

/** Errors become their message and stack; everything else is JSON as it is. */
export function createLog(level: Level, write: (line: string) => void = (line) => process.stdout.write(line)): Log {
  const entry = (at: Level) => (message: string, fields?: Record<string, unknown>) => {
    if (ORDER.indexOf(at) < ORDER.indexOf(level)) return;
    write(`${JSON.stringify({ time: new Date().toISOString(), level: at, message, ...fields }, errors)}\n`);
  };
  return { debug: entry('debug'), info: entry('info'), warn: entry('warn'), error: entry('error') };
}

function errors(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const message = withoutValues(value);
  return { name: value.name, message, stack: value.stack?.replace(value.message, () => message), cause: value.cause };
}

/** Drizzle says a failed statement with its values: comments, opinions, hashes. The statement alone says what failed. */
function withoutValues(error: Error): string {
  return 'query' in error && 'params' in error ? `Failed query: ${String(error.query)}` : error.message;
}
