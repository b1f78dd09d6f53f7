// One port: health, metrics, the API, pages, and the sockets of /collab. Everything else is refused here.
import { createServer, type IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Refusal } from '../domain/refusal';
import { sendProblem } from './api/http';
import { PREFIX } from './api/router';
import type { NodeRole } from './env';
import { prepareForPages } from './headers';
import type { Log } from './log';
import { processNumbers, prometheus } from './metrics';
import { answerWithoutUpgrade, wantsWebSocket } from './otherUpgrade';
import { VERSION } from './version';
import type { Web } from './web';

const GRACE_MS = 2_000;
/** Sockets that were told to come back in the meantime have had their time too. */
const LEAST_GRACE_MS = 200;
const HEALTH = '/api/health';
/** Public keys of the signed packages (PROMISES, verify offline). */
const KEYS = '/.well-known/countersign-keys.json';
/** How long a request waits for a server that is just starting. */
const OPENING_MS = 10_000;

/** What answers, once it is built. */
export interface Parts {
  publicUrl: string;
  development: boolean;
  /** Null on a node without the role web. */
  web: { api(request: IncomingMessage, response: ServerResponse): Promise<void>; pages: Web } | null;
  /** Null on a node without the role collab. */
  upgrade: ((request: IncomingMessage, socket: Duplex, head: Buffer) => void) | null;
  stats(): Record<string, number>;
  keys(): Promise<unknown>;
  /** What is away without which this node serves all the same. */
  degraded(): readonly string[];
}

export interface Front {
  server: Server;
  port: number;
  open(parts: Parts): void;
  /** No new connections from now on. */
  close(): void;
  /** Resolves when the last connection is gone; requests under way have GRACE_MS from `close` on to be answered. */
  closed(): Promise<void>;
}

/** Listens; a port in use is one sentence for the operator. */
export async function listen(options: { host: string; port: number; log: Log }): Promise<Front> {
  let parts: Parts | null = null;
  let closed: Promise<void> | null = null;
  let graceEnds = 0;
  let opened: (built: Parts) => void = () => undefined;
  const opening = new Promise<Parts>((resolve) => {
    opened = resolve;
  });
  const server = createServer(
    { requestTimeout: 120_000, headersTimeout: 20_000, connectionsCheckingInterval: 5_000, maxHeaderSize: 32 * 1024 },
    (request, response) => {
      void answer(parts, opening, request, response).catch((error: unknown) => {
        options.log.error('a request failed', { method: request.method, path: request.url?.split('?')[0], error });
        if (response.headersSent) response.destroy();
        else sendProblem(response, { code: 'internal' });
      });
    },
  );
  server.on('upgrade', (request, socket, head) => {
    // A socket without a listener would end the process at its first reset.
    socket.on('error', (error) => options.log.debug('an upgrading socket failed', { error }));
    if (wantsWebSocket(request)) upgrade(parts, request, socket, head);
    else answerWithoutUpgrade(server, request, socket, head);
  });
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
      graceEnds = performance.now() + GRACE_MS;
      closed ??= new Promise((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
    },
    closed: async () => {
      setTimeout(() => server.closeAllConnections(), Math.max(graceEnds - performance.now(), LEAST_GRACE_MS)).unref();
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
  if (path === HEALTH) return sendText(response, 'application/json', JSON.stringify(health(parts)));
  if (path === '/metrics')
    return sendText(
      response,
      'text/plain; version=0.0.4; charset=utf-8',
      prometheus({ ...processNumbers(), ...parts.stats() }),
    );
  if (path === KEYS) return sendText(response, 'application/json', JSON.stringify(await parts.keys()));
  if (!parts.web) return sendProblem(response, elsewhere('web'));
  if (path === PREFIX || path.startsWith(`${PREFIX}/`)) return parts.web.api(request, response);
  prepareForPages(request, response, parts);
  await parts.web.pages.handle(request, response);
}

/** Ready as long as it answers: a balancer that took nodes out while Redis is away would take all of them. */
function health(parts: Parts): Record<string, unknown> {
  const degraded = parts.degraded();
  return { status: 'ok', version: VERSION, ...(degraded.length > 0 ? { degraded } : {}) };
}

/** 503 and not 404: the thing exists, and a balancer or a client that tries again may reach a node that serves it. */
function elsewhere(role: NodeRole): Refusal {
  return { code: 'unavailable', detail: `this node has no role ${role} (ROLES)`, retryAfter: 1 };
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

function upgrade(parts: Parts | null, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const url = request.url ?? '';
  if (parts?.upgrade && url.startsWith('/collab/')) parts.upgrade(request, socket, head);
  else if (parts && url.startsWith('/collab/')) endWithProblem(request, socket, elsewhere('collab'));
  else if (parts?.development && url.startsWith('/_next/')) parts.web?.pages.upgrade(request, socket, head);
  else {
    const status = parts ? '404 Not Found' : '503 Service Unavailable';
    socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
  }
}

/** The answer to an upgrade as a plain response; whoever asked hears the reason in words. */
function endWithProblem(request: IncomingMessage, socket: Duplex, refusal: Refusal): void {
  const response = new ServerResponse(request);
  response.assignSocket(socket as Socket);
  response.shouldKeepAlive = false;
  response.on('finish', () => socket.end());
  sendProblem(response, refusal);
}
