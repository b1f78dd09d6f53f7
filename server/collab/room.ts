// One document in memory: what is applied, what of it is committed, and who hears of it when (PROMISES, way of a frame 8).
import * as Y from 'yjs';
import type { AppendClient, AppendUpdate, Written } from '../../db/text';
import { CLOSE, type CloseCode, LIMIT } from '../../domain/protocol';
import type { Fanout } from '../fanout/fanout';
import type { Log } from '../log';
import type { Allowance, Allowances } from './allowance';
import { ClientIds } from './clients';
import type { Clock } from './clock';
import { compactRoom } from './compact';
import { updateFrame } from './frames';
import { Gate } from './gate';
import { MAX_PIECES } from './guard/limits';
import { HeldText } from './held';
import { createDebt, type Debt } from './limits';
import type { LoadedText } from './load';
import type { Appender, AppendQueue } from './log';
import type { NodesTime } from './nodesTime';
import { OtherNodes } from './otherNodes';
import { type Backlog, Pending, RoomReset, type Waiter } from './pending';
import { Presence, type Present } from './presence';
import type { Standstill } from './standstill';
import type { Store } from './store';
import { ThreadMemory } from './threadMemory';
import { type Prepared, prepare } from './wire';

/** A connection as the room sees it. */
export interface Seat extends Present {
  /** A broadcast; answers whether it goes there. */
  hear(message: Prepared): boolean;
  /** Names what its frames must leave as it is (guard/held.ts). */
  readonly held: string | null;
  close(code: CloseCode): void;
}

export interface RoomNeeds {
  store: Store;
  queue: AppendQueue;
  fanout: Fanout;
  clock: Clock;
  time: NodesTime;
  standstill: Pick<Standstill, 'closed'>;
  log: Log;
  allowances: Allowances;
  backlog: Backlog;
  /** The room is dead: nobody may find it any more. */
  onReset(room: Room): void;
  /** Client ids of the server's own writes; chance by default. */
  clientId?: () => number;
  /** A commit changed comment marks. */
  onMarks(room: Room): void;
}

/** Who changes the document right now. */
type Source =
  | { kind: 'client'; personId: string; clients: readonly AppendClient[] }
  /** `personId`: for whom it writes; null for the server's own upkeep. */
  | { kind: 'server'; personId: string | null; marksOnly?: boolean }
  /** Committed already, by another node or before: heard, not stored. */
  | { kind: 'remote'; row: Uint8Array };

/** For whom the server writes, null for its own upkeep; and whether nothing but comment marks, which it knows about then. */
interface Writing {
  personId?: string | null;
  marksOnly?: boolean;
}

/**
 * Updates behind a snapshot from which on a new one is written, and for a large state one for so many of its bytes: loading
 * such a tail costs about as much as loading the state, and writing it is spread over as many updates (ENGINE, choice 2).
 */
const COMPACT_AFTER = { updates: 500, bytesEach: 100 };
/** ENGINE, choice 2: merging is quadratic. */
const MERGE_AT_MOST = 64;
/**
 * What may wait for the log before its writers wait too, in bytes: in one text, and in one when all of them together have more than
 * `all`. It is held twice, here and in the queue.
 */
const BEHIND = { most: 8 * 1024 * 1024, all: 32 * 1024 * 1024, few: 64 * 1024 };
/** Near its limit the state is measured, which takes 20 MiB of memory and some 50 ms: so often, in ms. */
const MEASURE_EVERY_MS = 1000;
/** Bytes of text that may be loaded anew in a second, for frames that only a load can judge: a tenth of a core. */
const RELOADS = { rate: 1024 * 1024, burst: 1024 * 1024 };

/** What its connections are told when the log refuses a document. */
const REFUSED = {
  epoch: CLOSE.otherHistory,
  freeze: CLOSE.askAgain,
  // A foreign client id is one person's: all come back, and the room that has read the log tells that one 4409.
  client: CLOSE.askAgain,
  gone: CLOSE.noSuchReview,
} as const;

