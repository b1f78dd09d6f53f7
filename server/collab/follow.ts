// Following the log when there are other nodes: a message may be lost, and then perhaps nobody writes any more (STACK, FO3).
import type { Log } from '../log';
import type { Clock } from './clock';
import type { Rooms } from './rooms';
import type { Store } from './store';

const EVERY_MS = 2000;

/** Compares where the rooms stand with where the log stands, every two seconds and whenever `look` is called, until `stop`. */
export function followLog(needs: { store: Store; rooms: Rooms; clock: Clock; log: Log }): {
  look(): void;
  stop(): void;
} {
  const { store, rooms, clock, log } = needs;
  let stopped = false;
  let cancel = (): void => undefined;
  const look = async () => {
    if (rooms.size === 0) return;
    const seqs = await store.lastSeqs([...rooms.loaded()].map((room) => room.docId));
    for (const room of rooms.loaded()) if ((seqs.get(room.docId) ?? 0) > room.expectedSeq) room.others.catchUpSoon();
  };
  const plan = () => {
    if (stopped) return;
    cancel = clock.after(EVERY_MS, () => void safely().finally(plan));
  };
  const safely = () =>
    look().catch((error: unknown) => log.warn('the log could not be asked; the next round does', { error }));
  plan();
  return {
    look: () => void safely(),
    stop: () => {
      stopped = true;
      cancel();
    },
  };
}
