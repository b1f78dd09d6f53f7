// Which errors say that the database is away, full or held up by somebody, so that the same request may pass later.

/** Classes of SQLSTATE: 08 connection, 53 resources (full disk, too many connections), 57P shut down, crashed or starting. */
const CLASSES = /^(08|53|57P)/;
/** A lock or a statement that took too long. */
const STATES = new Set(['55P03', '57014']);
/** Node's, of a socket: a file that is missing has the same code as a socket that is missing, but is not read or connected to. */
const SOCKET = { calls: new Set(['connect', 'read', 'write']), codes: /^(ECONN|EPIPE|ENOENT|ETIMEDOUT)/ };

/** Looks through what drizzle wraps around an error. */
export function isAway(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = 'code' in at ? String(at.code) : '';
    // CONNECTION_CLOSED, CONNECT_TIMEOUT and the like are postgres.js' own.
    if (CLASSES.test(code) || STATES.has(code) || /^CONNECT(ION)?_/.test(code)) return true;
    if ('syscall' in at && SOCKET.calls.has(String(at.syscall)) && SOCKET.codes.test(code)) return true;
  }
  return false;
}
