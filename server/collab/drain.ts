// The end of the process: nothing more is taken, what was taken is saved and acknowledged, everybody is told to come back.
import { CLOSE } from '../../domain/protocol';
import type { Log } from '../log';
import type { Clock } from './clock';
import type { Connection } from './connection';
import type { Rooms } from './rooms';
import type { Wire } from './wire';

/** SIGTERM leaves 10 s for everything (CONTRACT). */
const SAVE_MS = 3000;
const CLOSE_MS = 1000;

/** Takes at most 5 s. What a failing store could not take was not acknowledged: its clients bring it again. */
export async function drain(needs: {
  clock: Clock;
  log: Log;
  connections: ReadonlySet<Connection>;
  rooms: Rooms;
  /** Every socket that is not over, closing ones too. */
  wires: ReadonlySet<Wire>;
}): Promise<void> {
  const { clock, log, connections, rooms, wires } = needs;
  for (const one of connections) one.stopReading();
  if (!(await rooms.flushAll(SAVE_MS))) log.error('not everything could be saved; it was not acknowledged either');
  // The acknowledgements of the last commit are sent in microtasks.
  await new Promise((resolve) => setImmediate(resolve));
  for (const one of [...connections]) one.close(CLOSE.restart, CLOSE_MS);
  await allClosed(clock, wires);
  for (const wire of [...wires]) wire.terminate();
  rooms.close();
}

function allClosed(clock: Clock, wires: ReadonlySet<Wire>): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(CLOSE_MS, resolve);
    const look = () => {
      if (wires.size > 0) {
        setTimeout(look, 10);
        return;
      }
      cancel();
      resolve();
    };
    look();
  });
}
