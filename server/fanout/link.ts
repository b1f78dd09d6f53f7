// Two connections to Redis, one that speaks and one that listens, each coming back by itself for as long as it takes.
import { Redis } from 'ioredis';

export interface Link {
  /** Whether it can speak now. */
  readonly writable: boolean;
  /** Resolves when Redis has it. Rejects when it may never get there; nothing is sent a second time. */
  publish(payload: Buffer): Promise<unknown>;
  /** Both connections anew: what does not answer may be dead without knowing. */
  reconnect(): void;
  close(): void;
}

const CONNECT_MS = 5000;
const CUT_MS = 500;
const LONGEST_MS = 2000;

/**
 * `onUp` is called when it can speak and hear again, `onDown` for every end of a connection, also one that never began, with the
 * reason; never with the address's password.
 */
export function redisLink(given: {
  url: string;
  channel: string;
  onPayload(payload: Buffer): void;
  onUp(): void;
  onDown(why: string): void;
}): Link {
  const connect = (): Redis => {
    let why = 'the connection ended';
    const redis = new Redis(given.url, {
      // The oldest protocol: anything that speaks Redis at all speaks it.
      protocol: 2,
      disableClientInfo: true,
      enableReadyCheck: false,
      // What was not sent is the outbox's business, and what was sent is lost: order counts more than arrival.
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      autoResubscribe: false,
      maxRetriesPerRequest: 0,
      connectTimeout: CONNECT_MS,
      disconnectTimeout: CUT_MS,
      retryStrategy: (times) => Math.min(LONGEST_MS, 50 * 2 ** Math.min(times, 8)) * (0.5 + Math.random() / 2),
    });
    redis.on('error', (error: Error) => {
      why = wordsOf(error);
    });
    redis.on('close', () => {
      given.onDown(why);
      why = 'the connection ended';
    });
    return redis;
  };
  const [speaks, listens] = [connect(), connect()];
  listens.on('messageBuffer', (_channel: Buffer, payload: Buffer) => given.onPayload(payload));
  let hears = false;
  const up = () => {
    if (hears && speaks.status === 'ready') given.onUp();
  };
  speaks.on('ready', up);
  listens.on('close', () => {
    hears = false;
  });
  listens.on('ready', () => {
    listens.subscribe(given.channel).then(
      () => {
        hears = true;
        up();
      },
      // Dialling anew at once would not help: not hearing itself, the node does it in a while.
      (error: Error) => given.onDown(wordsOf(error)),
    );
  });
  return {
    get writable() {
      return speaks.status === 'ready';
    },
    publish: (payload) => speaks.publish(given.channel, payload),
    reconnect: () => {
      for (const one of [speaks, listens]) if (one.status === 'ready' || one.status === 'connect') one.disconnect(true);
    },
    close: () => {
      for (const one of [speaks, listens]) one.disconnect();
    },
  };
}

/** Several addresses that all failed make an error without words. */
function wordsOf(error: Error): string {
  return error.message || ('code' in error ? String(error.code) : error.name);
}