export class Room implements Appender {
  readonly docId: string;
  readonly epoch: number;
  freezeNo: number;
  readonly text: HeldText;
  /** Everything up to here is applied and committed. */
  seq: number;
  readonly clients: ClientIds;
  readonly seats = new Set<Seat>();
  readonly presence: Presence;
  readonly gate: Gate;
  readonly others: OtherNodes;
  /** Updates behind the newest snapshot. */
  tail: number;
  compacting = false;
  /** Somebody has been here since it was loaded: its marks were looked at. */
  visited = false;
  dead = false;
  /** Something came that does not stand between two neighbours: the next snapshot is compared with this memory. */
  loose = false;
  /** When that was done last, in ms of the clock. */
  comparedAt = Number.NEGATIVE_INFINITY;
  /** It ended because a load shows another order. */
  reordered = false;

  readonly threads = new ThreadMemory();

  private readonly needs: RoomNeeds;
  /** Frames of those who may change only so much, tried on a load (GU22). */
  readonly reloads: Debt;
  private readonly pending: Pending;
  private source: Source | null = null;
  /** Transactions after which the comment marks want looking at. */
  private readonly marked = new WeakSet<Y.Transaction>();
  /** Ids that the log does not have yet, with who waits for it. */
  private readonly binding = new Map<number, { done(): void; failed(error: RoomReset): void }[]>();
  /** Size of the state from above; `exact` until the next change when it was measured. */
  private bytes: number;
  private exact = false;
  private measuredAt = Number.NEGATIVE_INFINITY;
  /** Structs of the document, from above; counted when it is made and near the limit. */
  private pieces = 0;

  constructor(needs: RoomNeeds, input: { docId: string; epoch: number; freezeNo: number; loaded: LoadedText }) {
    this.needs = needs;
    this.pending = new Pending(needs.backlog);
    this.reloads = createDebt(needs.clock, RELOADS);
    this.docId = input.docId;
    this.epoch = input.epoch;
    this.freezeNo = input.freezeNo;
    this.seq = input.loaded.seq;
    this.tail = input.loaded.tail;
    this.bytes = input.loaded.bytes;
    this.clients = new ClientIds(needs.clock);
    this.gate = new Gate(needs.standstill);
    this.presence = new Presence({ ...needs, docId: this.docId, seats: this.seats });
    this.others = new OtherNodes(needs, this);
    this.text = new HeldText(input.loaded.text, {
      ...(needs.clientId ? { clientId: needs.clientId } : {}),
      onWake: (doc) => this.follow(doc),
    });
  }

  get doc(): Y.Doc {
    return this.text.doc;
  }

  private follow(doc: Y.Doc): void {
    this.pieces = piecesOf(doc);
    doc.on('afterTransaction', (transaction) => {
      const { source } = this;
      if (!source || (source.kind === 'server' && source.marksOnly)) return;
      const personId = source.kind === 'remote' ? null : source.personId;
      if (this.threads.changed(transaction, { kind: source.kind, personId })) this.marked.add(transaction);
    });
    doc.on('update', (bytes, origin, _doc, transaction) => this.changed(bytes, origin, transaction));
  }

  /** To be called now and then: a document that nobody works with is let go, its bytes stay. */
  rest(): void {
    if (!this.dead && this.pending.count === 0 && !this.gate.closed && !this.compacting) this.text.rest();
  }

  // ------------------------------------------------------------------------------------------------------------- changing

  /** Judged updates of a person, as one change; nobody hears of it before its commit. `fn` must not throw: Yjs cannot roll back. */
  applyFrom(
    personId: string,
    fn: (apply: (update: Uint8Array, clients: readonly AppendClient[]) => void) => void,
  ): void {
    const clients: AppendClient[] = [];
    this.change({ kind: 'client', personId, clients }, (source) =>
      this.doc.transact(() => {
        fn((update, bound) => {
          clients.push(...bound);
          Y.applyUpdate(this.doc, update, source);
        });
      }, source),
    );
  }

  /** The server's own write, in one transaction. What `fn` throws throws the room's memory away: Yjs cannot roll back. */
  write<T>(fn: (transaction: Y.Transaction) => T, { personId = null, marksOnly = false }: Writing = {}): T {
    return this.change({ kind: 'server', personId, marksOnly }, (source) => this.doc.transact(fn, source));
  }

  /** Client ids to be stored with the next commit. */
  bind(clients: readonly AppendClient[]): void {
    if (!this.dead) this.store({ clients });
  }

