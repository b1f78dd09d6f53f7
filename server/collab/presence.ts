// Who is here: one entry a connection, its identity written by the server, its clock issued by the server (PROMISES, authorship 5).
import type { Fanout, FanoutMessage, ShownElsewhere } from '../fanout/fanout';
import type { Clock } from './clock';
import { type PresenceEntry, presenceEntry, presenceFrame } from './frames';
import type { NodesTime } from './nodesTime';
import { shown } from './shown';
import { type Prepared, prepare } from './wire';

/** A connection as presence sees it. */
export interface Present {
  readonly person: { id: string; name: string; colour: number };
  /** The one client id that this connection announced; null before. */
  presenceId: number | null;
  /** Whether it may see and show presence now. */
  readonly seesPresence: boolean;
  send(frame: Uint8Array): void;
  sendPrepared(message: Prepared): void;
}

interface Entry {
  /** Null: the page is on another node, or gone. */
  owner: Present | null;
  personId: string;
  /** JSON; null: gone, to be told once. */
  json: string | null;
  /** First and last clock issued here to this owner. */
  start: number;
  issued: number;
  /** Of another node's: the clock under which that node told it, and how long it is kept without being told again. */
  said: number;
  until: number;
}

export interface PresenceNeeds {
  docId: string;
  clock: Clock;
  time: NodesTime;
  seats: ReadonlySet<Present>;
  fanout: Fanout;
}

/** Changes of a room are gathered this long: a cursor that lags 40 ms is not seen to lag. */
const WINDOW_MS = 40;
/** No honest clock is larger; beyond 2^53 a peer could not read it. */
const MAX_CLOCK = 2 ** 50;
/** Pages show themselves again every 15 s, looking every 3 s; stock clients let an entry go that they did not hear of for so long. */
const LEASE_MS = 30_000;
const SWEEP_MS = 5000;

export class Presence {
  private readonly entries = new Map<number, Entry>();
  private readonly dirty = new Set<number>();
  private readonly needs: PresenceNeeds;
  private cancelTell: (() => void) | null = null;
  private cancelSweep: (() => void) | null = null;
  private closed = false;
  /** Somebody came in who sees presence: the other nodes were asked, and are followed from then on. */
  private follows = false;

  constructor(needs: PresenceNeeds) {
    this.needs = needs;
  }

  /** Whether somebody else shows this id now, on any node. */
  isTaken(clientId: number, by: Present): boolean {
    const entry = this.entries.get(clientId);
    return entry !== undefined && entry.json !== null && entry.personId !== by.person.id;
  }

  // --------------------------------------------------------------------------------------------------------- connections

  /**
   * Takes the connection's own entry out of a frame; other people's are dropped without a word, because stock clients send
   * them on. Answers whether the frame brought anything of its own: echoes (what was issued, unchanged) do not count against the rate.
   */
  receive(from: Present, entries: readonly PresenceEntry[]): boolean {
    let own = false;
    for (const { clientId, clock, state } of entries) {
      if (clientId !== from.presenceId) continue;
      const known = this.entries.get(clientId);
      const json = state && shown(from.person, state);
      const same = known?.owner === from ? known : null;
      if (same && same.json === json && clock >= same.start && clock <= same.issued) continue;
      own = true;
      if (json === null) this.leave(from);
      else this.put(clientId, from, clock, json);
      // Until now each of them could have been its own.
      if (!same) this.show(from, (entry) => entry.personId === from.person.id);
    }
    return own;
  }

  private put(clientId: number, owner: Present, clock: number, json: string): void {
    const known = this.entries.get(clientId);
    if (known?.owner === owner) {
      known.json = json;
      known.issued = this.next(known.issued);
    } else {
      // Its peers may have seen higher clocks than 0: on another socket or node, or before a restart.
      const start = Math.max(this.next(known?.issued ?? 0), Math.min(clock, MAX_CLOCK));
      const personId = owner.person.id;
      this.entries.set(clientId, { owner, personId, json, start, issued: start, said: start, until: 0 });
    }
    this.changed(clientId);
  }

  /** Above what was issued, and above all that any node has issued by now: a page may have come from there. */
  private next(issued: number): number {
    return Math.max(issued + 1, this.needs.time.now());
  }

  /** Everybody else, for somebody new or who asks. */
  greet(to: Present): void {
    if (!to.seesPresence) return;
    if (!this.follows) this.ask();
    this.show(to, () => true);
  }

  /** Each clock grows, because they may have seen the present one before. */
  private show(to: Present, which: (entry: Entry) => boolean): void {
    const others: Uint8Array[] = [];
    for (const [clientId, entry] of this.entries) {
      if (entry.json === null || mayBeOf(to, clientId, entry) || !which(entry)) continue;
      entry.issued = this.next(entry.issued);
      others.push(presenceEntry(clientId, entry.issued, entry.json));
    }
    if (others.length > 0) to.send(presenceFrame(others));
  }

  leave(who: Present): void {
    if (who.presenceId === null) return;
    const entry = this.entries.get(who.presenceId);
    // A newer connection of the same page may have taken it over.
    if (entry?.owner !== who) return;
    entry.issued = this.next(entry.issued);
    entry.said = entry.issued;
    this.goes(who.presenceId, entry);
    this.publish([[who.presenceId, entry]]);
  }

  /** With other nodes it is remembered for a while: what was said of it before may still be on its way. */
  private goes(clientId: number, entry: Entry): void {
    entry.owner = null;
    entry.json = null;
    entry.until = this.needs.clock.now() + LEASE_MS;
    this.touch(clientId);
    this.sweepLater();
  }

