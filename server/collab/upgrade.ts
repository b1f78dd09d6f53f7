// The HTTP side of a socket: its path and its Origin. Everything about rights is answered later, by a close code.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { sessionCookieName } from '../../domain/cookie';
import { cookieOf } from '../auth/actor';

export interface Target {
  /** As it stands in the path: possibly no id at all. */
  reviewId: string;
  token: string | null;
  /** Whose page it is: a browser may have got another one's session meanwhile. */
  as: string | null;
  schema: string | null;
  epoch: string | null;
  ack: boolean;
  notices: boolean;
}

/** The wanted document, or the HTTP status that refuses (T16). */
export function targetOf(request: IncomingMessage, publicUrl: string): Target | 403 | 404 {
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  const reviewId = /^\/collab\/([^/]+)$/.exec(path)?.[1];
  if (reviewId === undefined) return 404;
  const params = new URLSearchParams(query);
  const token = params.get('token');
  if (!originFits(request, publicUrl, token !== null)) return 403;
  return {
    reviewId,
    token,
    as: params.get('as'),
    schema: params.get('schema'),
    epoch: params.get('epoch'),
    ack: params.get('ack') === '1',
    notices: params.get('notices') === '1',
  };
}

/** A browser always says where it comes from: a cookie without an Origin is not a browser's page, and not ours. */
function originFits({ headers }: IncomingMessage, publicUrl: string, hasToken: boolean): boolean {
  if (headers.origin !== undefined) return headers.origin === new URL(publicUrl).origin;
  if (hasToken || headers.authorization !== undefined) return true;
  return cookieOf(headers.cookie, sessionCookieName(publicUrl)) === null;
}

const PHRASE = { 403: 'Forbidden', 404: 'Not Found', 503: 'Service Unavailable' } as const;

export function refuseUpgrade(socket: Duplex, status: keyof typeof PHRASE): void {
  socket.end(`HTTP/1.1 ${status} ${PHRASE[status]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
