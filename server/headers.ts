// Headers of pages: what the browser may load and run (STACK trap 10), and what a client may not tell Next about itself.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Said by proxies or by Next to itself; from a client they are lies. */
const NOT_FROM_CLIENTS =
  /^(x-forwarded-|x-middleware-|x-nextjs-|x-invoke-|x-countersign-|x-nonce$|forwarded$|content-security-policy)/;

/** By these, Next's development server finds the page that waits for its debug stream; without them no action ever answers. */
const OF_DEVELOPMENT: readonly string[] = ['x-nextjs-request-id', 'x-nextjs-html-request-id'];

interface Site {
  publicUrl: string;
  development: boolean;
}

/** Overwrites what Next and next-auth read of the request (STACK trap 9) and sets the answer's security headers under one nonce. */
export function prepareForPages(request: IncomingMessage, response: ServerResponse, site: Site): void {
  const kept = site.development ? OF_DEVELOPMENT : [];
  for (const name of Object.keys(request.headers))
    if (NOT_FROM_CLIENTS.test(name) && !kept.includes(name)) delete request.headers[name];
  const { host, protocol } = new URL(site.publicUrl);
  const nonce = randomBytes(16).toString('base64');
  const policy = contentSecurityPolicy(nonce, host, site.development);
  request.headers['x-forwarded-host'] = host;
  request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
  request.headers['x-countersign-address'] = request.socket.remoteAddress ?? 'unknown';
  request.headers['x-countersign-path'] = request.url ?? '/';
  request.headers['x-nonce'] = nonce;
  request.headers['content-security-policy'] = policy;
  response.setHeader('content-security-policy', policy);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('x-frame-options', 'DENY');
  response.setHeader('referrer-policy', 'same-origin');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()');
  if (protocol === 'https:') response.setHeader('strict-transport-security', 'max-age=31536000');
}

/** Development alone needs eval (React's refresh). Styles are attributes of the editor and of React: they cannot run anything. */
function contentSecurityPolicy(nonce: string, host: string, development: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self' ws://${host} wss://${host}`,
    // The checks run in a worker; without its own word it would fall under the nonce, which no worker can carry.
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
