// Bundles the harness and serves it: one page, its script and the product's own style sheets.
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { createPeer, type Peer } from './peer';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const STYLES = ['ui/tokens.css', 'ui/components.css', 'ui/ui.css', 'editor/editor.css', 'review/review.css'];

interface Served {
  url: string;
  peer: Peer;
  /** Cuts every way to a real engine, or opens it again. */
  cut: (on: boolean) => void;
  close: () => Promise<void>;
}

export async function serveHarness(): Promise<Served> {
  const { outputFiles } = await build({
    entryPoints: [here('main.tsx')],
    bundle: true,
    write: false,
    format: 'iife',
    jsx: 'automatic',
    target: 'chrome110',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.__NEXT_ROUTER_BASEPATH': '""' },
    banner: { js: 'var process = { env: {} };' },
    logLevel: 'error',
  });
  const script = outputFiles[0]?.text ?? '';
  const style = STYLES.map((path) => readFileSync(here(`../../../app/${path}`), 'utf8')).join('\n');
  const page = `<!doctype html><html lang="zh-CN" data-theme="light"><meta charset="utf-8"><title>editor</title><style>${style}</style><body><div id="app"></div><script src="/main.js"></script></body></html>`;
  const server = createServer((request, response) => {
    const isScript = request.url === '/main.js';
    response.setHeader('content-type', isScript ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8');
    response.end(isScript ? script : page);
  });
  const peer = createPeer();
  const ways = new Set<Duplex>();
  let down = false;
  server.on('upgrade', (request, socket: Duplex, head) => {
    const real = /^\/real\/(\d+)(\/.*)$/.exec(request.url ?? '');
    if (real) ways.add(socket);
    if (real && down) socket.destroy();
    else if (real) relay(request, socket, Number(real[1]), real[2] ?? '');
    else peer.wss.handleUpgrade(request, socket, head, (ws) => peer.wss.emit('connection', ws, request));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    peer,
    cut: (on) => {
      down = on;
      if (on) for (const way of ways) way.destroy();
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** To a real engine on another port, as if the page came from there. */
function relay(request: IncomingMessage, socket: Duplex, port: number, path: string): void {
  const engine = connect(port, '127.0.0.1', () => {
    const headers = Object.entries({
      ...request.headers,
      host: `127.0.0.1:${port}`,
      origin: `http://127.0.0.1:${port}`,
    });
    engine.write(`GET ${path} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
    engine.pipe(socket).pipe(engine);
  });
  for (const [one, other] of [
    [engine, socket],
    [socket, engine],
  ] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}
