// A node that stood still (a stopped process, a machine that slept) knows the rights of before: until they were asked again it takes
// nothing and sends nothing (P6).
import type { Log } from '../log';
import type { Clock } from './clock';
import { Gate } from './gate';
import type { Wire } from './wire';

export interface Standstill {
  /** Null while the rights are as fresh as their polls keep them. Else resolves when they were asked again. */
  readonly closed: Promise<void> | null;
  /** The same socket, which holds back what is sent meanwhile. */
  wire(wire: Wire): Wire;
  /** For /metrics. */
  readonly times: number;
  stop(): void;
}

const TICK_MS = 1000;
/** Not having run for so long it stood still. With the polls of `recheck.ts` (3 s) that makes the 5 s of P6. */
const STOOD_MS = 2000;
/** Questions that hang, or failed, are put anew. */
const PATIENCE_MS = 5000;
const AGAIN_MS = 500;

/**
 * Whoever comes first after the pause notices it, be it a timer, a frame or an answer. `recheck` asks for everybody and answers
 * whether all could be asked; it closes those whose rights ended.
 */
export function createStandstill(needs: {
  /** It follows the machine's forward: sleep is seen too, and a clock that is set forward costs a question. */
  clock: Clock;
  recheck(): Promise<boolean>;
  log: Log;
}): Standstill {
  const { clock, recheck, log } = needs;
  const gate = new Gate();
  let seen = clock.now();
  let times = 0;
  let stopped = false;
  let cancel = (): void => undefined;

  const look = (): Promise<void> | null => {
    const now = clock.now();
    const stood = now - seen;
    seen = now;
    if (stood > STOOD_MS && !stopped) {
      times += 1;
      log.warn('this node stood still: it goes on when the rights of all were asked again', { ms: stood });
      if (!gate.closed) void gate.exclusively(askUntilAnswered);
    }
    return gate.closed;
  };
  const askUntilAnswered = async () => {
    for (let asked = -1; asked !== times && !stopped; ) {
      const now = times;
      if (await inTime(clock, recheck())) asked = now;
      else await new Promise<void>((resolve) => clock.after(AGAIN_MS, resolve));
    }
  };
  const tick = () => {
    look();
    cancel = clock.after(TICK_MS, tick);
  };
  cancel = clock.after(TICK_MS, tick);
  return {
    get closed() {
      return look();
    },
    get times() {
      return times;
    },
    wire: (wire) => heldWire(wire, look),
    stop: () => {
      stopped = true;
      cancel();
    },
  };
}

/** False also for an answer that takes too long. */
function inTime(clock: Clock, answer: Promise<boolean>): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.after(PATIENCE_MS, () => resolve(false));
    void answer.then((all) => {
      cancel();
      resolve(all);
    });
  });
}

/** What is sent while `closed` waits, in order, and is forgotten when the socket is closed. It counts as unsent. */
function heldWire(wire: Wire, closed: () => Promise<void> | null): Wire {
  let held: (() => void)[] = [];
  let bytes = 0;
  const release = (): void => {
    const again = closed();
    if (again) return void again.then(release);
    const due = held;
    forget();
    for (const send of due) send();
  };
  const forget = () => {
    held = [];
    bytes = 0;
  };
  const isFree = () => !closed() && held.length === 0;
  const hold = (size: number, send: () => void) => {
    bytes += size;
    held.push(send);
    if (held.length === 1) void (closed() ?? Promise.resolve()).then(release);
  };
  return {
    listen: (events) => wire.listen(events),
    get unsent() {
      return wire.unsent + bytes;
    },
    get unfinished() {
      return wire.unfinished;
    },
    // At each socket of each broadcast: nothing is made for it while nothing is held.
    send(messages) {
      if (isFree()) return wire.send(messages);
      const size = messages.reduce((sum, { framed }) => sum + framed.length, 0);
      hold(size, () => wire.send(messages));
    },
    sendLarge(message, sent) {
      if (isFree()) return wire.sendLarge(message, sent);
      hold(message.framed.length, () => wire.sendLarge(message, sent));
    },
    ping: () => {
      if (!closed()) wire.ping();
    },
    read: (on) => wire.read(on),
    close: (code, reason) => {
      forget();
      wire.close(code, reason);
    },
    terminate: () => {
      forget();
      wire.terminate();
    },
  };
}
