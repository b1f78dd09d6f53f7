// Next inside our own server: it answers pages, never upgrades (STACK trap 3), and its surprises end the process cleanly.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

export interface Web {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Development only: Next's own reload socket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
  close(): Promise<void>;
}

/** @throws when there is no build (`npm run build`) outside of development. */
export async function startWeb(options: { dir: string; development: boolean; port: number }): Promise<Web> {
  // Imported late: Next reads NODE_ENV when it is loaded.
  const { default: next } = await import('next');
  const app = next({
    dev: options.development,
    dir: options.dir,
    port: options.port,
    // Next adds an `upgrade` listener of its own to the server it is given: this one never listens.
    httpServer: createServer(),
  });
  await app.prepare();
  const handle = app.getRequestHandler();
  return {
    handle: (request, response) => handle(request, response),
    upgrade: (request, socket, head) => app.getUpgradeHandler()(request, socket, head),
    close: () => app.close(),
  };
}
