// Who is here: one entry a connection, its identity written by the server, its clock issued by the server (PROMISES, authorship 5).
import * as Y from 'yjs';
import { CONTENT } from '../../domain/document/layout';
import type { Clock } from './clock';
import { type PresenceEntry, presenceEntry, presenceFrame } from './frames';
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
  owner: Present;
  /** JSON; null: gone, to be told once. */
  json: string | null;
  /** First and last clock issued to this owner. */
  start: number;
  issued: number;
}

/** Changes of a room are gathered this long: a cursor that lags 40 ms is not seen to lag. */
const WINDOW_MS = 40;
/** No honest clock is larger; beyond 2^53 a peer could not read it. */
const MAX_CLOCK = 2 ** 50;

export class Presence {
  private readonly entries = new Map<number, Entry>();
  private readonly dirty = new Set<number>();
  private cancel: (() => void) | null = null;
  private readonly clock: Clock;
  private readonly seats: ReadonlySet<Present>;

  constructor(needs: { clock: Clock; seats: ReadonlySet<Present> }) {
    this.clock = needs.clock;
    this.seats = needs.seats;
  }

  /** Whether somebody else shows this id now. */
  isTaken(clientId: number, by: Present): boolean {
    const entry = this.entries.get(clientId);
    return entry !== undefined && entry.json !== null && entry.owner.person.id !== by.person.id;
  }

  /**
   * Takes the connection's own entry out of a frame; other people's are dropped without a word, because stock clients send
   * them on. Answers whether the frame brought anything of its own: echoes do not count against the rate.
   */
  receive(from: Present, entries: readonly PresenceEntry[]): boolean {
    let own = false;
    for (const { clientId, clock, state } of entries) {
      if (clientId !== from.presenceId) continue;
      const known = this.entries.get(clientId);
      const same = known?.owner === from ? known : null;
      if (same && clock >= same.start && clock <= same.issued) continue;
      own = true;
      this.put(clientId, from, clock, state === null ? null : shown(from.person, state));
    }
    return own;
  }

  private put(clientId: number, owner: Present, clock: number, json: string | null): void {
    const known = this.entries.get(clientId);
    if (json === null && !known) return;
    const next = known ? known.issued + 1 : 0;
    if (known?.owner === owner) {
      known.json = json;
      known.issued = next;
    } else {
      // Its peers may have seen higher clocks than 0: on another socket, or before a restart.
      const start = Math.max(this.clock.now(), Math.min(clock, MAX_CLOCK), next);
      this.entries.set(clientId, { owner, json, start, issued: start });
    }
    this.touch(clientId);
  }

  /** Everybody else, for somebody new or who asks; each clock grows, because they may have seen the present one before. */
  greet(to: Present): void {
    if (!to.seesPresence) return;
    const others: Uint8Array[] = [];
    for (const [clientId, entry] of this.entries) {
      if (clientId === to.presenceId || entry.json === null) continue;
      entry.issued += 1;
      others.push(presenceEntry(clientId, entry.issued, entry.json));
    }
    if (others.length > 0) to.send(presenceFrame(others));
  }

  leave(who: Present): void {
    if (who.presenceId === null) return;
    const entry = this.entries.get(who.presenceId);
    // A newer connection of the same page may have taken it over.
    if (entry?.owner !== who || entry.json === null) return;
    entry.json = null;
    entry.issued += 1;
    this.touch(who.presenceId);
  }

  close(): void {
    this.cancel?.();
    this.cancel = null;
  }

  private touch(clientId: number): void {
    this.dirty.add(clientId);
    this.cancel ??= this.clock.after(WINDOW_MS, () => this.tell());
  }

  /** One frame for all who changed nothing, and one each for the others, without what they sent themselves. */
  private tell(): void {
    this.cancel = null;
    const changed = new Map<number, Uint8Array>();
    for (const clientId of this.dirty) {
      const entry = this.entries.get(clientId);
      if (!entry) continue;
      changed.set(clientId, presenceEntry(clientId, entry.issued, entry.json ?? 'null'));
      if (entry.json === null) this.entries.delete(clientId);
    }
    this.dirty.clear();
    if (changed.size === 0) return;
    const all = prepare(presenceFrame([...changed.values()]));
    for (const seat of this.seats) {
      if (!seat.seesPresence) continue;
      if (seat.presenceId === null || !changed.has(seat.presenceId)) seat.sendPrepared(all);
      else if (changed.size > 1) seat.send(presenceFrame(withoutOne(changed, seat.presenceId)));
    }
  }
}

function withoutOne(changed: ReadonlyMap<number, Uint8Array>, clientId: number): Uint8Array[] {
  return [...changed].filter(([id]) => id !== clientId).map(([, bytes]) => bytes);
}

/** What others see: who it is, by the server's word, and where the cursor stands. Nothing else that a client sends. */
function shown(person: Present['person'], state: Record<string, unknown>): string {
  const cursor = typeof state.cursor === 'object' ? (state.cursor as Record<string, unknown> | null) : null;
  const anchor = cursor && anchorOf(cursor.anchor);
  const head = cursor && anchorOf(cursor.head);
  return JSON.stringify({ user: person, cursor: anchor && head ? { anchor, head } : null });
}

/** A Yjs relative position, rebuilt from its known fields; null for anything else. */
function anchorOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return null;
  const { type, tname, item, assoc } = value as Record<string, unknown>;
  const position = new Y.RelativePosition(
    idOf(type),
    // Any other name would make a root of that name in the documents of all who look for the cursor.
    tname === CONTENT ? CONTENT : null,
    idOf(item),
    typeof assoc === 'number' && assoc < 0 ? -1 : 0,
  );
  const placed = position.type !== null || position.tname !== null || position.item !== null;
  return placed ? Y.relativePositionToJSON(position) : null;
}

function idOf(value: unknown): Y.ID | null {
  if (typeof value !== 'object' || value === null) return null;
  const { client, clock } = value as Record<string, unknown>;
  const whole = (n: unknown): n is number => typeof n === 'number' && Number.isSafeInteger(n) && n >= 0;
  return whole(client) && whole(clock) ? Y.createID(client, clock) : null;
}
