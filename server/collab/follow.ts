// Following the log: other nodes write into it, a message of theirs may be lost (STACK, FO3), and a restore begins a new history (RM29).
import { CLOSE } from '../../domain/protocol';
import type { Log } from '../log';
import type { Clock } from './clock';
import type { Rooms } from './rooms';
import type { Store } from './store';

const EVERY_MS = { shared: 2000, alone: 5000 };

/** Compares where the rooms stand with where the log stands, every few seconds and whenever `look` is called, until `stop`. */
export function followLog(needs: { store: Store; rooms: Rooms; clock: Clock; log: Log; shared: boolean }): {
  look(): void;
  stop(): void;
} {
  const { store, rooms, clock, log, shared } = needs;
  let stopped = false;
  let cancel = (): void => undefined;
  const look = async () => {
    if (rooms.size === 0) return;
    const places = await store.places([...rooms.loaded()].map((room) => room.docId));
    for (const room of [...rooms.loaded()]) {
      const place = places.get(room.docId);
      if (!place) continue;
      if (place.epoch > room.epoch) room.reset(CLOSE.otherHistory);
      else if (place.lastSeq > room.expectedSeq) room.others.catchUpSoon();
    }
  };
  const plan = () => {
    if (stopped) return;
    cancel = clock.after(shared ? EVERY_MS.shared : EVERY_MS.alone, () => void safely().finally(plan));
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
