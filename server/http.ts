// One port: health, metrics, the API, pages, and the sockets of /collab. Everything else is refused here.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { sendProblem } from './api/http';
import { PREFIX } from './api/router';
import { prepareForPages } from './headers';
import type { Log } from './log';
import { processNumbers, prometheus } from './metrics';
import { VERSION } from './version';
import type { Web } from './web';

const GRACE_MS = 2_000;
const HEALTH = '/api/health';
/** How long a request waits for a server that is just starting. */
const OPENING_MS = 10_000;

/** What answers, once it is built; null until then (503). */
export interface Parts {
  publicUrl: string;
  development: boolean;
  api(request: IncomingMessage, response: ServerResponse): Promise<void>;
  web: Web;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  stats(): Record<string, number>;
}

export interface Front {
  server: Server;
  port: number;
  open(parts: Parts): void;
  /** No new connections from now on. */
  close(): void;
  /** Resolves when the last connection is gone; requests under way have GRACE_MS to be answered. */
  closed(): Promise<void>;
}

/** Listens; a port in use is one sentence for the operator. */
export async function listen(options: { host: string; port: number; log: Log }): Promise<Front> {
  let parts: Parts | null = null;
  let closed: Promise<void> | null = null;
  let opened: (built: Parts) => void = () => undefined;
  const opening = new Promise<Parts>((resolve) => {
    opened = resolve;
  });
  const server = createServer(
    { requestTimeout: 120_000, headersTimeout: 20_000, maxHeaderSize: 32 * 1024 },
    (request, response) => {
      void answer(parts, opening, request, response).catch((error: unknown) => {
        options.log.error('a request failed', { method: request.method, path: request.url?.split('?')[0], error });
        if (response.headersSent) response.destroy();
        else sendProblem(response, { code: 'internal' });
      });
    },
  );
  server.on('upgrade', (request, socket, head) => upgrade(parts, request, socket, head, options.log));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortInUse(options.port) : error),
    );
    server.listen(options.port, options.host, resolve);
  });
  return {
    server,
    port: (server.address() as AddressInfo).port,
    open: (built) => {
      parts = built;
      opened(built);
    },
    close: () => {
      closed ??= new Promise((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
    },
    closed: async () => {
      setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
      server.closeIdleConnections();
      await (closed ?? new Promise<void>((resolve) => server.close(() => resolve())));
    },
  };
}

export class PortInUse extends Error {
  constructor(port: number) {
    super(`Port ${port} is in use by another program; set PORT to a free one.`);
  }
}

async function answer(
  built: Parts | null,
  opening: Promise<Parts>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = request.url ?? '';
  // An absolute-form target would make Next fetch or match another host (CVE-2026-44578 class).
  if (!url.startsWith('/') || url.startsWith('//') || url.includes('\\'))
    return sendProblem(response, { code: 'bad-request' });
  const path = url.split('?')[0] ?? '';
  // A page that lives over a restart asks for its code at once, and a browser keeps the memory of a script that failed.
  const parts = built ?? (path === HEALTH ? null : await soon(opening));
  if (!parts) return sendProblem(response, { code: 'unavailable', retryAfter: 2 });
  if (path === HEALTH)
    return sendText(response, 'application/json', JSON.stringify({ status: 'ok', version: VERSION }));
  if (path === '/metrics')
    return sendText(
      response,
      'text/plain; version=0.0.4; charset=utf-8',
      prometheus({ ...processNumbers(), ...parts.stats() }),
    );
  if (path === PREFIX || path.startsWith(`${PREFIX}/`)) return parts.api(request, response);
  prepareForPages(request, response, parts);
  await parts.web.handle(request, response);
}

async function soon(opening: Promise<Parts>): Promise<Parts | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), OPENING_MS);
  });
  const parts = await Promise.race([opening, late]);
  clearTimeout(timer);
  return parts;
}

function sendText(response: ServerResponse, type: string, body: string): void {
  response.setHeader('content-type', type);
  response.setHeader('cache-control', 'no-store');
  response.end(body);
}

function upgrade(parts: Parts | null, request: IncomingMessage, socket: Duplex, head: Buffer, log: Log): void {
  // A socket without a listener would end the process at its first reset.
  socket.on('error', (error) => log.debug('an upgrading socket failed', { error }));
  const url = request.url ?? '';
  if (parts && url.startsWith('/collab/')) parts.upgrade(request, socket, head);
  else if (parts?.development && url.startsWith('/_next/')) parts.web.upgrade(request, socket, head);
  else {
    const status = parts ? '404 Not Found' : '503 Service Unavailable';
    socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
  }
}