  /** Resolves when the log says whose this id is, as far as this node has bound it. @throws RoomReset when it never will. */
  bound(clientId: number): Promise<void> {
    const waiting = this.binding.get(clientId);
    return new Promise((done, failed) => {
      if (waiting) waiting.push({ done, failed });
      else done();
    });
  }

  private store(what: { update?: AppendUpdate; clients: readonly AppendClient[] }): void {
    for (const { clientId } of what.clients) this.binding.set(clientId, this.binding.get(clientId) ?? []);
    this.needs.queue.add(this, what);
  }

  private change<S extends Source, T>(source: S, run: (source: S) => T): T {
    if (this.dead) throw new RoomReset(CLOSE.askAgain);
    this.source = source;
    try {
      return run(source);
    } catch (error) {
      this.needs.log.error('a change stopped half-way; the room is loaded again', { docId: this.docId, error });
      this.reset(CLOSE.overloaded);
      throw error;
    } finally {
      this.source = null;
    }
  }

  private changed(bytes: Uint8Array, origin: unknown, transaction: Y.Transaction): void {
    this.text.changed();
    this.bytes += bytes.length;
    this.pieces += bytes.length;
    this.exact = false;
    if (!this.source) {
      this.needs.log.error('a reader changed the document; the room is loaded again', { docId: this.docId });
      this.reset(CLOSE.overloaded);
      return;
    }
    // Yjs' clean-up of formats is an update of its own, with another origin: the server's (way of a frame 9).
    const source: Source = origin === this.source ? this.source : { kind: 'server', personId: null };
    if (source.kind === 'remote') {
      // Not `bytes`: they also tell of the end of what stands in the same paragraph here and is not committed yet.
      this.broadcast([source.row]);
      this.others.brought(transaction);
      if (this.marked.has(transaction)) this.needs.onMarks(this);
      return;
    }
    const { personId } = source;
    const clients = source.kind === 'client' ? source.clients : [];
    this.pending.push({ bytes, marks: this.marked.has(transaction) });
    const written = source.kind === 'client' && this.isShared ? { written: writtenBy(transaction) } : {};
    this.store({ update: { bytes, personId, ...written }, clients });
  }

  // ------------------------------------------------------------------------------------------------------------ committing

  /** Tells when everything applied until now is committed: at once when it is. */
  whenCommitted(waiter: Waiter): void {
    if (this.dead) waiter.failed?.(new RoomReset(CLOSE.askAgain));
    else if (!this.pending.wait(waiter)) waiter.done(this.seq);
  }

  /** The number of the last update applied until now, once it is committed. @throws RoomReset when it never will be. */
  committedSeq(): Promise<number> {
    return new Promise((done, failed) => this.whenCommitted({ done, failed }));
  }

  /** Whether other nodes may know more than this memory. */
  get isShared(): boolean {
    return this.needs.fanout.shared;
  }

  get pendingCount(): number {
    return this.pending.count;
  }

  /** Where the log will stand when everything applied is committed, if no other node writes in between. */
  get expectedSeq(): number {
    return this.seq + this.pending.count;
  }

  committed(count: number, lastSeq: number, clients: readonly AppendClient[]): number {
    const { docId, epoch } = this;
    const seqFrom = lastSeq - count + 1;
    const { updates, marks, first, later } = this.pending.take(count, seqFrom);
    if (seqFrom === this.seq + 1) this.seq = lastSeq;
    else if (lastSeq > this.seq) this.others.catchUpSoon();
    this.tail += count;
    for (const { clientId } of clients) {
      for (const waiter of this.binding.get(clientId) ?? []) waiter.done();
      this.binding.delete(clientId);
    }
    this.tell(first);
    const deliveries = this.broadcast(updates);
    if (count > 0) this.needs.fanout.publish({ kind: 'updates', docId, epoch, seqFrom, updates });
    this.tell(later);
    if (marks) this.needs.onMarks(this);
    if (this.tail >= Math.max(COMPACT_AFTER.updates, this.bytes / COMPACT_AFTER.bytesEach))
      void compactRoom(this.needs, this);
    return deliveries;
  }

  /** One waiter's error is its own: the others of the batch are still told. */
  private tell(waiting: readonly [Waiter, number][]): void {
    for (const [waiter, seq] of waiting) {
      try {
        waiter.done(seq);
      } catch (error) {
        this.needs.log.error('telling of a commit failed', { docId: this.docId, error });
      }
    }
  }

