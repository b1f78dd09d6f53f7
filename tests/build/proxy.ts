// A TCP proxy with a bad temper between clients and the built product: late, slow, half-open, cut. Both ways by themselves.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** `up`: from the client to the server. */
export type Way = 'up' | 'down';

/** What happens to bytes that go one way. */
export interface Weather {
  /**
   * `hold`: nothing is read, as when packets are lost: the buffers fill, and all of it arrives after `pass`. `swallow`: read and
   * gone, the sender believes that it was sent; such a connection cannot be mended, only cut.
   */
  flow: 'pass' | 'hold' | 'swallow';
  /** How much later each byte arrives, ms. */
  delayMs: number;
  /** 0: as fast as it goes. */
  bytesPerSecond: number;
}

export interface TcpProxy {
  port: number;
  /** In place of the product's: `http://localhost:PORT`. */
  url: string;
  /** Connections that are open now, and all that were ever taken. */
  readonly open: number;
  readonly taken: number;
  /** Bytes read so far, and swallowed ones among them. */
  readonly passed: Readonly<Record<Way, number>>;
  /** From now on, for those that are open too. */
  set(way: Way | 'both', weather: Partial<Weather>): void;
  /** Ends every connection without a goodbye (RST). */
  cut(): void;
  /** New connections are ended at once while it is on. */
  refuse(on: boolean): void;
  close(): Promise<void>;
}

const CALM: Weather = { flow: 'pass', delayMs: 0, bytesPerSecond: 0 };
/** What waits to be late may grow to this; then the sender is read no further. */
const MOST_WAITING = 256 * 1024;

/** Listens on a free port and passes everything on to `target`: a port of this machine, or the path of a socket. */
export async function aProxy(target: number | string): Promise<TcpProxy> {
  const weather: Record<Way, Weather> = { up: { ...CALM }, down: { ...CALM } };
  const passed: Record<Way, number> = { up: 0, down: 0 };
  const links = new Set<{ turn(): void; cut(): void }>();
  let taken = 0;
  let refusing = false;
  // A client that sends its end may still hear: half-open is what this is for.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    taken += 1;
    if (refusing) {
      client.resetAndDestroy();
      return;
    }
    const where = typeof target === 'string' ? { path: target } : { port: target, host: '127.0.0.1', noDelay: true };
    const behind = connect({ ...where, allowHalfOpen: true });
    const count = (way: Way) => (bytes: number) => {
      passed[way] += bytes;
    };
    const ways = [oneWay(client, behind, weather.up, count('up')), oneWay(behind, client, weather.down, count('down'))];
    const link = {
      turn: () => {
        for (const way of ways) way.turn();
      },
      cut: () => {
        client.resetAndDestroy();
        // A socket of a path has no reset.
        if (typeof target === 'string') behind.destroy();
        else behind.resetAndDestroy();
      },
    };
    links.add(link);
    for (const socket of [client, behind]) {
      // Who went away without a goodbye is told to the other side in the same way.
      socket.on('error', link.cut);
      socket.on('close', () => {
        if (client.destroyed && behind.destroyed) links.delete(link);
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://localhost:${port}`,
    get open() {
      return links.size;
    },
    get taken() {
      return taken;
    },
    passed,
    set: (way, change) => {
      for (const one of way === 'both' ? (['up', 'down'] as const) : [way]) Object.assign(weather[one], change);
      for (const link of links) link.turn();
    },
    cut: () => {
      for (const link of [...links]) link.cut();
    },
    refuse: (on) => {
      refusing = on;
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const link of [...links]) link.cut();
      await closed;
    },
  };
}

/** `weather` is read anew for each piece; `turn` says that it has changed. */
function oneWay(from: Socket, to: Socket, weather: Weather, count: (bytes: number) => void): { turn(): void } {
  let waiting = 0;
  let lastDue = 0;
  let blocked = false;
  const turn = () => {
    if (weather.flow === 'hold' || blocked || waiting > MOST_WAITING) from.pause();
    else from.resume();
  };
  const write = (bytes: Buffer) => {
    if (to.destroyed || to.write(bytes)) return;
    blocked = true;
    to.once('drain', () => {
      blocked = false;
      turn();
    });
    turn();
  };
  /** Behind everything that came before it. */
  const later = (bytes: number, act: () => void) => {
    const now = performance.now();
    const slow = weather.bytesPerSecond === 0 ? 0 : (bytes / weather.bytesPerSecond) * 1000;
    lastDue = Math.max(now + weather.delayMs, lastDue) + slow;
    if (lastDue <= now && waiting === 0) {
      act();
      return;
    }
    waiting += bytes;
    turn();
    setTimeout(() => {
      waiting -= bytes;
      act();
      turn();
    }, lastDue - now);
  };
  from.on('data', (bytes) => {
    count(bytes.length);
    if (weather.flow !== 'swallow') later(bytes.length, () => write(bytes));
  });
  from.on('end', () => {
    if (weather.flow !== 'swallow') later(0, () => to.end());
  });
  turn();
  return { turn };
}
