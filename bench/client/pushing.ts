// Prepared updates sent as fast as a window lets them: at most so many that not everybody else has heard yet.
import * as Y from 'yjs';
import { aParagraph, until } from './agree';
import type { Member } from './member';

/** What one member will send, and the clock that its own client has reached after each. */
export interface Load {
  member: Member;
  client: number;
  updates: readonly Uint8Array[];
  clocks: readonly number[];
  /** Those who have to hear it. */
  hearers: readonly Member[];
}

/** Prepares `count` keys in a paragraph of the member's own. */
export function keys(member: Member, hearers: readonly Member[], count: number): Load & { typed: string } {
  const updates: Uint8Array[] = [];
  const clocks: number[] = [];
  const take = (update: Uint8Array) => {
    updates.push(update);
    clocks.push(Y.getState(member.own.store, member.own.clientID));
  };
  member.own.on('update', take);
  const text = aParagraph(member.own.getXmlFragment('content'));
  for (let n = 0; n < count; n++) text.insert(n, String(n % 10));
  member.own.off('update', take);
  return { member, client: member.own.clientID, updates, clocks, hearers, typed: text.toString() };
}

/** Answers the ms until the last update has been heard by all its hearers. */
export async function push(loads: readonly Load[], window: number): Promise<number> {
  const started = performance.now();
  const watched = new Map<Member, Map<number, (clock: number) => void>>();
  let left = loads.length;
  for (const load of loads) {
    const advance = pump(load, window, () => {
      left -= 1;
    });
    load.hearers.forEach((hearer, n) => {
      const calls = watched.get(hearer) ?? new Map();
      watched.set(
        hearer,
        calls.set(load.client, (clock: number) => advance(n, clock)),
      );
    });
  }
  for (const [member, calls] of watched) member.onReached = (client, clock) => calls.get(client)?.(clock);
  for (const load of loads) if (load.hearers[0]) watched.get(load.hearers[0])?.get(load.client)?.(0);
  await until('every writer was heard to the end', () => left === 0 || cutOff(loads), 120_000);
  if (left > 0) throw new Error('did not converge: a connection was closed');
  return performance.now() - started;
}

function pump(load: Load, window: number, ended: () => void): (hearer: number, clock: number) => void {
  const heard = load.hearers.map(() => 0);
  let sent = 0;
  let through = 0;
  let over = false;
  return (hearer, clock) => {
    heard[hearer] = Math.max(heard[hearer] ?? 0, clock);
    const least = Math.min(...heard);
    const isThrough = () => through < sent && (load.clocks[through] ?? 0) <= least;
    do {
      // Deletions alone move no clock: they are through as soon as what stands before them is.
      while (isThrough()) through += 1;
      while (sent < load.updates.length && sent - through < window) {
        load.member.send(load.updates[sent] ?? new Uint8Array());
        sent += 1;
      }
    } while (isThrough());
    if (!over && through === load.updates.length) {
      over = true;
      ended();
    }
  };
}

const cutOff = (loads: readonly Load[]) => loads.some(({ member }) => member.closed !== null);
