// What other nodes said may be lost: the log, the rights, who is there, and what pages show beside the text are asked anew (FO9).
import type { Clock } from './clock';
import type { Connection } from './connection';
import type { Recheck } from './recheck';
import type { Room } from './room';

/** Gaps come in swarms; one round answers them all. */
const TOGETHER_MS = 200;
/** Where gaps do not end, rounds do not follow at once: below them lie the looks that need no message. */
const PAUSE_MS = 2000;
/** Each page asks the server when it is told: so many a second, not all in one moment. */
const PAGES_AT_ONCE = 20;
const PAGES_EVERY_MS = 100;

/** `call` for every sign of a loss; `stop` at the end. */
export function createMissed(needs: {
  connections: ReadonlySet<Connection>;
  recheck: Recheck;
  look(): void;
  clock: Clock;
}): { call(): void; stop(): void } {
  const { connections, recheck, look, clock } = needs;
  let busy = false;
  let again = false;
  let cancel = (): void => undefined;
  /** In this round. */
  const asked = new Set<Room>();
  const call = () => {
    again = busy;
    if (busy) return;
    busy = true;
    look();
    cancel = clock.after(TOGETHER_MS, () => {
      look();
      void recheck.askAgain({});
      asked.clear();
      tellPages([...connections].filter((one) => one.room));
    });
  };
  const tellPages = (left: readonly Connection[]) => {
    for (const one of left.slice(0, PAGES_AT_ONCE)) {
      one.notice({ type: 'threads' });
      one.notice({ type: 'signoff' });
      askWhoIsThere(one.room);
    }
    const more = left.slice(PAGES_AT_ONCE);
    cancel = more.length > 0 ? clock.after(PAGES_EVERY_MS, () => tellPages(more)) : clock.after(PAUSE_MS, rest);
  };
  const askWhoIsThere = (room: Room | null) => {
    if (!room || asked.has(room)) return;
    asked.add(room);
    room.presence.ask();
  };
  const rest = () => {
    asked.clear();
    busy = false;
    if (again) call();
  };
  return { call, stop: () => cancel() };
}
