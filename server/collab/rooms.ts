// Which documents are in memory: loaded before anybody is answered, kept while used, let go only after the save.
import { CLOSE } from '../../domain/protocol';
import { Allowances } from './allowance';
import { compactRoom } from './compact';
import { loadForRoom } from './load';
import { type Backlog, RoomReset } from './pending';
import { Room, type RoomNeeds } from './room';

/** There is no such document. */
export class NoDocument extends Error {}

interface Slot {
  loading: Promise<Room>;
  /** The same, once it is there. */
  room: Room | null;
  users: number;
  stopLinger: (() => void) | null;
}

/** A room without users stays this long: a reload of the page finds it warm. */
const LINGER_MS = 5000;
/** A document not asked for between two looks is kept as bytes. */
const REST_MS = 10_000;
/** A shorter tail is not worth a snapshot when a room is let go. */
const COMPACT_ON_LEAVE = 200;
/** An act that met a reset room is tried again on the next one. */
const TRIES = 5;

export interface RoomsNeeds extends Omit<RoomNeeds, 'onReset' | 'allowances' | 'backlog'> {
  /** How long a room without users stays, ms; tests shorten it. */
  linger?: number;
}

export class Rooms {
  private readonly slots = new Map<string, Slot>();
  private readonly needs: RoomsNeeds;
  readonly count = { loads: 0, resets: 0, damaged: 0, reordered: 0 };
  /** Both outlive the rooms. */
  private readonly allowances: Allowances;
  private readonly backlog: Backlog = { bytes: 0 };

  constructor(needs: RoomsNeeds) {
    this.needs = needs;
    this.allowances = new Allowances(needs.clock);
  }

  /** The room, loaded and kept until `release` is called. @throws NoDocument, or the store's error. */
  async acquire(docId: string): Promise<{ room: Room; release: () => void }> {
    const slot = this.slots.get(docId) ?? this.load(docId);
    // Counted before the first await: between it and the answer nobody may let the room go (danger 6).
    slot.users += 1;
    slot.stopLinger?.();
    slot.stopLinger = null;
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      slot.users -= 1;
      this.linger(docId, slot);
    };
    try {
      return { room: await slot.loading, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Runs `work` on the loaded room; on a fresh one when its memory was thrown away meanwhile. */
  async use<T>(docId: string, work: (room: Room) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      const { room, release } = await this.acquire(docId);
      try {
        return await work(room);
      } catch (error) {
        if (!(error instanceof RoomReset) || tries >= TRIES) throw error;
      } finally {
        release();
      }
    }
  }

  /** Tells the room when there is one: one that is being loaded may have read the log too early, and is told afterwards. */
  tell(docId: string, what: (room: Room) => void): void {
    const slot = this.slots.get(docId);
    if (slot?.room) {
      what(slot.room);
      return;
    }
    const tell = (room: Room) => {
      try {
        what(room);
      } catch (error) {
        this.needs.log.error('a room could not follow what it was told while it was loaded', { docId, error });
        room.reset(CLOSE.overloaded);
      }
    };
    // Who waits for a load that fails is told by it.
    slot?.loading.then(tell, () => undefined);
  }

  /** The room that is in memory now. */
  find(docId: string): Room | null {
    return this.slots.get(docId)?.room ?? null;
  }

  *loaded(): Iterable<Room> {
    for (const { room } of this.slots.values()) if (room) yield room;
  }

  /** Lets the documents go that nobody works with, every 10 s until the answer is called. */
  startResting(): () => void {
    let cancel = (): void => undefined;
    const plan = () => {
      cancel = this.needs.clock.after(REST_MS, () => {
        for (const room of this.loaded()) room.rest();
        plan();
      });
    };
    plan();
    return () => cancel();
  }

  get size(): number {
    return this.slots.size;
  }

  private load(docId: string): Slot {
    const slot: Slot = { loading: this.read(docId), room: null, users: 0, stopLinger: null };
    this.slots.set(docId, slot);
    slot.loading.then(
      (room) => {
        slot.room = room;
      },
      () => this.forget(docId, slot),
    );
    return slot;
  }

  private async read(docId: string): Promise<Room> {
    const { store } = this.needs;
    const stored = await store.load(docId);
    if (!stored) throw new NoDocument(docId);
    const loaded = await loadForRoom(this.needs, docId, stored);
    this.count.loads += 1;
    this.count.damaged += loaded.damaged;
    const room = new Room(
      {
        ...this.needs,
        allowances: this.allowances,
        backlog: this.backlog,
        onReset: (dead) => this.onReset(dead),
      },
      { docId, epoch: stored.epoch, freezeNo: stored.freezeNo, loaded },
    );
    room.clients.learn(stored.clients);
    // What was read with trouble is written anew, and read without next time.
    if (loaded.damaged > 0) void compactRoom(this.needs, room);
    return room;
  }

  private onReset(room: Room): void {
    this.count.resets += 1;
    if (room.reordered) this.count.reordered += 1;
    const slot = this.slots.get(room.docId);
    if (slot?.room === room) this.forget(room.docId, slot);
  }

  private forget(docId: string, slot: Slot): void {
    slot.stopLinger?.();
    slot.stopLinger = null;
    if (this.slots.get(docId) === slot) this.slots.delete(docId);
  }

  private linger(docId: string, slot: Slot): void {
    if (slot.users > 0 || this.slots.get(docId) !== slot) return;
    slot.stopLinger ??= this.needs.clock.after(this.needs.linger ?? LINGER_MS, () => {
      slot.stopLinger = null;
      this.letGo(docId, slot).catch((error: unknown) => {
        this.needs.log.error('a room could not be let go; it is tried again', { docId, error });
        this.linger(docId, slot);
      });
    });
  }

  /** Saves first; who comes meanwhile finds the same room, and it stays. A store that fails keeps it in memory. */
  private async letGo(docId: string, slot: Slot): Promise<void> {
    const { room } = slot;
    if (!room || slot.users > 0) return;
    try {
      await room.committedSeq();
      if (room.tail >= COMPACT_ON_LEAVE) await compactRoom(this.needs, room);
    } catch (error) {
      if (!(error instanceof RoomReset)) throw error;
      return;
    }
    if (slot.users > 0 || room.dead) return;
    if (room.pendingCount > 0) {
      this.linger(docId, slot);
      return;
    }
    this.forget(docId, slot);
    this.needs.queue.drop(room);
    room.destroy();
  }

  /** Everything applied is on disk, as far as the store lets it within `ms`; answers whether all of it is. */
  async flushAll(ms: number): Promise<boolean> {
    const all = Promise.all([...this.loaded()].map((room) => room.committedSeq().catch(onlyResets)));
    return Promise.race([
      all.then(() => true),
      new Promise<boolean>((resolve) => this.needs.clock.after(ms, () => resolve(false))),
    ]);
  }

  /** At the end of the process: nothing is kept. */
  close(): void {
    for (const [docId, slot] of [...this.slots]) {
      this.forget(docId, slot);
      slot.room?.reset(CLOSE.restart);
    }
  }
}

function onlyResets(error: unknown): void {
  if (!(error instanceof RoomReset)) throw error;
}
