// Connections that were asked and say nothing: given up, where TCP alone would wait a quarter of an hour for a host that is gone (P14).
import { connect, type Socket } from 'node:net';

/** What postgres.js hands to whoever makes its sockets. */
interface Where {
  host: string[];
  port: number[];
  path: string | false;
}

/** What has been asked, as far as it matters here. */
export interface Asked {
  /** Null until it is written to a connection. */
  statement: unknown;
}

export interface Silence {
  /** For postgres.js' option `socket`. */
  socket(where: Where): Socket;
  /** Answers what to call when the answer is there. */
  asked(query: Asked): () => void;
  stop(): void;
}

/** So many looks in a row: a process that stood still for minutes finds what has come meanwhile before it gives anybody up. */
const LOOKS = 5;

/**
 * A statement that waits for `ms` gives up every connection of its pool that has said nothing for so long: which of them carries it
 * nobody tells, and an idle one is made anew in a moment. `ms` is longer than the server lets a statement run, so that one that
 * lives has answered by then. Who asked is told CONNECTION_SILENT; what it asked may have been done.
 */
export function watchSilence(ms: number): Silence {
  const sockets = new Map<Socket, { read: number; looks: number }>();
  const waiting = new Map<Asked, number>();
  let at = 0;
  const look = setInterval(() => {
    let overdue = false;
    for (const [query, looks] of waiting) {
      if (query.statement === null) continue;
      waiting.set(query, looks + 1);
      overdue ||= looks + 1 >= LOOKS;
    }
    for (const [socket, seen] of sockets) {
      seen.looks = socket.bytesRead === seen.read ? seen.looks + 1 : 0;
      seen.read = socket.bytesRead;
      if (overdue && seen.looks >= LOOKS) socket.destroy(new ConnectionSilent());
    }
  }, ms / LOOKS);
  look.unref();
  return {
    socket: ({ host, port, path }) => {
      const n = at % host.length;
      const socket = path ? connect(path) : connect(port[n] ?? 5432, host[n]);
      // Read by postgres.js for its name in the certificate.
      Object.assign(socket, { host: host[n], port: port[n] });
      sockets.set(socket, { read: 0, looks: 0 });
      // With several hosts the next one is tried, as postgres.js does with sockets of its own.
      socket.once('error', () => {
        if (socket.bytesRead === 0) at = n + 1;
      });
      socket.once('close', () => sockets.delete(socket));
      return socket;
    },
    asked: (query) => {
      waiting.set(query, 0);
      return () => waiting.delete(query);
    },
    stop: () => clearInterval(look),
  };
}

class ConnectionSilent extends Error {
  readonly code = 'CONNECTION_SILENT';
  constructor() {
    super('The database does not answer any more.');
  }
}
