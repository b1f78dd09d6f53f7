// A message for every socket that waits for one, and an end for the side that does not answer (danger 9).
import { KEEP_ALIVE_MS } from '../../domain/protocol';
import type { Clock } from './clock';
import type { Connection } from './connection';
import { KEEP_ALIVE } from './frames';

/** Goes round every 20 s until the answer is called. Frames that wait here to be handled say that the other side lives. */
export function startPinging(clock: Clock, connections: ReadonlySet<Connection>): () => void {
  let cancel = clock.after(KEEP_ALIVE_MS, round);
  function round(): void {
    for (const one of [...connections]) {
      if (!one.alive && !one.isBehind) one.terminate();
      else one.ping(KEEP_ALIVE);
    }
    cancel = clock.after(KEEP_ALIVE_MS, round);
  }
  return () => cancel();
}
