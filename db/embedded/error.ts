// What the supervisor says to an operator, and what it tells the log.

/** PostgreSQL cannot be started or used; the message is one whole sentence for the operator. */
export class EmbeddedError extends Error {}

export type Say = Record<'info' | 'warn' | 'error', (message: string, fields?: Record<string, unknown>) => void>;

/** Node's code of an error ('ENOENT'), or its message when it has none. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
