// The wire on one page: message kinds, close codes, notices and limits of /collab (CONTRACT "Socket"). Pinned by tests/protocol.

/** First varUint of every frame. 0-3 are stock y-websocket; 4 and 5 go from server to client only, when asked for in the URL. */
export const KIND = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, ack: 4, notice: 5 } as const;

/** Second varUint of a sync frame. */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

/** 44xx: a stock client stops for ever. 45xx and 1xxx: it comes back. */
export const CLOSE = {
  badFrame: 4400,
  sessionOver: 4401,
  notAMember: 4403,
  noSuchReview: 4404,
  otherHistory: 4409,
  clientTooOld: 4410,
  tooLarge: 4413,
  askAgain: 4503,
  clientTooNew: 4510,
  restart: 1012,
  overloaded: 1013,
} as const;
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

/** The person may not have this text any more: the page wipes its local copy (P6). */
export function endsAccess(code: number): boolean {
  return code === CLOSE.notAMember || code === CLOSE.noSuchReview;
}

/** What each close means, for logs and for the reason field (<= 123 bytes). */
export const CLOSE_REASON: Record<CloseCode, string> = {
  4400: 'frame or content not allowed',
  4401: 'session over',
  4403: 'no longer a member',
  4404: 'no such review for you',
  4409: 'this copy belongs to another history',
  4410: 'client too old, reload',
  4413: 'frame over its limit',
  4503: 'rights or stage changed, ask again',
  4510: 'client newer than the server',
  1012: 'restart',
  1013: 'too slow or overloaded',
};

/** Kind 5, JSON. */
export type Notice =
  | { type: 'refused'; frame: number; reason: string }
  | { type: 'stage'; stage: string }
  | { type: 'rights' }
  | { type: 'threads' }
  | { type: 'signoff' }
  | { type: 'restored'; epoch: number }
  | { type: 'version'; version: string };

/** Limits of PROMISES.md; sizes in bytes. */
export const LIMIT = {
  update: 1024 * 1024,
  document: 20 * 1024 * 1024,
  awareness: 4 * 1024,
  sendBuffer: 8 * 1024 * 1024,
  connectionsPerPerson: 10,
  step1PerTenSeconds: 5,
  writingClientsPerDay: 1000,
  frameRate: 60,
  frameBurst: 200,
} as const;

/** Keep-alive: stock clients reconnect after 30 s without a message (danger 9). */
export const KEEP_ALIVE_MS = 20_000;
