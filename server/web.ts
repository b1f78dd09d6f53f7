// Next inside our own server: it answers pages, never upgrades (STACK trap 3), and its surprises end the process cleanly.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

export interface Web {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Development only: Next's own reload socket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
}

/** @throws when there is no build (`npm run build`) outside of development. */
export async function startWeb(options: { dir: string; development: boolean; port: number }): Promise<Web> {
  // Imported late: Next reads NODE_ENV when it is loaded.
  const { default: next } = await import('next');
  // Next adds an `upgrade` listener of its own, at its first request, to the server it is given: this one never listens.
  const hidden = createServer();
  const app = next({ dev: options.development, dir: options.dir, port: options.port, httpServer: hidden });
  await app.prepare();
  const handle = app.getRequestHandler();
  return {
    handle: (request, response) => handle(request, response),
    // That listener answers the reload socket; getUpgradeHandler() would leave it open for ever, and no page hydrates.
    upgrade: (request, socket, head) => {
      if (!hidden.emit('upgrade', request, socket, head)) socket.destroy();
    },
    close: () => app.close(),
  };
}
