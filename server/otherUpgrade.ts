// Requests that would like another protocol than WebSocket are answered in the one they came in (RFC 9110, 7.8): Java's client
// and `curl --http2` offer h2c with every first request.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** What belongs to the offer alone. */
const OFFER = new Set(['upgrade', 'http2-settings']);

export function wantsWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

/** Node has taken the socket away from its parser: the request goes in again, without the offer, and what follows it too. */
export function answerWithoutUpgrade(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`];
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    const name = request.rawHeaders[at] ?? '';
    const value = request.rawHeaders[at + 1] ?? '';
    const kept = name.toLowerCase() === 'connection' ? withoutOffer(value) : value;
    if (!OFFER.has(name.toLowerCase()) && kept !== null) lines.push(`${name}: ${kept}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit('connection', socket);
}

/** `Connection` names headers of this hop; null when nothing is left of it. */
function withoutOffer(connection: string): string | null {
  const names = connection.split(',').filter((name) => !OFFER.has(name.trim().toLowerCase()));
  return names.length === 0 ? null : names.join(',');
}
