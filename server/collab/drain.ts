// The end of the process: what was taken is saved and acknowledged, and everybody is told to come back, a few at a time (P15).
import { CLOSE } from '../../domain/protocol';
import type { Log } from '../log';
import type { Clock } from './clock';
import type { Connection } from './connection';
import type { Rooms } from './rooms';
import type { Wire } from './wire';

/** SIGTERM leaves 10 s for everything (CONTRACT). */
const SAVE_MS = 1000;
const CLOSE_MS = 600;
const LOOK_MS = 10;
/** Stock clients are back 100 ms after their close: so many of them a second is what the other nodes get (danger 9). */
const CLOSES_A_SECOND = 120;
const STEP_MS = 50;
/** All are told within this; a node alone has its own database to stop afterwards, and nobody to send its clients to. */
const SPREAD_MS = { alone: 6000, amongOthers: 8100 };
/** Who is left so much later is told at once. */
const LAST_MS = 300;
/**
 * A turn brings as many as are due in the time that the commit before it took and a little of what is owed. A pause of the process or of
 * the machine is not caught up at once: a burst after each pause, or at the end, is what the steps are to avoid.
 */
const CATCH_UP = 1.1;
const LONGEST_TURN_MS = 200;

/**
 * Takes no new sockets from now on; those that wait for their turn are served on, so that nobody is without an answer for longer
 * than a reconnect. At most 9 s, and 10 s when the store fails at the end. What a failing store could not take was not acknowledged: its clients bring it again.
 */
export async function drain(needs: {
  clock: Clock;
  log: Log;
  connections: ReadonlySet<Connection>;
  rooms: Rooms;
  /** Every socket that is not over, closing ones too. */
  wires: ReadonlySet<Wire>;
  /** Whether other nodes take the clients. */
  shared: boolean;
}): Promise<void> {
  const { clock, log, connections, rooms, wires, shared } = needs;
  const spread = shared ? SPREAD_MS.amongOthers : SPREAD_MS.alone;
  const all = [...connections];
  const step = STEP_MS * Math.max(CLOSES_A_SECOND / 1000, all.length / spread);
  const began = clock.now();
  let next = began;
  let commitMs = 0;
  let saved = true;
  for (let at = 0; at < all.length; ) {
    // While nothing can be saved nobody can be served: then there is nothing to wait for.
    const wait = saved ? next - clock.now() : 0;
    if (wait > 0) await new Promise<void>((resolve) => clock.after(wait, resolve));
    const now = clock.now();
    const turns = Math.min(LONGEST_TURN_MS, Math.max(STEP_MS, commitMs)) / STEP_MS;
    next = now + STEP_MS;
    const due = (step * (now - began + STEP_MS)) / STEP_MS - at;
    const inTime = saved && now - began < spread + LAST_MS;
    const most = inTime ? Math.max(1, Math.min(Math.ceil(due), Math.round(step * turns * CATCH_UP))) : all.length;
    const turn = all.slice(at, at + most);
    at += turn.length;
    for (const one of turn) one.stopReading();
    saved = saved && (await rooms.flushAll(SAVE_MS));
    commitMs = clock.now() - now;
    // The acknowledgements of the last commit are sent in microtasks.
    await new Promise((resolve) => setImmediate(resolve));
    for (const one of turn) one.close(CLOSE.restart, CLOSE_MS);
  }
  if (!(saved && (await rooms.flushAll(SAVE_MS))))
    log.error('not everything could be saved; it was not acknowledged either');
  await allClosed(clock, wires);
  for (const wire of [...wires]) wire.terminate();
  rooms.close();
}

function allClosed(clock: Clock, wires: ReadonlySet<Wire>): Promise<void> {
  return new Promise((resolve) => {
    const look = (left: number) => {
      if (wires.size === 0 || left <= 0) resolve();
      else clock.after(LOOK_MS, () => look(left - LOOK_MS));
    };
    look(CLOSE_MS);
  });
}