  refused(why: keyof typeof REFUSED): void {
    this.needs.log.info('the log refused a document; it is loaded again', { docId: this.docId, why });
    this.reset(REFUSED[why]);
  }

  private broadcast(updates: readonly Uint8Array[]): number {
    let deliveries = 0;
    for (let at = 0; at < updates.length; at += MERGE_AT_MOST) {
      const part = updates.slice(at, at + MERGE_AT_MOST);
      const message = prepare(updateFrame(part.length === 1 && part[0] ? part[0] : Y.mergeUpdates(part)));
      for (const seat of this.seats) if (seat.hear(message)) deliveries += part.length;
    }
    return deliveries;
  }

  // ------------------------------------------------------------------------------------------------------- the other nodes

  /** Committed rows in order; what is known already has no effect. */
  applyRemote(rows: readonly { seq: number; bytes: Uint8Array }[]): void {
    for (const { seq, bytes } of rows) {
      if (seq <= this.seq) continue;
      this.change({ kind: 'remote', row: bytes }, (source) => Y.applyUpdate(this.doc, bytes, source));
      this.seq = seq;
      this.tail += 1;
    }
  }

  // --------------------------------------------------------------------------------------------------------------- reading

  /** About the size of the state, from above. */
  get size(): number {
    return this.bytes;
  }

  /**
   * Whether the document may grow by so much; a number of ms to ask again after. The running sums only grow: near the limits the
   * structs are counted, and the state is measured now and then.
   */
  holds(more: { bytes: number; pieces: number }): boolean | number {
    if (this.pieces + more.pieces > MAX_PIECES) {
      this.pieces = piecesOf(this.doc);
      if (this.pieces + more.pieces > MAX_PIECES) return false;
    }
    if (this.bytes + more.bytes > LIMIT.document && !this.exact) {
      const wait = this.measuredAt + MEASURE_EVERY_MS - this.needs.clock.now();
      if (wait > 0) return wait;
      this.bytes = this.text.state().length;
      this.exact = true;
      this.measuredAt = this.needs.clock.now();
    }
    return this.bytes + more.bytes <= LIMIT.document;
  }

  /** While too much waits for the log: when it has what was applied until now. */
  get behind(): Promise<void> | null {
    const most = this.needs.backlog.bytes > BEHIND.all ? BEHIND.few : BEHIND.most;
    return this.pending.bytes > most ? this.committedSeq().then(() => undefined) : null;
  }

  /** What this person may cost here. */
  allowanceOf(personId: string): Allowance {
    return this.needs.allowances.of(this.docId, personId);
  }

  // --------------------------------------------------------------------------------------------------------------- the end

  /** Throws the memory away: what was not committed is gone here, and comes again from its clients. */
  reset(code: CloseCode): void {
    if (this.dead) return;
    this.needs.queue.drop(this);
    const waiting = this.pending.drop();
    this.destroy();
    for (const seat of [...this.seats]) seat.close(code);
    for (const waiter of [...waiting, ...[...this.binding.values()].flat()]) waiter.failed?.(new RoomReset(code));
    this.binding.clear();
    this.needs.onReset(this);
  }

  /**
   * Forged neighbours stand in one order here and in another for whoever loads the text: every node goes over to what is loaded,
   * so that what is read, exported and signed is what newcomers see. Yjs has no way to move what a copy holds: our page takes a
   * fresh one when it comes back (app/editor/copy/order.ts), a stock client shows its own order until it is opened again.
   */
  reorder(): void {
    if (this.dead) return;
    this.needs.log.warn('forged neighbours: the text is loaded again, in the order of a load', { docId: this.docId });
    this.reordered = true;
    this.needs.fanout.publish({ kind: 'frozen', docId: this.docId });
    this.reset(CLOSE.askAgain);
  }

  destroy(): void {
    this.dead = true;
    this.presence.close();
    this.text.destroy();
  }
}

/** The new clocks of each client id. */
function writtenBy({ beforeState, afterState }: Y.Transaction): Written[] {
  return [...afterState].flatMap(([clientId, to]) => {
    const from = beforeState.get(clientId) ?? 0;
    return to > from ? [{ clientId, from, to }] : [];
  });
}

function piecesOf({ store }: Y.Doc): number {
  let count = 0;
  for (const structs of store.clients.values()) count += structs.length;
  return count;
}
