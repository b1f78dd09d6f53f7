// Frames that are not whole yet: the socket library keeps their pieces, and a side that never ends one would keep them for ever (GU33).
import { CLOSE, LIMIT } from '../../domain/protocol';
import { contributes } from './access';
import type { Clock } from './clock';
import type { Connection } from './connection';

/** Of one person's connections, and of all. A page that was away for long sends one whole document. */
const MOST = { person: 32 * 1024 * 1024, all: 256 * 1024 * 1024 };
/** Who may not write sends nothing larger than an update. */
const READERS = LIMIT.update + 64 * 1024;
/** A whole document over a line of 35 KiB a second. */
const SLOW = { bytes: 64 * 1024, ms: 10 * 60_000 };
const EVERY_MS = 1000;

/** Looks at them every second until the answer is called. */
export function watchUnfinished(clock: Clock, connections: ReadonlySet<Connection>): () => void {
  const since = new WeakMap<Connection, number>();
  let cancel = clock.after(EVERY_MS, round);
  function round(): void {
    turnAway(connections, since, clock.now());
    cancel = clock.after(EVERY_MS, round);
  }
  return () => cancel();
}

/** Closes who sends what no reader may, who takes too long, and then those with the most until what is kept is little enough. */
export function turnAway(connections: Iterable<Unfinished>, since: WeakMap<Unfinished, number>, now: number): void {
  const kept: Unfinished[] = [];
  for (const one of [...connections]) {
    if (one.unfinished <= SLOW.bytes) {
      since.delete(one);
      continue;
    }
    const began = since.get(one) ?? now;
    since.set(one, began);
    if (!contributes(one.rights) && one.unfinished > READERS) one.close(CLOSE.tooLarge);
    else if (now - began > SLOW.ms) one.close(CLOSE.overloaded);
    else kept.push(one);
  }
  kept.sort((a, b) => a.unfinished - b.unfinished);
  const held = { all: 0, of: new Map<string, number>() };
  for (const one of kept) {
    const ofPerson = (held.of.get(one.person.id) ?? 0) + one.unfinished;
    if (ofPerson > MOST.person || held.all + one.unfinished > MOST.all) {
      one.close(CLOSE.overloaded);
      continue;
    }
    held.all += one.unfinished;
    held.of.set(one.person.id, ofPerson);
  }
}

/** A connection as this file sees it. */
export type Unfinished = Pick<Connection, 'unfinished' | 'rights' | 'close'> & { person: { id: string } };
