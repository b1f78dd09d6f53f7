// Bundles the harness and serves it: one page, its script and the product's own style sheets.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { attachPeer, type Peer } from './peer';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const STYLES = ['ui/tokens.css', 'ui/components.css', 'ui/ui.css', 'editor/editor.css', 'review/review.css'];

export async function serveHarness(): Promise<{ url: string; peer: Peer; close: () => Promise<void> }> {
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
  const peer = attachPeer(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    peer,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