  close(): void {
    this.closed = true;
    this.cancelTell?.();
    this.cancelSweep?.();
  }

  private changed(clientId: number): void {
    const entry = this.entries.get(clientId);
    if (entry) this.publish([[clientId, entry]]);
    this.touch(clientId);
  }

  private touch(clientId: number): void {
    this.dirty.add(clientId);
    if (!this.closed) this.cancelTell ??= this.needs.clock.after(WINDOW_MS, () => this.tell());
  }

  /** One frame for all who changed nothing, and one each for the others, without what they sent themselves. */
  private tell(): void {
    this.cancelTell = null;
    const changed = [...this.dirty].flatMap((clientId) => {
      const entry = this.entries.get(clientId);
      if (!entry) return [];
      if (entry.json === null && !this.isShared) this.entries.delete(clientId);
      return { clientId, entry, bytes: presenceEntry(clientId, entry.issued, entry.json ?? 'null') };
    });
    this.dirty.clear();
    if (changed.length === 0) return;
    const all = prepare(presenceFrame(changed.map(({ bytes }) => bytes)));
    const owners = new Set(changed.map(({ entry }) => entry.personId));
    for (const seat of this.needs.seats) {
      if (!seat.seesPresence) continue;
      const others = owners.has(seat.person.id)
        ? changed.filter(({ clientId, entry }) => !mayBeOf(seat, clientId, entry))
        : changed;
      if (others.length === changed.length) seat.sendPrepared(all);
      else if (others.length > 0) seat.send(presenceFrame(others.map(({ bytes }) => bytes)));
    }
  }

  // ------------------------------------------------------------------------------------------------------ the other nodes

  private get isShared(): boolean {
    return this.needs.fanout.shared;
  }

  /** Has all nodes say who is there: for the first who comes in, and whenever something of theirs may be lost. */
  ask(): void {
    if (!this.isShared) return;
    this.follows = true;
    this.publish([], true);
  }

  private publish(entries: readonly [number, Entry][], asks = false): void {
    const { docId, time, fanout } = this.needs;
    if (!this.isShared) return;
    const told = entries.map(([clientId, { issued, json, personId }]) => ({ clientId, clock: issued, personId, json }));
    fanout.publish({ kind: 'presence', docId, at: time.now(), asks, entries: told });
  }

  /** What another node says of those who are connected there. */
  hear({ entries, asks }: Extract<FanoutMessage, { kind: 'presence' }>): void {
    if (!this.follows || this.closed) return;
    for (const one of entries) this.learn(one);
    if (asks) this.publish([...this.entries].filter(([, entry]) => entry.owner !== null));
  }

  private learn(one: ShownElsewhere): void {
    const known = this.entries.get(one.clientId);
    if (known?.owner) this.contest(one, known);
    else if (!known || one.clock > known.said) this.take(one, known ?? null);
    else if (one.clock === known.said && known.json !== null) known.until = this.needs.clock.now() + LEASE_MS;
  }

  /** Of one that a connection here shows: the newer claim holds (the page has moved), but only its own connection ends it. */
  private contest(one: ShownElsewhere, known: Entry): void {
    if (one.clock <= known.issued || one.personId !== known.personId) return;
    if (one.json !== null) {
      this.take(one, known);
    } else {
      known.issued = this.next(one.clock);
      this.changed(one.clientId);
    }
  }

  private take({ clientId, clock, personId, json }: ShownElsewhere, known: Entry | null): void {
    if (json === null && known === null) return;
    const issued = Math.max((known?.issued ?? 0) + 1, clock);
    const until = this.needs.clock.now() + LEASE_MS;
    const wasShown = known !== null && known.json !== null;
    this.entries.set(clientId, { owner: null, personId, json, start: issued, issued, said: clock, until });
    if (json !== null || wasShown) this.touch(clientId);
    this.sweepLater();
  }

  /** Lets those on other nodes go who may not be seen any more: their own node may not know it yet. */
  keep(maySee: (personId: string) => boolean): void {
    if (!this.isShared) return;
    for (const [clientId, entry] of this.entries)
      if (!entry.owner && entry.json !== null && !maySee(entry.personId)) this.expire(clientId, entry);
  }

  private expire(clientId: number, entry: Entry): void {
    entry.issued = this.next(entry.issued);
    this.goes(clientId, entry);
  }

  private sweepLater(): void {
    if (!this.closed && this.isShared) this.cancelSweep ??= this.needs.clock.after(SWEEP_MS, () => this.sweep());
  }

  /** Whose lease is over goes; who went is forgotten. */
  private sweep(): void {
    this.cancelSweep = null;
    const now = this.needs.clock.now();
    for (const [clientId, entry] of this.entries) {
      if (entry.owner || entry.until > now) continue;
      if (entry.json === null) {
        this.entries.delete(clientId);
        continue;
      }
      this.expire(clientId, entry);
      // It has not said that it goes: the same word may bring it back.
      entry.said -= 1;
    }
    if ([...this.entries.values()].some(({ owner }) => owner === null)) this.sweepLater();
  }
}

/** Whether the entry is that connection's own; before its announcement each of its person may be. */
function mayBeOf(seat: Present, clientId: number, { personId }: Entry): boolean {
  return seat.presenceId === null ? personId === seat.person.id : clientId === seat.presenceId;
}
